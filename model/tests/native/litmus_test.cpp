// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/tests/litmus/litmus.hpp"
#include "model/tests/litmus/outcome.hpp"
#include "model/tests/native/native_run.hpp"
#include "model/tests/reference/brute_force.hpp"

// The engine must have exactly the outcomes that the literature gives. So must the enumerator, to which the
// engine is compared elsewhere: two programs that agree could be wrong in the same way.

namespace model::tests {
namespace {

void check(const std::vector<Litmus>& tests) {
    std::size_t enumerated_tests = 0;
    for (const Litmus& litmus : tests) {
        INFO(litmus.name << " from " << litmus.source << "\n" << to_text(litmus.program));
        const NativeRun run = run_on_native(litmus.program);
        OutcomeSet found;
        for (const auto& [graph, times] : run.graphs) {
            INFO(graph);
            CHECK(times == 1);
            found.insert(outcome_of(graph, litmus.with_final_values));
        }
        CHECK(found == litmus.allowed);

        // The enumerator takes long for some of the tests with four CPUs.
        constexpr std::size_t limit = 2000;
        OutcomeSet enumerated;
        const auto graphs = enumerate(litmus.program, limit);
        if (!graphs) continue;
        for (const std::string& graph : *graphs) {
            enumerated.insert(outcome_of(graph, litmus.with_final_values));
        }
        CHECK(enumerated == litmus.allowed);
        ++enumerated_tests;
    }
    CHECK(enumerated_tests > tests.size() / 2);
}

TEST_CASE("litmus: which CPU sees which stores", "[litmus]") {
    check(communication_litmus());
}

TEST_CASE("litmus: coherence and the order of stores", "[litmus]") {
    check(coherence_litmus());
}

TEST_CASE("litmus: atomic updates and release sequences", "[litmus]") {
    check(update_litmus());
}

TEST_CASE("litmus: dependencies", "[litmus]") {
    check(dependency_litmus());
}

TEST_CASE("litmus: tso and sc", "[litmus]") {
    check(stronger_litmus());
}

}  // namespace
}  // namespace model::tests
