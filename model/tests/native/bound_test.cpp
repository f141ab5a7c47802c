// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>

#include "model/tests/native/native_run.hpp"
#include "model/tests/programs/instructions.hpp"
#include "model/tests/programs/random_program.hpp"

// The search of the graphs that are a few departures away from the run of one CPU after the other.

namespace model::tests {
namespace {

NativeRun bounded(const Program& program, unsigned departures) {
    return run_on_native(program, {.strategy = BoundedSearch{.bound = departures}});
}

bool is_part_of(const Graphs& some, const Graphs& all) {
    return std::all_of(some.begin(), some.end(),
                       [&](const auto& graph) { return graph.second == 1 && all.count(graph.first) == 1; });
}

TEST_CASE("each departure allowed adds graphs, up to all", "[bound]") {
    constexpr unsigned enough = 1000;
    const Shape shape;
    std::uint64_t left_out = 0;
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        const Program program = random_program(seed, shape);
        INFO("program " << seed << "\n" << to_text(program));
        const NativeRun all = run_on_native(program, at_most(500));
        if (all.search.end == SearchEnd::executions) continue;
        NativeRun before = bounded(program, 0);
        REQUIRE(before.graphs.size() <= 1);
        for (unsigned departures = 1; departures <= 4; ++departures) {
            NativeRun run = bounded(program, departures);
            REQUIRE(is_part_of(before.graphs, run.graphs));
            REQUIRE(is_part_of(run.graphs, all.graphs));
            if (run.graphs.size() < all.graphs.size()) ++left_out;
            before = std::move(run);
        }
        REQUIRE(bounded(program, enough).graphs == all.graphs);
    }
    CHECK(left_out > 300);
}

TEST_CASE("without a departure CPUs go one after the other", "[bound]") {
    const Program program =
        program_of({{store(x, 1, relaxed), load(y, relaxed)}, {load(x, relaxed), store(y, 1, relaxed)}});
    const NativeRun none = bounded(program, 0);
    REQUIRE(none.graphs.size() == 1);
    CHECK(none.graphs.begin()->first == "W0=1#1@0:0 R1=0<init@0:0 | R0=1<0.0@0:0 W1=1#1@0:0 | ");
    CHECK(bounded(program, 1).graphs.size() == 3);
    CHECK(bounded(program, 2).graphs.size() == 4);
}

}  // namespace
}  // namespace model::tests
