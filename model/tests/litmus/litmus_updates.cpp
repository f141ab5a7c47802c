// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/litmus/litmus.hpp"

namespace model::tests {
namespace {

using Instructions = std::vector<Instruction>;

/// Data, and a flag that another CPU's update overwrites.
Program release_sequence(Instructions writer, Instructions reader) {
    return program_of({std::move(writer), {exchange(y, 2, relaxed)}, std::move(reader)});
}

std::vector<Litmus> release_sequences() {
    const Instructions release_store = {store(x, 1, relaxed), store(y, 1, release)};
    const Instructions release_fence = {store(x, 1, relaxed), fence(release), store(y, 1, relaxed)};
    const Instructions acquire_load = {load(y, acquire), load(x, relaxed)};
    const Instructions acquire_fence = {load(y, relaxed), fence(acquire), load(x, relaxed)};
    // The update's read, the flag, the data. A flag of 2 comes with the data if the update has read 1.
    const OutcomeSet through_update = {"0 00", "0 01", "0 11", "0 20", "0 21",
                                       "1 00", "1 01", "1 11", "1 21"};
    OutcomeSet without_synchronisation = through_update;
    without_synchronisation.insert({"0 10", "1 10", "1 20"});
    return {
        {"release sequence through an update", races, release_sequence(release_store, acquire_load),
         through_update},
        {"release fence, update", races, release_sequence(release_fence, acquire_load), through_update},
        {"release store, update, acquire fence", races, release_sequence(release_store, acquire_fence),
         through_update},
        {"relaxed store, update", races,
         release_sequence({store(x, 1, relaxed), store(y, 1, relaxed)}, acquire_load),
         without_synchronisation},
        {"release sequence through two updates",
         races,
         program_of({{store(x, 1, relaxed), store(y, 1, release)},
                     {await(y, 1, relaxed), compare_exchange(y, 1, 2, relaxed)},
                     {await(y, 2, relaxed), compare_exchange(y, 2, 3, relaxed)},
                     {await(y, 3, acquire), load(x, relaxed)}}),
         {"11 22 31"}},
        // C++11 forbade 20: there a release sequence also continued through later stores of the same thread.
        {"no release sequence through a store of the same thread",
         "P0982R1, adopted in C++20 [intro.races]",
         program_of({{store(x, 1, relaxed), store(y, 1, release), store(y, 2, relaxed)},
                     {load(y, acquire), load(x, relaxed)}}),
         {"00", "01", "11", "20", "21"}},
        {"no release sequence through a store of another thread",
         races,
         program_of({{store(x, 1, relaxed), store(y, 1, release)},
                     {load(y, relaxed), store(y, 2, relaxed)},
                     {load(y, acquire), load(x, relaxed)}}),
         {"0 00", "0 01", "0 11", "0 20", "0 21", "1 00", "1 01", "1 11", "1 20", "1 21"}},
    };
}

}  // namespace

std::vector<Litmus> update_litmus() {
    std::vector<Litmus> all = release_sequences();
    const char* const atomicity = "C++20 [atomics.order]: an update reads the last value before its own";
    const std::vector<Litmus> others = {
        {"two exchanges",
         atomicity,
         program_of({{exchange(x, 1, relaxed)}, {exchange(x, 2, relaxed)}}),
         {"0 1", "2 0"}},
        // Each CPU reads the value that its predecessor in one of the six orders has written.
        {"three exchanges",
         atomicity,
         program_of({{exchange(x, 1, relaxed)}, {exchange(x, 2, relaxed)}, {exchange(x, 3, relaxed)}}),
         {"0 1 2", "0 3 1", "2 0 1", "3 0 2", "3 1 0", "2 3 0"}},
        {"exchange and store",
         atomicity,
         program_of({{exchange(x, 1, relaxed)}, {store(x, 2, relaxed)}}),
         {"0 x=2", "2 x=1"},
         true},
        {"exchange, between two stores",
         atomicity,
         program_of({{exchange(x, 3, relaxed)}, {store(x, 1, relaxed), store(x, 2, relaxed)}}),
         {"0 x=2", "1 x=2", "2 x=3"},
         true},
        {"two compare-exchanges",
         atomicity,
         program_of({{compare_exchange(x, 0, 1, relaxed)}, {compare_exchange(x, 0, 2, relaxed)}}),
         {"0 1 x=1", "2 0 x=2"},
         true},
        {"compare-exchange of a store",
         atomicity,
         program_of({{store(x, 1, relaxed)}, {compare_exchange(x, 1, 2, relaxed)}}),
         {"0 x=1", "1 x=2"},
         true},
        {"chain of compare-exchanges",
         atomicity,
         program_of({{compare_exchange(x, 0, 1, relaxed)}, {compare_exchange(x, 1, 2, relaxed)}}),
         {"0 0 x=1", "0 1 x=2"},
         true},
        {"MP of updates",
         races,
         program_of(
             {{store(x, 1, relaxed), exchange(y, 1, release)}, {exchange(y, 2, acquire), load(x, relaxed)}}),
         {"0 11", "2 00", "2 01"}},
        {"MP+compare-exchange",
         races,
         program_of({{store(x, 1, relaxed), store(y, 1, release)},
                     {compare_exchange(y, 1, 2, acquire), load(x, relaxed)}}),
         {"00", "01", "11"}},
        {"MP+failed compare-exchange",
         "Linux, Documentation/atomic_t.txt: conditional updates are unordered on failure",
         program_of({{store(x, 1, relaxed), store(y, 1, release)},
                     {compare_exchange(y, 2, 3, acq_rel), load(x, relaxed)}}),
         bits("**")},
        {"MP+failed compare-exchange that acquires",
         races,
         program_of({{store(x, 1, relaxed), store(y, 1, release)},
                     {or_load(compare_exchange(y, 2, 3, relaxed), acquire), load(x, relaxed)}}),
         {"00", "01", "11"}},
        {"MP+compare-exchange that acquires only if it fails", races,
         program_of({{store(x, 1, relaxed), store(y, 1, release)},
                     {or_load(compare_exchange(y, 1, 2, relaxed), acquire), load(x, relaxed)}}),
         bits("**")},
        {"SB+failed sc compare-exchanges", repairing_sc,
         program_of({{store(x, 1, seq_cst), or_load(compare_exchange(y, 2, 3, relaxed), seq_cst)},
                     {store(y, 1, seq_cst), or_load(compare_exchange(x, 2, 3, relaxed), seq_cst)}}),
         bits("* *", {"0 0"})},
        {"two additions",
         atomicity,
         program_of({{add(x, 1, relaxed)}, {add(x, 2, relaxed)}}),
         {"0 1 x=3", "2 0 x=3"},
         true},
        {"additions within a bit",
         atomicity,
         program_of({{store(x, 2, relaxed), add(x, 1, relaxed, 1)}, {add(x, 1, relaxed, 1)}}),
         {"2 3 x=2", "3 2 x=2", "2 0 x=3"},
         true},
        {"release sequence through an addition",
         races,
         program_of({{store(x, 1, relaxed), store(y, 1, release)},
                     {await(y, 1, relaxed), add(y, 1, relaxed)},
                     {await(y, 2, acquire), load(x, relaxed)}}),
         {"11 21"}},
        // Updates are no fences in C++.
        {"SB+acq_rel updates", repairing_sc,
         program_of(
             {{exchange(x, 1, acq_rel), load(y, relaxed)}, {exchange(y, 1, acq_rel), load(x, relaxed)}}),
         bits("0* 0*")},
        {"SB+sc updates and loads", herding_cats,
         program_of(
             {{exchange(x, 1, seq_cst), load(y, seq_cst)}, {exchange(y, 1, seq_cst), load(x, seq_cst)}}),
         bits("0* 0*", {"00 00"})},
    };
    all.insert(all.end(), others.begin(), others.end());
    return all;
}

}  // namespace model::tests
