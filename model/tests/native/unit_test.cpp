// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>
#include <numeric>

#include "model/tests/native/unit_run.hpp"
#include "model/tests/programs/instructions.hpp"
#include "model/tests/programs/random_program.hpp"
#include "model/unit_mismatch.hpp"

// Units of work: a search in parts is the same search.

namespace model::tests {
namespace {

/// The graphs in the order in which they are explored.
class InOrder final : public Observer {
  public:
    void finished(FinishedExecution& finished) override {
        graphs.push_back(graph_text(finished.record(), first_variable()));
    }
    bool progress(const Progress&) override { return true; }

    std::vector<std::string> graphs;
};

Program three_exchanges() {
    return program_of({3, std::vector<Instruction>(2, exchange(x, 1, relaxed))});
}

/// The share of the tree that a unit has: at each graph, each move has the same share.
double weight(const Unit& unit) {
    double share = 1;
    for (const Branch& branch : unit.path) share /= branch.moves;
    return unit.from == 0 ? share : share * (unit.moves - unit.from) / unit.moves;
}

TEST_CASE("units have the executions of the search, in the same order, each once", "[unit]") {
    const Shape shape;
    std::size_t units = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const Program program = random_program(seed, shape);
        for (const Search& search : {at_most(500), Search{.strategy = BoundedSearch{.bound = 3}}}) {
            INFO("program " << seed << "\n" << to_text(program));
            InOrder whole;
            const SearchResult result = search_on_native(program, search, whole);
            if (result.end == SearchEnd::executions) continue;
            for (const std::uint64_t size : {1U, 2U, 7U, 1000U}) {
                InOrder in_units;
                UnitRun run(program, search);
                const SearchResult& sum = run.explore_all(size, in_units);
                REQUIRE(in_units.graphs == whole.graphs);
                REQUIRE(sum.executions == result.executions);
                REQUIRE(sum.discarded == result.discarded);
                REQUIRE(sum.broken_off == result.broken_off);
                units += run.units();
            }
        }
    }
    CHECK(units > 10'000);
}

TEST_CASE("a search can be left at any execution, and goes on there", "[unit]") {
    const Program program = three_exchanges();
    InOrder whole;
    search_on_native(program, {}, whole);
    REQUIRE(whole.graphs.size() == 90);
    for (std::uint64_t first = 1; first <= 91; ++first) {
        InOrder observer;
        UnitRun run(program, {});
        const SearchResult part = run.explore_one(first, observer);
        CHECK(part.executions == std::min<std::uint64_t>(first, 90));
        CHECK(part.end == (first >= 90 ? SearchEnd::by_itself : SearchEnd::divided));
        CHECK(part.rest.empty() == (first >= 90));
        run.explore_all(0, observer);
        CHECK(observer.graphs == whole.graphs);
    }
}

/// The share that the engine has counted as explored.
double explored(const Unit& unit, const SearchResult& result) {
    double share = 1;
    for (const Branch& branch : unit.path) share /= branch.moves;
    double sum = 0;
    for (const Done& done : result.done) {
        share /= done.moves;
        sum += share * done.done;
    }
    return sum;
}

TEST_CASE("what a unit leaves, and what it counts as explored, are the whole unit", "[unit]") {
    const Shape shape;
    std::size_t divided = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const Program program = random_program(seed, shape);
        InOrder observer;
        for (const std::uint64_t size : {1U, 3U, 40U}) {
            std::vector<Unit> left{Unit{}};
            for (int i = 0; i < 20 && !left.empty(); ++i) {
                const Unit unit = left.back();
                left.pop_back();
                Search search = only({}, unit);
                search.limits.unit = size;
                const SearchResult part = search_on_native(program, search, observer);
                left.insert(left.end(), part.rest.rbegin(), part.rest.rend());
                if (part.rest.empty()) continue;
                ++divided;
                const double rest =
                    std::accumulate(part.rest.begin(), part.rest.end(), 0.0,
                                    [](double sum, const Unit& one) { return sum + weight(one); });
                REQUIRE(explored(unit, part) > 0);
                REQUIRE(explored(unit, part) + rest == Approx(weight(unit)).epsilon(1e-12));
            }
        }
    }
    CHECK(divided > 500);
}

TEST_CASE("a search that its bound on executions ends says what is left", "[unit]") {
    const Program program = three_exchanges();
    InOrder whole;
    search_on_native(program, {}, whole);
    for (const std::uint64_t bound : {1U, 17U, 89U}) {
        InOrder observer;
        UnitRun run(program, at_most(bound));
        CHECK(run.explore_one(0, observer).end == SearchEnd::executions);
        while (!run.is_over()) run.explore_one(0, observer);
        CHECK(observer.graphs == whole.graphs);
    }
}

TEST_CASE("a search that its time ends, wherever that is, says what is left", "[unit]") {
    const Program program = program_of({5, std::vector<Instruction>(2, exchange(x, 1, relaxed))});
    InOrder whole;
    search_on_native(program, {}, whole);
    REQUIRE(whole.graphs.size() == 113'400);
    InOrder observer;
    Search search{.limits = {.seconds = 0.01}};
    std::size_t ends = 0;
    std::vector<Unit> left{Unit{}};  // the first unit in order stands last
    while (!left.empty()) {
        const Unit unit = left.back();
        left.pop_back();
        const SearchResult part = search_on_native(program, only(search, unit), observer);
        if (part.end == SearchEnd::seconds) ++ends;
        CHECK(part.rest.empty() == (part.end == SearchEnd::by_itself));
        if (part.executions == 0) search.limits.seconds *= 2;  // a slow machine
        left.insert(left.end(), part.rest.rbegin(), part.rest.rend());
    }
    CHECK(ends > 5);
    CHECK(observer.graphs == whole.graphs);
}

TEST_CASE("a unit of another program is refused", "[unit]") {
    const Program program = three_exchanges();
    InOrder observer;
    UnitRun run(program, {});
    const std::vector<Unit> rest = run.explore_one(5, observer).rest;
    REQUIRE(!rest.empty());
    const auto explore = [&](const Unit& unit) { search_on_native(program, only({}, unit), observer); };
    Unit unit = rest.front();
    explore(unit);
    unit.path.front().moves += 1;
    CHECK_THROWS_AS(explore(unit), UnitMismatch);
    unit = rest.front();
    unit.path.front().taken = unit.path.front().moves;
    CHECK_THROWS_AS(explore(unit), UnitMismatch);
    unit = rest.front();
    unit.moves += 1;
    CHECK_THROWS_AS(explore(unit), UnitMismatch);
    unit = rest.front();
    for (int i = 0; i < 50; ++i) unit.path.push_back({0, 2});
    CHECK_THROWS_AS(explore(unit), UnitMismatch);
}

}  // namespace
}  // namespace model::tests
