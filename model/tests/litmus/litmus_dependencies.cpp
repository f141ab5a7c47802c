// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/litmus/litmus.hpp"

namespace model::tests {
namespace {

using Code = std::vector<Instruction>;

/// Stores data to x, and then a flag to y.
Code publish(std::memory_order store_flag) {
    return {store(x, 1, relaxed), store(y, 1, store_flag)};
}
Code publish_behind_fence(std::memory_order order) {
    return {store(x, 1, relaxed), fence(order), store(y, 1, relaxed)};
}

/// A load of the flag, and a load of the data through the flag's value.
Code follow() {
    return {load(y, dependency), through_last(load(x, relaxed))};
}

/// The value of x after both writers, and the value that the second CPU has read.
Program s_shape_through(Instruction last_store) {
    return program_of({{store(x, 2, relaxed), store(y, 1, release)}, {load(y, dependency), last_store}});
}

/// The CPU between passes on what it has read, by a release store.
Program pass_on(Code between) {
    return program_of({publish(release), std::move(between), {load(z, acquire), load(x, relaxed)}});
}

std::vector<Litmus> who_gains() {
    const OutcomeSet mp_without_weak = {"00", "01", "11"};
    return {
        {"MP+rel+dep", linux_model, program_of({publish(release), follow()}), mp_without_weak},
        {"MP+rel+dep, another address", linux_model,
         program_of({publish(release), {load(y, dependency), load(x, relaxed)}}), bits("**")},
        {"MP+rlx+dep", linux_model, program_of({publish(relaxed), follow()}), bits("**")},
        {"MP+rel+rlx, through", linux_model,
         program_of({publish(release), {load(y, relaxed), through_last(load(x, relaxed))}}), bits("**")},
        {"MP+rel+dep, a read behind the dependent one", races,
         program_of({{store(x, 1, relaxed), store(z, 1, relaxed), store(y, 1, release)},
                     {load(y, dependency), through_last(load(x, relaxed)), load(z, relaxed)}}),
         bits("***", {"100", "101"})},
        {"MP+rel+dep, the read before the dependent one", races,
         program_of({{store(x, 1, relaxed), store(z, 1, relaxed), store(y, 1, release)},
                     {load(y, dependency), load(z, relaxed), through_last(load(x, relaxed))}}),
         bits("***", {"100", "110"})},
        {"MP+rel+dep, through another value", races,
         program_of(
             {publish(release), {load(y, dependency), load(z, dependency), through_last(load(x, relaxed))}}),
         bits("*0*")},
        {"MP+rel+dep, through the value before",
         races,
         program_of({publish(release),
                     {load(y, dependency), load(z, dependency), through_load_before(load(x, relaxed))}}),
         {"000", "001", "101"}},
        // Coherence holds as usual.
        {"MP+rel+dep, read again", races,
         program_of(
             {publish(release), {load(y, dependency), through_last(load(x, relaxed)), load(x, relaxed)}}),
         bits("***", {"010", "100", "101", "110"})},
        {"MP+rel+dep, acquire read again", races,
         program_of({{store(x, 1, relaxed), store(z, 1, relaxed), store(y, 1, release)},
                     {load(y, dependency), through_last(load(x, acquire)), load(z, relaxed)}}),
         bits("***", {"100", "101"})},
        // Nothing stores to z here.
        {"MP+rel+dep of three",
         linux_model,
         program_of(
             {publish(release),
              {load(y, dependency), through_last(load(z, dependency)), through_last(load(x, relaxed))}}),
         {"000", "001", "101"}},
        {"MP+rel+dep, two reads through it",
         races,
         program_of({publish(release),
                     {load(y, dependency), through_last(load(z, relaxed)), through_last(load(x, relaxed))}}),
         {"000", "001", "101"}},
    };
}

std::vector<Litmus> what_is_met() {
    const OutcomeSet mp_without_weak = {"00", "01", "11"};
    return {
        {"MP+fence+dep", linux_model, program_of({publish_behind_fence(release), follow()}), mp_without_weak},
        {"MP+sc fence+dep", linux_model, program_of({publish_behind_fence(seq_cst), follow()}),
         mp_without_weak},
        {"MP+wrong fence+dep", races, program_of({publish_behind_fence(acquire), follow()}), bits("**")},
        {"MP+rel+dep+fence", races,
         program_of({publish(release), {load(y, dependency), fence(acquire), load(x, relaxed)}}),
         mp_without_weak},
        {"MP+rel+dep+wrong fence", races,
         program_of({publish(release), {load(y, dependency), fence(release), load(x, relaxed)}}), bits("**")},
        {"MP+rel+exchange.dep", linux_model,
         program_of({publish(release), {exchange(y, 2, dependency), through_last(load(x, relaxed))}}),
         mp_without_weak},
        {"MP+rel+exchange.dep, another address", races,
         program_of({publish(release), {exchange(y, 2, dependency), load(x, relaxed)}}), bits("**")},
        {"MP+rel+cas.dep", races,
         program_of(
             {publish(release), {compare_exchange(y, 1, 2, dependency), through_last(load(x, relaxed))}}),
         mp_without_weak},
        {"MP+rel+failed cas.dep", races,
         program_of(
             {publish(release), {compare_exchange(y, 2, 3, dependency), through_last(load(x, relaxed))}}),
         bits("**")},
        {"MP+rel+await.dep",
         linux_model,
         program_of({publish(release), {await(y, 1, dependency), through_last(load(x, relaxed))}}),
         {"11"}},
        {"MP+rel+await.dep, another address",
         races,
         program_of({publish(release), {await(y, 1, dependency), load(x, relaxed)}}),
         {"10", "11"}},
        {"MP+rel+dep, an await through it",
         races,
         program_of({{store(x, 1, relaxed), store(x, 2, relaxed), store(y, 1, release)},
                     {await(y, 1, dependency), through_last(await(x, 2, relaxed))}}),
         {"12"}},
        {"release sequence+dep",
         races,
         program_of({publish(release), {exchange(y, 2, relaxed)}, follow()}),
         {"0 00", "0 01", "0 11", "0 20", "0 21", "1 00", "1 01", "1 11", "1 21"}},
    };
}

std::vector<Litmus> stores_and_releases() {
    const OutcomeSet all_s = {"0 x=1 y=1", "0 x=2 y=1", "1 x=1 y=1", "1 x=2 y=1"};
    const OutcomeSet strong_s = {"0 x=1 y=1", "0 x=2 y=1", "1 x=1 y=1"};
    const OutcomeSet passed_on = bits("* **", {"1 10"});
    return {
        {"S+rel+dep", linux_model, s_shape_through(through_last(store(x, 1, relaxed))), strong_s, true},
        {"S+rel+dep, another address", linux_model, s_shape_through(store(x, 1, relaxed)), all_s, true},
        {"S+rel+dep of an update",
         linux_model,
         s_shape_through(through_last(exchange(x, 1, relaxed))),
         {"00 x=2 y=1", "02 x=1 y=1", "12 x=1 y=1"},
         true},
        // A release of a CPU includes what the CPU has learnt by dependencies.
        {"ISA2+rel+dep+rel+acq", races, pass_on({load(y, dependency), store(z, 1, release)}), passed_on},
        {"ISA2+rel+dep, through+rel+acq", races,
         pass_on({load(y, dependency), through_last(store(z, 1, release))}), passed_on},
        {"ISA2+rel+dep+fence+acq", races,
         pass_on({load(y, dependency), fence(release), store(z, 1, relaxed)}), passed_on},
        {"ISA2+rel+dep+rlx+acq", races, pass_on({load(y, dependency), through_last(store(z, 1, relaxed))}),
         bits("* **")},
        {"ISA2+rel+dep+earlier fence+acq", races,
         pass_on({fence(release), load(y, dependency), through_last(store(z, 1, relaxed))}), bits("* **")},
        {"ISA2+rel+acq+rel+dep", races,
         program_of({publish(release),
                     {load(y, acquire), store(z, 1, release)},
                     {load(z, dependency), through_last(load(x, relaxed))}}),
         passed_on},
    };
}

/// A CPU has learnt of the 2 in x, but not in a way that forces its 1 behind that 2 in coherence. If the 1
/// comes first, a CPU that reads the 1 and learns all that was released with it has missed the 2.
Program released_behind(std::memory_order store_flag, Code between, std::memory_order last_load) {
    return program_of(
        {{store(x, 2, relaxed), store(y, 1, store_flag)}, std::move(between), {load(x, last_load)}});
}

std::vector<Litmus> releases_of_older_stores() {
    OutcomeSet all;
    for (const char* const last : {" x=1 y=1", " x=2 y=1"}) {
        for (const std::string reads : {"0 0", "0 1", "0 2", "1 0", "1 1", "1 2"}) all.insert(reads + last);
    }
    OutcomeSet without_older = all;
    without_older.erase("1 1 x=2 y=1");
    const Code by_store = {load(y, dependency), store(x, 1, release)};
    const Code by_fence = {load(y, dependency), fence(release), store(x, 1, relaxed)};
    return {
        {"a release of a newer store, acquired", races, released_behind(release, by_store, acquire),
         without_older, true},
        {"a release of a newer store, read by dependency", races,
         released_behind(release, by_store, dependency), without_older, true},
        {"a release of a newer store, read relaxed", races, released_behind(release, by_store, relaxed), all,
         true},
        {"a release fence of a newer store, acquired", races, released_behind(release, by_fence, acquire),
         without_older, true},
        {"no release of a newer store", races, released_behind(relaxed, by_store, acquire), all, true},
    };
}

/// Programs that need no dependency in the stronger models.
std::vector<Litmus> stronger(MemoryModel model) {
    const OutcomeSet mp_without_weak = {"00", "01", "11"};
    return {
        {"MP+rlx+dep", x86_tso, with(model, program_of({publish(relaxed), follow()})), mp_without_weak},
        {"MP+rel+dep, another address", x86_tso,
         with(model, program_of({publish(release), {load(y, dependency), load(x, relaxed)}})),
         mp_without_weak},
        {"S+rel+dep",
         herding_cats,
         with(model, s_shape_through(store(x, 1, relaxed))),
         {"0 x=1 y=1", "0 x=2 y=1", "1 x=1 y=1"},
         true},
        {"MP+rel+exchange.dep", x86_tso,
         with(model,
              program_of({publish(release), {exchange(y, 2, dependency), through_last(load(x, relaxed))}})),
         mp_without_weak},
    };
}

}  // namespace

std::vector<Litmus> dependency_litmus() {
    std::vector<Litmus> all = who_gains();
    for (Litmus& litmus : what_is_met()) all.push_back(litmus);
    for (Litmus& litmus : stores_and_releases()) all.push_back(litmus);
    for (Litmus& litmus : releases_of_older_stores()) all.push_back(litmus);
    for (const MemoryModel model : {MemoryModel::tso, MemoryModel::sc}) {
        for (Litmus& litmus : stronger(model)) {
            litmus.name += model == MemoryModel::tso ? " (tso)" : " (sc)";
            all.push_back(litmus);
        }
    }
    return all;
}

}  // namespace model::tests
