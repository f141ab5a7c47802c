// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "model/native/platform.hpp"
#include "model/native/search.hpp"
#include "run.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/checker/explore.hpp"
#include "tools/checker/native_engine.hpp"

namespace tools {
namespace {

bool go_on(const model::Progress&) {
    return true;
}

/// The parts of a report that must be the same, however the search was made.
nlohmann::json shown_by(Report report) {
    report.seconds = 0;
    report.request = {};
    report.traces.clear();
    return report;
}

TEST_CASE("judging executions with the same skeleton once changes no result", "[native]") {
    for (const scenarios::Scenario& scenario : scenarios::all()) {
        for (const char* revision : {"initial", "queue-kept", "nmi-queue", "aa-before-queue"}) {
            if (scenario.name.starts_with("machine-wrong-")) continue;  // these fail on purpose
            INFO(scenario.name << " on " << revision);
            Request request = request_for(scenario.name, revision);
            request.search.bounds.executions = 5000;
            const Report once = run(request);
            const Report each = run_on_native(request, go_on, {.judge_all = true});
            CHECK(shown_by(once) == shown_by(each));
        }
    }
}

TEST_CASE("nor does it with interrupts that hold above waits, and slow CPUs", "[native]") {
    for (const char* program :
         {"A(A) nmi hold 300ms", "A(A) nmi B | B(hold 600ms)", "A(A) | A nmi hold 300ms",
          "A(B) nmi hold 300ms | B(A)", "A(hold 1ms) | A nmi A(hold 1ms)"}) {
        for (const Revision& revision :
             {read_revision("queue-kept"), read_revision("aa-first"), read_revision("aa-before-queue")}) {
            for (const unsigned slow : {0U, 1U}) {
                INFO(program << " on " << name(revision) << " with " << slow << " slow waits");
                Request request;
                request.setup.scenario = "program";
                request.setup.program = program;
                request.setup.revision = revision;
                request.setup.cpus = std::string_view(program).find('|') == std::string_view::npos ? 1 : 2;
                request.setup.interrupts[scenarios::Interrupt::nmi].budget = 1;
                request.setup.slow = slow;
                request.search.bounds.executions = 5000;
                const Report once = run(request);
                const Report each = run_on_native(request, go_on, {.judge_all = true});
                CHECK(shown_by(once) == shown_by(each));
            }
        }
    }
}

TEST_CASE("a search that ends with as many executions as its limit ended by itself", "[native]") {
    Request request = request_for("nmi-queue-interrupt", "nmi-queue");
    const Report all = run(request);
    request.search.bounds.executions = all.executions;
    const Report exact = run(request);
    CHECK(exact.exhausted);
    CHECK(shown_by(exact) == shown_by(all));
    request.search.bounds.executions = all.executions - 1;
    const Report fewer = run(request);
    CHECK_FALSE(fewer.exhausted);
    CHECK(fewer.end == End::executions);
    CHECK(fewer.executions == all.executions - 1);
    request.search.bounds.executions = all.executions + 1;
    CHECK(run(request).exhausted);
}

TEST_CASE("a search stops when it is told", "[native]") {
    const Request request = request_for("mutual-exclusion", "aa-before-queue", 4);
    const Report report = run_on_native(request, [](const model::Progress&) { return false; });
    CHECK(report.end == End::stopped);
    CHECK_FALSE(report.exhausted);
    CHECK(report.executions > 0);
}

TEST_CASE("stronger memory models find no more than C++20's", "[native]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 3);
    const Report rc11 = run(request);
    request.setup.memory = tools::MemoryModel::tso;
    const Report tso = run(request);
    request.setup.memory = tools::MemoryModel::sc;
    const Report sc = run(request);
    CHECK(rc11.executions >= tso.executions);
    CHECK(tso.executions >= sc.executions);
    CHECK(sc.executions > 0);
}

TEST_CASE("a race is one of the memory model that is chosen", "[native]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue");
    request.setup.arch = rqspinlock::Arch::x86;
    CHECK(count(run(request), rqspinlock::judge::FailureKind::race) > 0);
    for (const MemoryModel memory : {MemoryModel::tso, MemoryModel::sc}) {
        request.setup.memory = memory;
        const Report report = run(request);
        CHECK(report.exhausted);
        CHECK(count(report, rqspinlock::judge::FailureKind::race) == 0);
    }
}

TEST_CASE("the trace of a race shows two accesses that the chosen model does not order", "[native]") {
    // Two pending waiters take the lock at once.
    Request request = request_for("mutual-exclusion", "aa-before-queue", 3);
    request.setup.drop = {"pending.set"};
    for (const MemoryModel memory : {MemoryModel::rc11, MemoryModel::tso, MemoryModel::sc}) {
        request.setup.memory = memory;
        const Report report = run(request);
        const auto found = std::find_if(report.traces.begin(), report.traces.end(),
                                        [](const Trace& trace) { return trace.what == "race"; });
        REQUIRE(found != report.traces.end());
        REQUIRE(found->execution.has_value());
        const ExecutionTrace& trace = *found->execution;
        REQUIRE(trace.race.size() == 2);
        REQUIRE(trace.race.front() < trace.race.back());
        const auto& first = trace.steps[static_cast<std::size_t>(trace.race.front())];
        const auto& second = trace.steps[static_cast<std::size_t>(trace.race.back())];
        CHECK(first.cpu != second.cpu);
        CHECK(first.operation == "plain_write");
        CHECK(second.operation == "plain_write");
        CHECK(second.clock[first.cpu] <= static_cast<std::uint32_t>(trace.race.front()));
    }
}

TEST_CASE("an outcome that is asked for is shown", "[native]") {
    Request request = request_for("nmi-unlock-order", "aa-before-queue");
    request.trace_outcome = "cpu0 A=ok [nmi A=deadlock-true] cpu1 A=ok";
    CHECK_FALSE(trace_of(run(request), "with this outcome").empty());
    request.trace_outcome = "cpu0 A=nothing";
    CHECK(trace_of(run(request), "with this outcome").empty());
}

TEST_CASE("two CPUs have 8 executions, and a bound is a bound", "[native]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 2);
    const Report all = run(request);
    CHECK(all.executions == 8);
    CHECK(all.discarded == 0);
    CHECK(all.exhausted);
    request = request_for("mutual-exclusion", "aa-before-queue", 4);
    request.search.bounds.executions = 3000;
    const Report bounded = run(request);
    CHECK_FALSE(bounded.exhausted);
    CHECK(bounded.end == End::executions);
    CHECK(bounded.executions == 3000);
}

TEST_CASE("an error of a scenario ends the search", "[native]") {
    const Request request = request_for("machine-wrong-lock", "aa-before-queue");
    CHECK_THROWS_WITH(run(request), Catch::Contains("machine-wrong-lock uses lock B, it declares only 1"));
}

TEST_CASE("few departures find a few executions", "[native]") {
    Request request = request_for("abba-third", "aa-before-queue");
    request.search.scheduler = tools::Scheduler::bound;
    request.search.bounds.switches = 3;
    const Report report = run(request);
    CHECK(report.end == End::by_itself);
    CHECK_FALSE(report.exhausted);
    CHECK(report.executions > 100);
    CHECK(report.executions < 10'000);
}

TEST_CASE("what the native engine cannot do is refused", "[native]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue");
    request.search.scheduler = tools::Scheduler::random;
    request.unit.emplace();
    CHECK_THROWS_AS(run(request), RequestError);
}

TEST_CASE("a read of plain data that was never written is an uninitialised read", "[native][planted]") {
    static model::native::PlainData data;
    static bool writes_first;
    const auto access = model::access_info(std::memory_order_relaxed, scenarios::rig::section_entry,
                                           model::Source::current());
    static model::AccessInfo info = access;
    model::Programs programs;
    programs.task = [](void*, unsigned) {
        auto& machine = model::native::Machine::instance();
        if (writes_first) machine.plain_write(data, info);
        machine.plain_read(data, info);
    };
    for (const bool first : {true, false}) {
        writes_first = first;
        const std::vector<model::LocationId> no_locks;
        Tally tally(no_locks, [](Residue& residue) { residue.held_counts = residue.node_counts = {0}; });
        const ProgressCallback progress = go_on;
        TallyingObserver observer(tally, progress);
        model::native::search({}, programs, {}, {}, observer);
        Report report;
        tally.write_to(report, {});
        CHECK(report.executions == 1);
        CHECK(count(report, rqspinlock::judge::FailureKind::uninitialised) == (first ? 0 : 1));
    }
}

TEST_CASE("the memory model decides about a scenario's own accesses", "[native]") {
    Request request = request_for("machine-store-buffers", "v7.3");
    const auto misses = [&](MemoryModel memory) {
        request.setup.memory = memory;
        return count(run(request), rqspinlock::judge::FailureKind::assertion);
    };
    // Both CPUs miss a store in one graph. Their updates are in one of two orders.
    CHECK(misses(MemoryModel::rc11) == 2);
    CHECK(misses(MemoryModel::tso) == 2);
    CHECK(misses(MemoryModel::sc) == 0);
}

}  // namespace
}  // namespace tools
