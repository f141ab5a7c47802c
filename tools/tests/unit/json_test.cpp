// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>

#include <rqcheck_catch.hpp>
#include "tools/protocol/judgement.hpp"

using nlohmann::json;
using scenarios::Interrupt;
using tools::read_revision;
using tools::Report;

namespace {

Report full_report() {
    Report report;
    tools::InterruptSetups interrupts;
    interrupts[Interrupt::nmi] = {1, {"fast.", "grab."}};
    interrupts[Interrupt::hardirq] = {2, {}};
    interrupts[Interrupt::softirq] = {3, {"unlock."}};
    report.request = {
        .setup = {.scenario = "abba",
                  .program = "A nmi A",
                  .revision = read_revision("initial"),
                  .arch = rqspinlock::Arch::x86,
                  .lock = rqspinlock::Form::paravirt,
                  .memory = tools::MemoryModel::tso,
                  .cpus = 2,
                  .interrupts = interrupts,
                  .slow = 4,
                  .rounds = 5,
                  .weaken = {"unlock.release"},
                  .drop = {"queue.barrier"},
                  .faults = {.mutant = "aa-never", .oracles = {"deadlock@head.wait"}, .first_look = 5}},
        .search = {.scheduler = tools::Scheduler::bound,
                   .bounds = {1000, 2.5, 3},
                   .seed = 7,
                   .count_coverage = true,
                   .keep_symptoms = true},
        .policy = {.fail_on = {rqspinlock::judge::Class::busy}, .max_wait = 7, .accept_unreached = true},
        .replay = tools::Replay{.token = "rq2", .lenient = true, .break_at = "queue.wait"},
        .trace_outcome = "cpu0 A=ok"};
    report.engine = tools::Engine::relacy;
    report.memory_model = "words";
    report.gaps = {"one", "two"};
    report.executions = 10;
    report.complete = 9;
    report.exhausted = true;
    report.end = tools::End::seconds;
    report.seconds = 0.1;
    report.classes = {1, 2, 3, 4, 5, 6, 7, 8};
    report.failures[static_cast<unsigned>(rqspinlock::judge::FailureKind::race)] = 1;
    report.worst_wait = 250'999'999;
    report.outcomes = {{"cpu0 A=ok", 9}};
    report.traces = {{"race", "cpu0 A=ok", "CPU 0\n", 17}};
    report.coverage.emplace();
    report.coverage->sites[3] = {10, {1, 2, 3}};
    report.coverage->paths[4] = 5;
    report.symptoms = {{"head.await_next in the task", {"stuck", "cpu0 A=stuck", "CPU 0\n", 18}}};
    return report;
}

}  // namespace

TEST_CASE("a report survives its JSON") {
    const json written = full_report();
    const auto read = json::parse(written.dump()).get<Report>();
    CHECK(json(read) == written);
    CHECK(read.request == full_report().request);
    CHECK(read.end == tools::End::seconds);
    CHECK(read.worst_wait == 250'999'999);
    CHECK(read.traces.at(0).text == "CPU 0\n");
    CHECK(read.traces.at(0).length == 17);
    CHECK(read.coverage.value().sites[3].by(scenarios::Interrupt::nmi) == 3);
    CHECK(read.coverage.value().paths[4] == 5);
    CHECK(read.symptoms.at(0).key() == "stuck: head.await_next in the task");
    CHECK(read.symptoms.at(0).trace.length == 18);
}

TEST_CASE("a result has the documented keys") {
    const Report report = full_report();
    const json result = result_json(report, {});
    for (const char* key :
         {"scenario",    "revision",  "engine",     "scheduler", "memory_model",  "arch",
          "lock",        "cpus",      "interrupts", "slow",      "bounds",        "verdict",
          "as_expected", "failure",   "failures",   "classes",   "worst_wait_ms", "executions",
          "complete",    "exhausted", "seconds",    "outcomes"}) {
        CAPTURE(key);
        CHECK(result.contains(key));
    }
    CHECK(result["verdict"] == "fail");
    CHECK(result["failure"] == "race");
    CHECK(result["failures"] == json{{"race", 1}});
    CHECK(result["worst_wait_ms"] == 250);
    CHECK(result["classes"]["timeout_early"] == 8);
    CHECK(result["expectation"].is_null());
}

TEST_CASE("no limit is null, and no failure too") {
    const json written = Report{};
    CHECK(written["bounds"]["executions"].is_null());
    CHECK(written["failure"].is_null());
    CHECK(written["failures"] == json::object());
    CHECK_FALSE(written.contains("symptoms"));
    CHECK_FALSE(written.get<Report>().request.search.bounds.executions);
}

TEST_CASE("what is no coverage is refused") {
    json written = full_report();
    written["coverage"]["paths"]["dreamt"] = 1;
    CHECK_THROWS_AS(written.get<Report>(), std::invalid_argument);
    CHECK_FALSE(json(Report{}).contains("coverage"));
}

TEST_CASE("what is no report is refused") {
    json written = full_report();
    written["classes"]["dreamt"] = 1;
    CHECK_THROWS_AS(written.get<Report>(), std::invalid_argument);
    written = full_report();
    written.erase("complete");
    CHECK_THROWS_AS(written.get<Report>(), json::exception);
}
