// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/litmus/litmus.hpp"

namespace model::tests {
namespace {

Program reads_own_store() {
    return program_of({{store(x, 1, relaxed), load(x, relaxed), load(y, relaxed)},
                       {store(y, 1, relaxed), load(y, relaxed), load(x, relaxed)}});
}

Program n6() {
    return program_of({{store(x, 1, relaxed), load(x, relaxed), load(y, relaxed)},
                       {store(y, 2, relaxed), store(x, 2, relaxed)}});
}

Program n5() {
    return program_of({{store(x, 1, relaxed), load(x, relaxed)}, {store(x, 2, relaxed), load(x, relaxed)}});
}

Program store_buffering_of_updates() {
    return program_of(
        {{exchange(x, 1, relaxed), load(y, relaxed)}, {exchange(y, 1, relaxed), load(x, relaxed)}});
}

Program store_buffering_behind_updates() {
    return program_of({{store(x, 1, relaxed), exchange(z, 1, relaxed), load(y, relaxed)},
                       {store(y, 1, relaxed), exchange(z, 2, relaxed), load(x, relaxed)}});
}

/// Programs whose outcomes both models forbid alike.
std::vector<Litmus> common(MemoryModel model) {
    return {
        {"MP", x86_tso, with(model, message_passing(relaxed, relaxed)), bits("**", {"10"})},
        {"LB", x86_tso, with(model, load_buffering(relaxed, relaxed)), bits("* *", {"1 1"})},
        {"WRC", x86_tso, with(model, write_to_read_causality(relaxed, relaxed, relaxed)),
         bits("* **", {"1 10"})},
        {"IRIW", x86_tso, with(model, independent_reads(relaxed, relaxed, relaxed)),
         bits("** **", {"10 10"})},
        {"2+2W", x86_tso, with(model, two_plus_two_writes(relaxed)), {"x=1 y=2", "x=2 y=1", "x=2 y=2"}, true},
        {"S",
         herding_cats,
         with(model, s_shape(relaxed, relaxed)),
         {"0 x=1 y=1", "0 x=2 y=1", "1 x=1 y=1"},
         true},
        {"n5", x86_tso, with(model, n5()), {"1 1", "1 2", "2 2"}},
        {"SB+sc fences", x86_tso, with(model, store_buffering_with_fences(seq_cst, seq_cst)),
         bits("* *", {"0 0"})},
        {"SB+sc stores", x86_tso, with(model, store_buffering(seq_cst, relaxed)), bits("* *", {"0 0"})},
        {"RWC+sc fences", x86_tso, with(model, read_to_write_causality_with_fences(seq_cst)),
         bits("** *", {"10 0"})},
        {"SB of updates", x86_tso, with(model, store_buffering_of_updates()), bits("0* 0*", {"00 00"})},
        // The CPU whose update comes second sees what the other CPU has stored before its own update.
        {"SB+updates between",
         x86_tso,
         with(model, store_buffering_behind_updates()),
         {"00 11", "01 11", "21 00", "21 01"}},
    };
}

}  // namespace

std::vector<Litmus> stronger_litmus() {
    const OutcomeSet strong_r = {"0 x=1 y=1", "1 x=1 y=1", "1 x=1 y=2"};
    OutcomeSet tso_r = strong_r;
    tso_r.insert("0 x=1 y=2");
    const OutcomeSet strong_n6 = {"10 x=2 y=2", "12 x=1 y=2", "12 x=2 y=2", "22 x=2 y=2"};
    OutcomeSet tso_n6 = strong_n6;
    tso_n6.insert("10 x=1 y=2");

    constexpr MemoryModel tso = MemoryModel::tso;
    constexpr MemoryModel sc = MemoryModel::sc;
    std::vector<Litmus> all;
    for (const MemoryModel model : {tso, sc}) {
        for (Litmus& litmus : common(model)) {
            litmus.name += model == tso ? " (tso)" : " (sc)";
            all.push_back(litmus);
        }
    }
    const std::vector<Litmus> different = {
        {"SB (tso)", x86_tso, with(tso, store_buffering(relaxed, relaxed)), bits("* *")},
        {"SB (sc)", x86_tso, with(sc, store_buffering(relaxed, relaxed)), bits("* *", {"0 0"})},
        // In these models fences below seq_cst are no instructions.
        {"SB+acq_rel fences (tso)", x86_tso, with(tso, store_buffering_with_fences(acq_rel, acq_rel)),
         bits("* *")},
        {"SB+one sc fence (tso)", x86_tso, with(tso, store_buffering_with_fences(seq_cst, acq_rel)),
         bits("* *")},
        {"R (tso)", herding_cats, with(tso, r_shape(relaxed)), tso_r, true},
        {"R (sc)", herding_cats, with(sc, r_shape(relaxed)), strong_r, true},
        {"RWC (tso)", x86_tso, with(tso, read_to_write_causality(relaxed)), bits("** *")},
        {"RWC (sc)", x86_tso, with(sc, read_to_write_causality(relaxed)), bits("** *", {"10 0"})},
        // A CPU reads its own store before others can.
        {"SB+rfi (tso)", x86_tso, with(tso, reads_own_store()), bits("1* 1*")},
        {"SB+rfi (sc)", x86_tso, with(sc, reads_own_store()), bits("1* 1*", {"10 10"})},
        {"n6 (tso)", x86_tso, with(tso, n6()), tso_n6, true},
        {"n6 (sc)", x86_tso, with(sc, n6()), strong_n6, true},
    };
    all.insert(all.end(), different.begin(), different.end());
    return all;
}

}  // namespace model::tests
