// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/litmus/litmus.hpp"

namespace model::tests {
namespace {

Program isa2(std::memory_order stores, std::memory_order first_load, std::memory_order second_load) {
    return program_of({{store(x, 1, relaxed), store(y, 1, stores)},
                       {load(y, first_load), store(z, 1, stores)},
                       {load(z, second_load), load(x, relaxed)}});
}

/// In the paper the update is an increment. In the outcome that matters it changes 1 to 2 here too.
Program z6_u(std::memory_order store_y, std::memory_order last_load) {
    return program_of({{store(x, 1, seq_cst), store(y, 1, store_y)},
                       {exchange(y, 2, seq_cst), load(y, last_load)},
                       {store(y, 3, seq_cst), load(x, seq_cst)}});
}

OutcomeSet z6_u_outcomes(const OutcomeSet& forbidden) {
    OutcomeSet all;
    // The update, and what its CPU then reads: its own store or a store after it in coherence.
    for (const char* const update : {"01", "02", "03", "12", "13", "32", "31"}) {
        all.merge(bits(std::string(update) + " *", forbidden));
    }
    return all;
}

std::vector<Litmus> two_cpus() {
    const OutcomeSet sb_without_weak = {"0 1", "1 0", "1 1"};
    const OutcomeSet mp_without_weak = {"00", "01", "11"};
    const OutcomeSet lb = {"0 0", "0 1", "1 0"};
    return {
        {"SB", herding_cats, store_buffering(relaxed, relaxed), bits("* *")},
        {"SB+rel+acq", herding_cats, store_buffering(release, acquire), bits("* *")},
        {"SB+sc stores", repairing_sc, store_buffering(seq_cst, relaxed), bits("* *")},
        {"SB+sc", herding_cats, store_buffering(seq_cst, seq_cst), sb_without_weak},
        {"SB+acq_rel fences", herding_cats, store_buffering_with_fences(acq_rel, acq_rel), bits("* *")},
        {"SB+one sc fence", repairing_sc, store_buffering_with_fences(seq_cst, acq_rel), bits("* *")},
        {"SB+sc fences", repairing_sc, store_buffering_with_fences(seq_cst, seq_cst), sb_without_weak},

        {"MP", herding_cats, message_passing(relaxed, relaxed), bits("**")},
        {"MP+rel+rlx", herding_cats, message_passing(release, relaxed), bits("**")},
        {"MP+rlx+acq", herding_cats, message_passing(relaxed, acquire), bits("**")},
        {"MP+rel+acq", foundations, message_passing(release, acquire), mp_without_weak},
        {"MP+sc+sc", foundations, message_passing(seq_cst, seq_cst), mp_without_weak},
        {"MP+fences", races, message_passing_with_fences(release, acquire), mp_without_weak},
        {"MP+acq_rel fences", races, message_passing_with_fences(acq_rel, acq_rel), mp_without_weak},
        {"MP+sc fences", races, message_passing_with_fences(seq_cst, seq_cst), mp_without_weak},
        {"MP+wrong fences", races, message_passing_with_fences(acquire, release), bits("**")},
        {"MP+fence+acq", races,
         program_of({{store(x, 1, relaxed), fence(release), store(y, 1, relaxed)},
                     {load(y, acquire), load(x, relaxed)}}),
         mp_without_weak},
        {"MP+rel+fence", races,
         program_of({{store(x, 1, relaxed), store(y, 1, release)},
                     {load(y, relaxed), fence(acquire), load(x, relaxed)}}),
         mp_without_weak},
        // A seq_cst fence is also a release fence and an acquire fence, even where it is the only fence.
        {"MP+sc fence+acq", races,
         program_of({{store(x, 1, relaxed), fence(seq_cst), store(y, 1, relaxed)},
                     {load(y, acquire), load(x, relaxed)}}),
         mp_without_weak},
        {"MP+rel+sc fence", races,
         program_of({{store(x, 1, relaxed), store(y, 1, release)},
                     {load(y, relaxed), fence(seq_cst), load(x, relaxed)}}),
         mp_without_weak},
        {"MP+await",
         races,
         program_of({{store(x, 1, relaxed), store(y, 1, release)}, {await(y, 1, acquire), load(x, relaxed)}}),
         {"11"}},
        {"MP+relaxed await",
         races,
         program_of({{store(x, 1, relaxed), store(y, 1, release)}, {await(y, 1, relaxed), load(x, relaxed)}}),
         {"10", "11"}},

        // C++20 would allow 1 1. RC11 forbids cycles of program order and reads-from.
        {"LB", repairing_sc, load_buffering(relaxed, relaxed), lb},
        {"LB+acq+rel", herding_cats, load_buffering(acquire, release), lb},
    };
}

std::vector<Litmus> more_cpus() {
    const OutcomeSet wrc_without_weak = bits("* **", {"1 10"});
    return {
        {"WRC", foundations, write_to_read_causality(relaxed, relaxed, relaxed), bits("* **")},
        {"WRC+acq+rlx", foundations, write_to_read_causality(acquire, relaxed, acquire), bits("* **")},
        // The first store needs no acquire: the read of it happens before the last read (CoRR).
        {"WRC+rlx+rel+acq", races, write_to_read_causality(relaxed, release, acquire), wrc_without_weak},
        {"WRC+acq+rel+acq", foundations, write_to_read_causality(acquire, release, acquire),
         wrc_without_weak},

        {"ISA2", herding_cats, isa2(relaxed, relaxed, relaxed), bits("* **")},
        {"ISA2+rel+acq", herding_cats, isa2(release, acquire, acquire), bits("* **", {"1 10"})},
        {"ISA2+rel+rlx+acq", herding_cats, isa2(release, relaxed, acquire), bits("* **")},
        {"ISA2+rel+acq+rlx", herding_cats, isa2(release, acquire, relaxed), bits("* **")},

        {"IRIW", foundations, independent_reads(relaxed, relaxed, relaxed), bits("** **")},
        {"IRIW+rel+acq", foundations, independent_reads(release, acquire, acquire), bits("** **")},
        {"IRIW+sc", foundations, independent_reads(seq_cst, seq_cst, seq_cst), bits("** **", {"10 10"})},
        // Forbidden in C++11, although Power's usual compilation shows it. Allowed since then.
        {"IRIW-acq-sc", repairing_sc, independent_reads(seq_cst, acquire, seq_cst), bits("** **")},
        {"IRIW+sc loads", repairing_sc, independent_reads(release, seq_cst, seq_cst), bits("** **")},
        {"IRIW+sc fences", repairing_sc, independent_reads_with_fences(seq_cst), bits("** **", {"10 10"})},
        {"IRIW+acq_rel fences", repairing_sc, independent_reads_with_fences(acq_rel), bits("** **")},

        {"RWC", foundations, read_to_write_causality(relaxed), bits("** *")},
        {"RWC+sc", foundations, read_to_write_causality(seq_cst), bits("** *", {"10 0"})},
        // Allowed in C++11, forbidden since then.
        {"RWC+syncs", repairing_sc, read_to_write_causality_with_fences(seq_cst), bits("** *", {"10 0"})},
        {"RWC+acq_rel fences", repairing_sc, read_to_write_causality_with_fences(acq_rel), bits("** *")},

        // 13 0: forbidden in C++11, although Power's usual compilation shows it. Allowed since then.
        {"Z6.U", repairing_sc, z6_u(release, relaxed), z6_u_outcomes({})},
        {"Z6.U+sc", repairing_sc, z6_u(seq_cst, seq_cst), z6_u_outcomes({"13 0"})},
    };
}

}  // namespace

std::vector<Litmus> communication_litmus() {
    std::vector<Litmus> all = two_cpus();
    for (Litmus& litmus : more_cpus()) all.push_back(litmus);
    return all;
}

}  // namespace model::tests
