// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/litmus/litmus.hpp"

namespace model::tests {
namespace {

/// Two readers of a location with two writers: each reader may see the stores in either order, but both must
/// see the same order.
OutcomeSet same_order_for_two_readers() {
    OutcomeSet all;
    for (const std::vector<const char*>& views :
         {std::vector{"00", "01", "02", "11", "12", "22"}, std::vector{"00", "01", "02", "22", "21", "11"}}) {
        for (const std::string left : views) {
            for (const char* const right : views) all.insert(left + " " + right);
        }
    }
    return all;
}

Program two_plus_two_writes_with_fences() {
    return program_of({{store(x, 1, relaxed), fence(seq_cst), store(y, 2, relaxed)},
                       {store(y, 1, relaxed), fence(seq_cst), store(x, 2, relaxed)}});
}

Program r_shape_with_fences() {
    return program_of({{store(x, 1, relaxed), fence(seq_cst), store(y, 1, relaxed)},
                       {store(y, 2, relaxed), fence(seq_cst), load(x, relaxed)}});
}

Program s_shape_with_fences() {
    return program_of({{store(x, 2, relaxed), fence(release), store(y, 1, relaxed)},
                       {load(y, relaxed), fence(acquire), store(x, 1, relaxed)}});
}

}  // namespace

std::vector<Litmus> coherence_litmus() {
    const OutcomeSet all_2_2w = {"x=1 y=1", "x=1 y=2", "x=2 y=1", "x=2 y=2"};
    const OutcomeSet strong_2_2w = {"x=1 y=2", "x=2 y=1", "x=2 y=2"};
    const OutcomeSet all_r = {"0 x=1 y=1", "0 x=1 y=2", "1 x=1 y=1", "1 x=1 y=2"};
    const OutcomeSet strong_r = {"0 x=1 y=1", "1 x=1 y=1", "1 x=1 y=2"};
    const OutcomeSet all_s = {"0 x=1 y=1", "0 x=2 y=1", "1 x=1 y=1", "1 x=2 y=1"};
    const OutcomeSet strong_s = {"0 x=1 y=1", "0 x=2 y=1", "1 x=1 y=1"};
    return {
        {"CoRR",
         races,
         program_of({{store(x, 1, relaxed), store(x, 2, relaxed)}, {load(x, relaxed), load(x, relaxed)}}),
         {"00", "01", "02", "11", "12", "22"}},
        {"CoRR2", races,
         program_of({{store(x, 1, relaxed)},
                     {store(x, 2, relaxed)},
                     {load(x, relaxed), load(x, relaxed)},
                     {load(x, relaxed), load(x, relaxed)}}),
         same_order_for_two_readers()},
        {"CoWW", races, program_of({{store(x, 1, relaxed), store(x, 2, relaxed)}}), {"x=2"}, true},
        {"CoWW of two",
         races,
         program_of({{store(x, 1, relaxed), store(x, 2, relaxed)}, {store(x, 3, relaxed)}}),
         {"x=2", "x=3"},
         true},
        {"CoWR",
         races,
         program_of({{store(x, 1, relaxed), load(x, relaxed)}, {store(x, 2, relaxed)}}),
         {"1 x=1", "1 x=2", "2 x=2"},
         true},
        {"CoRW1", races, program_of({{load(x, relaxed), store(x, 1, relaxed)}}), {"0 x=1"}, true},
        {"CoRW",
         races,
         program_of({{load(x, relaxed), store(x, 1, relaxed)}, {store(x, 2, relaxed)}}),
         {"0 x=1", "0 x=2", "2 x=1"},
         true},
        {"n5",
         x86_tso,
         program_of({{store(x, 1, relaxed), load(x, relaxed)}, {store(x, 2, relaxed), load(x, relaxed)}}),
         {"1 1", "1 2", "2 2"}},

        {"2+2W", herding_cats, two_plus_two_writes(relaxed), all_2_2w, true},
        {"2+2W+rel", herding_cats, two_plus_two_writes(release), all_2_2w, true},
        {"2+2W+sc", herding_cats, two_plus_two_writes(seq_cst), strong_2_2w, true},
        {"2+2W+sc fences", repairing_sc, two_plus_two_writes_with_fences(), strong_2_2w, true},

        {"R", herding_cats, r_shape(relaxed), all_r, true},
        {"R+sc", herding_cats, r_shape(seq_cst), strong_r, true},
        {"R+sc fences", repairing_sc, r_shape_with_fences(), strong_r, true},

        {"S", herding_cats, s_shape(relaxed, relaxed), all_s, true},
        {"S+rel+rlx", herding_cats, s_shape(release, relaxed), all_s, true},
        {"S+rel+acq", herding_cats, s_shape(release, acquire), strong_s, true},
        {"S+fences", races, s_shape_with_fences(), strong_s, true},
    };
}

}  // namespace model::tests
