// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>
#include <random>

#include <nlohmann/json.hpp>

#include "run.hpp"
#include "tools/division/contradiction.hpp"
#include "tools/division/division.hpp"

// A search in units of work has the report of one search, with its traces.

namespace tools {
namespace {

/// The whole report, but for its time.
nlohmann::json shown_by(Report report) {
    report.seconds = 0;
    return report;
}

/// Adds the traces of the examples, as the command line does.
Report with_traces(Report report) {
    Request request = report.request;
    request.search.bounds = {};
    for (const UnitExample& example : report.unit->examples) {
        request.wanted_traces.push_back({example.key, example.candidates.back().decisions});
    }
    report.unit.reset();
    if (request.wanted_traces.empty()) return report;
    Report traces = run(request);
    report.traces = std::move(traces.traces);
    report.symptoms = std::move(traces.symptoms);
    return report;
}

/// Explores units in the order that `choose` gives, out of the units that were taken.
template <class Choose>
Report in_units(const Request& request, std::uint64_t size, std::size_t at_the_same_time, Choose choose) {
    Division division(request);
    std::vector<Request> taken;
    while (!division.is_complete()) {
        while (taken.size() < at_the_same_time) {
            const std::optional<Request> next = division.take(size);
            if (!next) break;
            taken.push_back(*next);
        }
        REQUIRE(!taken.empty());
        const std::size_t chosen = choose(taken.size());
        const Request unit = taken[chosen];
        taken.erase(taken.begin() + static_cast<std::ptrdiff_t>(chosen));
        Report report = run(unit);
        REQUIRE(contradiction(report, unit, Engine::native).empty());
        report = nlohmann::json::parse(nlohmann::json(report).dump()).get<Report>();
        division.add(unit.unit->unit, std::move(report));
    }
    Report result = division.result(End::stopped).value();
    return result.unit ? with_traces(std::move(result)) : result;
}

Report in_order(const Request& request, std::uint64_t size) {
    return in_units(request, size, 1, [](std::size_t) { return std::size_t{0}; });
}

Report in_any_order(const Request& request, std::uint64_t size, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    return in_units(request, size, 5, [&](std::size_t taken) { return random() % taken; });
}

TEST_CASE("units make the report of one search, whatever their sizes and their order", "[division]") {
    for (const scenarios::Scenario& scenario : scenarios::all()) {
        if (scenario.name.starts_with("machine-")) continue;
        for (const char* revision : {"initial", "v7.3"}) {
            INFO(scenario.name << " on " << revision);
            Request request = request_for(scenario.name, revision);
            request.search.bounds.executions = 1000;
            const nlohmann::json whole = shown_by(run(request));
            CHECK(shown_by(in_order(request, 7)) == whole);
            CHECK(shown_by(in_order(request, 150)) == whole);
            CHECK(shown_by(in_any_order(request, 40, 1)) == whole);
        }
    }
}

TEST_CASE("the same with units of one execution", "[division]") {
    for (const char* name : {"nmi-lock-entry", "abba", "nmi-unlock-order", "paravirt"}) {
        INFO(name);
        const Request request = request_for(name, "initial");
        const nlohmann::json whole = shown_by(run(request));
        CHECK(shown_by(in_order(request, 1)) == whole);
        CHECK(shown_by(in_any_order(request, 1, 2)) == whole);
    }
}

TEST_CASE("all that a report counts is counted in units", "[division]") {
    Request request = request_for("nmi-unlock-order", "queue-kept");
    const auto check = [&] {
        const nlohmann::json whole = shown_by(run(request));
        CHECK(shown_by(in_order(request, 20)) == whole);
        CHECK(shown_by(in_any_order(request, 20, 3)) == whole);
    };
    SECTION("coverage") {
        request.search.count_coverage = true;
    }
    SECTION("symptoms") {
        request.search.keep_symptoms = true;
    }
    SECTION("races of plain accesses") {
        request.search.count_plain_races = true;
    }
    SECTION("sites that are reached") {
        request.setup.weaken = {"unlock.release"};
    }
    SECTION("a policy") {
        request.policy.fail_on = {rqspinlock::judge::Class::acquired};
    }
    SECTION("an outcome") {
        request.trace_outcome = run(request).outcomes.begin()->first;
    }
    SECTION("a wait") {
        request.policy.max_wait = 0;
    }
    SECTION("slow CPUs") {
        request.setup.slow = 1;
    }
    SECTION("tso") {
        request.setup.memory = MemoryModel::tso;
    }
    SECTION("sc") {
        request.setup.memory = MemoryModel::sc;
    }
    SECTION("few departures") {
        request.search.scheduler = Scheduler::bound;
        request.search.bounds.switches = 4;
    }
    check();
}

TEST_CASE("a bound on executions ends a search in units at the same execution", "[division]") {
    Request request = request_for("nmi-queue-interrupt", "initial");
    const std::uint64_t all = run(request).executions;
    REQUIRE(all > 100);
    for (const std::uint64_t bound :
         {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{50}, all - 1, all, all + 1}) {
        INFO("at most " << bound << " of " << all);
        request.search.bounds.executions = bound;
        const nlohmann::json whole = shown_by(run(request));
        for (const std::uint64_t size : {1U, 7U, 33U}) {
            CHECK(shown_by(in_order(request, size)) == whole);
            CHECK(shown_by(in_any_order(request, size, bound + size)) == whole);
        }
    }
}

TEST_CASE("a search that is not complete is the sum of what is there", "[division]") {
    const Request request = request_for("nmi-queue-interrupt", "initial");
    Division division(request);
    CHECK_FALSE(division.result(End::stopped));
    for (int i = 0; i < 3; ++i) {
        const Request unit = division.take(20).value();
        division.add(unit.unit->unit, run(unit));
    }
    const Report part = division.result(End::seconds).value();
    CHECK_FALSE(division.is_complete());
    CHECK(part.end == End::seconds);
    CHECK_FALSE(part.exhausted);
    CHECK(part.executions + part.discarded > 20);
    CHECK(part.executions == division.executions());
    CHECK(division.explored() > 0);
    CHECK(division.explored() < 1);
}

TEST_CASE("results of a unit that is done, or of none of the search, add nothing", "[division]") {
    const Request request = request_for("nmi-queue-interrupt", "initial");
    Division division(request);
    const Request first = division.take(20).value();
    const Report report = run(first);
    division.add(first.unit->unit, report);
    const std::uint64_t executions = division.executions();
    division.add(first.unit->unit, report);
    CHECK(division.executions() == executions);
    model::Unit unit = report.unit->rest.front();
    unit.moves += 1;
    CHECK_THROWS_AS(division.add(unit, report), std::invalid_argument);
}

TEST_CASE("a search of which a unit is missing is never exhausted", "[division]") {
    const Request request = request_for("nmi-queue-interrupt", "initial");
    Division division(request);
    const Request first = division.take(20).value();
    Report report = run(first);
    REQUIRE(report.unit->rest.size() > 1);
    report.unit->rest.erase(report.unit->rest.begin());
    division.add(first.unit->unit, report);
    while (!division.is_complete()) {
        const Request unit = division.take(0).value();
        division.add(unit.unit->unit, run(unit));
    }
    CHECK_THROWS_WITH(division.result(End::stopped),
                      Catch::Contains("do not add up") || Catch::Contains("add up to"));
}

TEST_CASE("a report that contradicts itself is noticed", "[division]") {
    Request request = request_for("nmi-queue-interrupt", "initial");
    request.unit = UnitRequest{{}, 20, false, {}};
    const Report good = run(request);
    const auto wrong = [&](auto change) {
        Report report = good;
        change(report);
        return contradiction(report, request, Engine::native);
    };
    CHECK(wrong([](Report&) {}).empty());
    CHECK_FALSE(wrong([](Report& r) { r.complete = r.executions + 1; }).empty());
    CHECK_FALSE(wrong([](Report& r) { r.outcomes.begin()->second += 1; }).empty());
    CHECK_FALSE(wrong([](Report& r) { r.failures.front() = r.executions + 1; }).empty());
    CHECK_FALSE(wrong([](Report& r) { r.exhausted = true; }).empty());
    CHECK_FALSE(wrong([](Report& r) { r.end = End::by_itself; }).empty());
    CHECK_FALSE(wrong([](Report& r) { r.unit->rest.clear(); }).empty());
    CHECK_FALSE(wrong([](Report& r) { r.unit.reset(); }).empty());
    CHECK_FALSE(wrong([](Report& r) { r.engine = Engine::relacy; }).empty());
    CHECK_FALSE(wrong([](Report& r) { r.request.setup.cpus += 1; }).empty());
    CHECK_FALSE(wrong([](Report& r) { r.unit->rest = {model::Unit{}}; }).empty());
}

}  // namespace
}  // namespace tools
