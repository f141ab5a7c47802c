// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>
#include <array>
#include <random>

#include "model/tests/comparison/planted_errors.hpp"
#include "model/tests/litmus/litmus.hpp"
#include "model/tests/litmus/outcome.hpp"
#include "model/tests/native/native_run.hpp"
#include "model/tests/native/wait_below_nmi.hpp"
#include "model/tests/programs/closed_forms.hpp"
#include "model/tests/programs/random_program.hpp"
#include "model/tests/reference/brute_force.hpp"

// The tests of the engine are tested here: each must notice the errors that are planted for it.

namespace model::tests {
namespace {

PlantedErrors skip_revisits() {
    return {.skip_revisits = true};
}

PlantedErrors skip_maximality() {
    return {.skip_maximality = true};
}

PlantedErrors ignore_release_sequences() {
    return {.ignore_release_sequences = true};
}

PlantedErrors ignore_dependencies() {
    return {.ignore_dependencies = true};
}

PlantedErrors dependencies_acquire() {
    return {.dependencies_acquire = true};
}

// ---- known facts ----

std::uint64_t executions(const Program& program, PlantedErrors errors) {
    const Planting planting(errors);
    // Without tests for maximality, a search may go on for ever.
    return run_on_native(program, at_most(1000)).search.executions;
}

Program updates(unsigned cpus) {
    return program_of({cpus, {exchange(x, 1, relaxed)}});
}

/// The names of the litmus tests with a wrong outcome.
std::set<std::string> wrong_litmus(const std::vector<Litmus>& tests, PlantedErrors errors) {
    const Planting planting(errors);
    std::set<std::string> wrong;
    for (const Litmus& litmus : tests) {
        OutcomeSet found;
        for (const auto& [graph, times] : run_on_native(litmus.program).graphs) {
            found.insert(outcome_of(graph, litmus.with_final_values));
        }
        if (found != litmus.allowed) wrong.insert(litmus.name);
    }
    return wrong;
}

TEST_CASE("without revisits, counts and litmus tests go wrong", "[planted]") {
    CHECK(executions(updates(3), {}) == factorial(3));
    CHECK(executions(updates(3), skip_revisits()) < factorial(3));
    const std::set<std::string> wrong = wrong_litmus(communication_litmus(), skip_revisits());
    CHECK(wrong.count("SB") == 1);
    CHECK(wrong.count("LB") == 1);
    CHECK(wrong.count("RWC") == 1);
}

TEST_CASE("without the test for maximality, graphs come up twice", "[planted]") {
    // IRIW with the readers first, so that revisits find everything.
    const Program readers_first = program_of({{load(y, relaxed), load(x, relaxed)},
                                              {load(x, relaxed), load(y, relaxed)},
                                              {store(x, 1, relaxed)},
                                              {store(y, 1, relaxed)}});
    CHECK(executions(readers_first, {}) == 16);
    CHECK(executions(readers_first, skip_maximality()) > 16);
}

TEST_CASE("without release sequences, the litmus tests of them go wrong", "[planted]") {
    const std::set<std::string> expected = {
        "release sequence through an update", "release fence, update", "release sequence through an addition",
        "release store, update, acquire fence", "release sequence through two updates"};
    CHECK(wrong_litmus(update_litmus(), ignore_release_sequences()) == expected);
    CHECK(wrong_litmus(update_litmus(), {}).empty());
}

TEST_CASE("without dependencies, the litmus tests of dependent accesses go wrong", "[planted]") {
    const std::set<std::string> wrong = wrong_litmus(dependency_litmus(), ignore_dependencies());
    for (const char* const name : {"MP+rel+dep", "MP+rel+dep of three", "MP+fence+dep", "MP+rel+exchange.dep",
                                   "MP+rel+await.dep", "S+rel+dep", "release sequence+dep"}) {
        INFO(name);
        CHECK(wrong.count(name) == 1);
    }
    CHECK(wrong.count("MP+rel+dep, another address") == 0);
    CHECK(wrong_litmus(dependency_litmus(), {}).empty());
}

TEST_CASE("with acquires for dependencies, the litmus tests of other accesses go wrong", "[planted]") {
    const std::set<std::string> expected = {"MP+rel+dep, another address",
                                            "MP+rel+dep, a read behind the dependent one",
                                            "MP+rel+dep, the read before the dependent one",
                                            "MP+rel+dep, through another value",
                                            "MP+rel+dep, acquire read again",
                                            "MP+rel+dep+wrong fence",
                                            "MP+rel+exchange.dep, another address",
                                            "MP+rel+await.dep, another address",
                                            "S+rel+dep, another address",
                                            "a release of a newer store, acquired",
                                            "a release of a newer store, read by dependency",
                                            "a release of a newer store, read relaxed",
                                            "a release fence of a newer store, acquired"};
    CHECK(wrong_litmus(dependency_litmus(), dependencies_acquire()) == expected);
}

// ---- by random programs against the enumerator ----

bool are_exactly(const Graphs& engine, const std::set<std::string>& all) {
    return engine.size() == all.size() &&
           std::all_of(engine.begin(), engine.end(), [&](const Graphs::value_type& graph) {
               return graph.second == 1 && all.count(graph.first) == 1;
           });
}

using Generator = Program (*)(std::uint64_t seed);

/// The number of the first program that shows the error; 0: none. The search ends there: without its tests
/// for maximality the engine may break its graphs, not only their number.
std::uint64_t first_difference(PlantedErrors errors, Generator generate, std::uint64_t programs) {
    constexpr std::size_t limit = 2000;
    const Planting planting(errors);
    for (std::uint64_t number = 1; number <= programs; ++number) {
        const Program program = generate(number);
        const auto all = enumerate(program, limit);
        if (!all) continue;
        if (!are_exactly(run_on_native(program, at_most(1000)).graphs, *all)) return number;
    }
    return 0;
}

Program small_program(std::uint64_t seed) {
    Shape shape;
    shape.max_instructions = 6;
    shape.dependencies = false;  // address_program has them
    return random_program(seed, shape);
}

/// Without its tests for maximality, the engine's search does not end for some of the first programs.
Program later_small_program(std::uint64_t seed) {
    return small_program(1000 + seed);
}

/// Data, a flag, a CPU that changes the flag, and a CPU that reads both. In programs of any shape a release
/// sequence matters too rarely.
Program flag_program(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto one_of = [&](auto... choices) {
        const std::array all = {choices...};
        return all[random() % all.size()];
    };
    Program program = program_of({{store(x, 1, relaxed), store(y, 1, one_of(relaxed, release))},
                                  {one_of(load(y, relaxed), store(y, 2, relaxed), exchange(y, 2, relaxed),
                                          exchange(y, 2, acq_rel), compare_exchange(y, 1, 2, relaxed))},
                                  {load(y, one_of(relaxed, acquire)), load(x, relaxed)}});
    std::swap(program.tasks[0], program.tasks[random() % 3]);
    return program;
}

/// Data, a flag, and a CPU that reads the data through the flag or not.
Program address_program(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto one_of = [&](auto... choices) {
        const std::array all = {choices...};
        return all[random() % all.size()];
    };
    return program_of({{store(x, 1, relaxed), store(y, 1, one_of(relaxed, release))},
                       {one_of(load(y, dependency), load(y, relaxed), exchange(y, 2, dependency)),
                        one_of(load(x, relaxed), through_last(load(x, relaxed)), store(x, 2, relaxed),
                               through_last(store(x, 2, relaxed))),
                        load(x, relaxed)}});
}

TEST_CASE("a wait that does not ask anew whether it blocks misses an outcome", "[planted]") {
    CHECK(explore(setup_of_wait_below_nmi()).results.count("[ ] 0 7 |") == 1);
    const Planting planting({.keep_waiting = true});
    CHECK(explore(setup_of_wait_below_nmi()).results.count("[ ] 0 7 |") == 0);
}

TEST_CASE("random programs notice each planted error, and nothing without one", "[planted]") {
    CHECK(first_difference({}, small_program, 20) == 0);
    CHECK(first_difference({}, flag_program, 20) == 0);
    CHECK(first_difference({}, address_program, 20) == 0);
    CHECK(first_difference(skip_revisits(), small_program, 20) != 0);
    CHECK(first_difference(skip_maximality(), later_small_program, 100) != 0);
    CHECK(first_difference(ignore_release_sequences(), flag_program, 20) != 0);
    CHECK(first_difference(ignore_dependencies(), address_program, 20) != 0);
    CHECK(first_difference(dependencies_acquire(), address_program, 20) != 0);
}

}  // namespace
}  // namespace model::tests
