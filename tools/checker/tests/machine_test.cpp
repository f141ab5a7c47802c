// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "run.hpp"

// Tests of what programs can ask of the machine, with the scenarios of machine_scenarios.cpp.

namespace tools {
namespace {

using rqspinlock::judge::Class;
using rqspinlock::judge::FailureKind;

std::set<std::string> outcomes_of(const Report& report) {
    std::set<std::string> outcomes;
    for (const auto& [outcome, count] : report.outcomes) outcomes.insert(outcome);
    return outcomes;
}

std::uint64_t failures_of(const Report& report) {
    std::uint64_t sum = 0;
    for (const std::uint64_t count : report.failures) sum += count;
    return sum;
}

TEST_CASE("CPUs queue in the order that a scenario brings them into", "[machine]") {
    Request request = request_for("machine-queue-in-order", "aa-before-queue");
    request.search.bounds.executions = 3000;
    const Report report = run(request);
    CHECK(outcomes_of(report) == std::set<std::string>{"cpu0 A=ok cpu1 A=ok cpu2 A=ok@1ms cpu3 A=ok@2ms"});
    CHECK(failures_of(report) == 0);
}

TEST_CASE("an owner that never releases is no leak, and a CPU that waits for it times out", "[machine]") {
    const Report report = run(request_for("machine-owner-for-ever", "aa-before-queue"));
    CHECK(report.exhausted);
    CHECK(outcomes_of(report) == std::set<std::string>{"cpu0 A=ok cpu1 A=timeout-needed@250ms"});
    CHECK(failures_of(report) == 0);
}

TEST_CASE("what others leave behind beside an owner that never releases is a leak", "[machine]") {
    Request request = request_for("machine-owner-for-ever", "aa-before-queue");
    request.setup.drop = {"pending.clear"};
    CHECK(count(run(request), FailureKind::leak) > 0);
}

TEST_CASE("a flag orders, a relaxed one does not", "[machine]") {
    for (const char* scenario : {"machine-flag-ordered", "machine-flag-relaxed"}) {
        INFO(scenario);
        Request request = request_for(scenario, "aa-before-queue");
        CHECK(failures_of(run(request)) == 0);
        // Without the order of the lock's release, only the order of the flag is left.
        request.setup.weaken = {"unlock.release"};
        const Report report = run(request);
        CHECK(report.exhausted);
        const bool is_relaxed = std::string_view(scenario) == "machine-flag-relaxed";
        CHECK((count(report, FailureKind::race) > 0) == is_relaxed);
    }
}

TEST_CASE("a CPU takes more locks than its table has entries", "[machine]") {
    const Report report = run(request_for("machine-many-locks", "aa-before-queue"));
    CHECK(report.executions == 1);
    CHECK(count(report, Class::acquired) == 35);
    CHECK(failures_of(report) == 0);
    CHECK(report.outcomes.begin()->first.find("Z=ok L26=ok") != std::string::npos);
}

TEST_CASE("a program unlocks in any order", "[machine]") {
    const Report report = run(request_for("machine-crossed-unlocks", "aa-before-queue"));
    CHECK(outcomes_of(report) == std::set<std::string>{"cpu0 A=ok B=ok"});
    CHECK(failures_of(report) == 0);
}

bool shows_site(const Report& report, std::string_view begin) {
    for (const Trace& trace : report.traces) {
        if (trace.text.find(begin) != std::string::npos) return true;
    }
    return false;
}

TEST_CASE("a scenario chooses the form of its locks", "[machine]") {
    const Report called = run(request_for("machine-test-and-set", "queue-kept"));
    CHECK(called.exhausted);
    CHECK(failures_of(called) == 0);
    CHECK(count(called, Class::deadlock_true) > 0);
    CHECK(shows_site(called, "tas."));
    CHECK_FALSE(shows_site(called, "fast."));

    const Report guest = run(request_for("machine-paravirt", "queue-kept"));
    CHECK(guest.exhausted);
    CHECK(failures_of(guest) == 0);
    CHECK(count(guest, Class::deadlock_true) > 0);
    CHECK(shows_site(guest, "tas."));
    CHECK(shows_site(guest, "fast."));
    CHECK_FALSE(shows_site(guest, "pending."));
}

TEST_CASE("a scenario chooses its architecture", "[machine]") {
    const Report report = run(request_for("machine-x86", "aa-before-queue"));
    CHECK(shows_site(report, "pending.set_read"));
}

TEST_CASE("contexts stack, in outcomes and traces", "[machine]") {
    Request request = request_for("machine-contexts", "aa-before-queue");
    const std::string nested = "cpu0 A=ok [hardirq A=deadlock-true [nmi A=deadlock-true]]";
    request.trace_outcome = nested;
    const Report report = run(request);
    CHECK(report.exhausted);
    CHECK(failures_of(report) == 0);
    CHECK(report.outcomes.count(nested) == 1);
    for (const auto& [outcome, count] : report.outcomes) {
        INFO(outcome);
        CHECK(outcome.find("[nmi A=ok [") == std::string::npos);
        CHECK(outcome.find("[nmi A=deadlock-true [") == std::string::npos);
    }
    const std::string text = trace_of(report, "with this outcome");
    CHECK(text.find("<hardirq before ") != std::string::npos);
    CHECK(text.find("  <NMI before ") != std::string::npos);
}

TEST_CASE("budgets are of a kind each", "[machine]") {
    Request request = request_for("machine-contexts", "aa-before-queue");
    request.setup.interrupts[scenarios::Interrupt::hardirq].budget = 0;
    const std::uint64_t nmis = run(request).executions;
    request.setup.interrupts[scenarios::Interrupt::hardirq].budget = 1;
    request.setup.interrupts[scenarios::Interrupt::nmi].budget = 0;
    CHECK(run(request).executions == nmis);
    request.setup.interrupts[scenarios::Interrupt::nmi].budget = 1;
    CHECK(run(request).executions > 2 * nmis);
}

TEST_CASE("an irqsave attempt masks hardirqs and softirqs to its unlock", "[machine]") {
    const Report report = run(request_for("machine-irqsave", "aa-before-queue"));
    CHECK(report.exhausted);
    CHECK(failures_of(report) == 0);
    CHECK(outcomes_of(report) == std::set<std::string>{"cpu0 A=ok", "cpu0 A=ok [hardirq A=ok]",
                                                       "cpu0 A=ok [softirq A=ok]",
                                                       "cpu0 A=ok [hardirq A=ok] [softirq A=ok]",
                                                       "cpu0 A=ok [softirq A=ok] [hardirq A=ok]"});
    CHECK(report.executions == 5);
}

TEST_CASE("an error of an irqsave attempt puts the mask back", "[machine]") {
    CHECK(outcomes_of(run(request_for("machine-irqsave-error", "aa-before-queue"))) ==
          std::set<std::string>{"cpu0 A=ok A=deadlock-true", "cpu0 A=ok A=deadlock-true [hardirq B=ok]"});
}

/// CPU 0 queues on A, and its program at contention_begin on B. That program reaches contention_end of B.
std::set<std::string> outcomes_of_nested(const std::string& guard) {
    Request request;
    request.setup.scenario = "program";
    request.setup.program =
        "await pending A A | await 0 A | lock A lock B signal 0 await queued B 0 unlock B unlock A | await 0 "
        "B ; " +
        guard + "begin@A await pending B B ; " + guard + "end@B C";
    request.setup.cpus = 4;
    request.search.scheduler = Scheduler::random;  // the rest of the execution is of no interest
    request.search.bounds.executions = 200;
    return outcomes_of(run(request));
}

TEST_CASE("a raw program meets the other one at the end of its own attempt", "[machine]") {
    const std::string others = " cpu1 A=ok cpu2 A=ok B=ok cpu3 B=ok";
    CHECK(outcomes_of_nested("") == std::set<std::string>{"cpu0 A=ok [trace B=ok]" + others});
    CHECK(outcomes_of_nested("raw ") ==
          std::set<std::string>{"cpu0 A=ok [trace B=ok [trace C=ok]]" + others});
}

TEST_CASE("programs at trace points show", "[machine]") {
    Request request = request_for("machine-traced", "aa-before-queue");
    request.search.bounds.executions = 3000;
    request.trace_outcome = "cpu0 A=ok cpu1 A=ok cpu2 A=ok [trace B=ok] [trace C=ok]";
    const Report report = run(request);
    CHECK(outcomes_of(report) == std::set<std::string>{request.trace_outcome});
    CHECK(failures_of(report) == 0);
    const std::string text = trace_of(report, "with this outcome");
    CHECK(text.find("<program at trace.contention_begin>") != std::string::npos);
    CHECK(text.find("<program at trace.contention_end>") != std::string::npos);
}

TEST_CASE("what a program does around the lock is at its line of the scenario", "[machine]") {
    const Report report = run(request_for("machine-owner-for-ever", "aa-before-queue"));
    std::map<std::string, std::uint32_t> line_of;
    for (const Trace& trace : report.traces) {
        if (trace.what != "timeout_needed") continue;
        for (const TraceStep& step : trace.execution->steps) {
            if (step.file.find("tests/machine_scenarios.cpp") != std::string::npos)
                line_of[step.change ? step.change->phase : step.site] = step.line;
        }
    }
    REQUIRE(line_of.size() == 4);
    CHECK(line_of["attempt"] == line_of["flag.await"] + 1);
    CHECK(line_of["section.entry"] == line_of["flag.signal"]);
    CHECK(line_of["flag.await"] == line_of["flag.signal"] + 3);
}

TEST_CASE("signals and awaits show in traces", "[machine]") {
    Request request = request_for("machine-owner-for-ever", "aa-before-queue");
    const std::string text = trace_of(run(request), "timeout_needed");
    CHECK(text.find("flag.signal flag0 := 1") != std::string::npos);
    CHECK(text.find("flag.await flag0 = 1 <- cpu0") != std::string::npos);
}

TEST_CASE("a wait of the scenario's own that never ends is told from the lock's", "[machine]") {
    const Report report = run(request_for("machine-waits-in-vain", "aa-before-queue"));
    CHECK(count(report, rqspinlock::judge::FailureKind::stuck) == 0);
    CHECK(count(report, rqspinlock::judge::FailureKind::scenario_stuck) == report.executions);
    REQUIRE(report.outcomes.size() == 1);
    CHECK(report.outcomes.begin()->first == "cpu0 A=ok await=stuck");
    const std::string text = trace_of(report, "scenario_stuck");
    CHECK(text.find("waits for ever: await.queued A = (0,0,1) (a wait of the scenario's own)  "
                    "machine_scenarios.cpp:") != std::string::npos);
    CHECK(text.find("CPU 0 waits for ever at await.queued, machine_scenarios.cpp:") != std::string::npos);
}

TEST_CASE("a call that fails again and again is a livelock, with a short trace", "[machine]") {
    const Report report = run(request_for("machine-retries-in-vain", "aa-before-queue"));
    CHECK(count(report, rqspinlock::judge::FailureKind::livelock) == report.executions);
    CHECK(report.end == End::broken_off);
    CHECK_FALSE(report.exhausted);
    REQUIRE(report.outcomes.size() == 1);
    CHECK(report.outcomes.begin()->first == "cpu0 A=ok A=deadlock-true x16");
    const std::string text = trace_of(report, "livelock");
    CHECK(text.find("retries for ever, 16 rounds so far  machine_scenarios.cpp:") != std::string::npos);
    CHECK(text.find("CPU 0 makes the call at machine_scenarios.cpp:") != std::string::npos);
    CHECK(text.find("more rounds like this") != std::string::npos);
    CHECK(std::count(text.begin(), text.end(), '\n') < 60);
}

// ---- what a program must not do ----

/// The line of a scenario in machine_scenarios.cpp does not matter, so a word replaces it.
std::string without_line(std::string text) {
    const std::string file = "machine_scenarios.cpp:";
    const std::size_t begin = text.find(file);
    if (begin == std::string::npos) return text;
    const std::size_t line = begin + file.size();
    return text.replace(line, text.find_first_not_of("0123456789", line) - line, "LINE");
}

/// The number of executions with a misuse, if no execution has another failure; and the misuse in the words
/// of the trace.
struct Misused {
    std::uint64_t executions = 0;
    std::uint64_t misused = 0;
    std::string text;
};

Misused misused(const char* scenario) {
    const Report report = run(request_for(scenario, "aa-before-queue"));
    CHECK(report.exhausted);
    CHECK(failures_of(report) == count(report, FailureKind::misuse));
    const std::string trace = trace_of(report, "misuse");
    const std::size_t begin = trace.find("misuse: cpu");
    const std::string text =
        begin == std::string::npos ? "" : trace.substr(begin, trace.find('\n', begin) - begin);
    return {report.executions, count(report, FailureKind::misuse), without_line(text)};
}

TEST_CASE("an unlock of what is not held is a misuse, and does nothing", "[machine][misuse]") {
    const std::string place = "misuse: cpu0 at tools/checker/tests/machine_scenarios.cpp:LINE: ";
    for (const char* scenario : {"machine-unlocks-another", "machine-unlocks-twice",
                                 "machine-restores-unsaved", "machine-leaves-masked"}) {
        INFO(scenario);
        const Misused found = misused(scenario);
        CHECK(found.executions > 0);
        CHECK(found.misused == found.executions);
    }
    CHECK(misused("machine-unlocks-another").text == place + "unlock of B, which this context does not hold");
    CHECK(misused("machine-restores-unsaved").text ==
          place + "unlock_irqrestore of A, which lock_irqsave did not take: there is no state to restore");
    CHECK(misused("machine-leaves-masked").text ==
          place + "unlock of A, which lock_irqsave took: interrupts would stay masked");
}

TEST_CASE("a misuse is one of the context, and of the execution in which it happens", "[machine][misuse]") {
    for (const char* scenario : {"machine-unlocks-after-error", "machine-unlocks-below"}) {
        INFO(scenario);
        const Misused found = misused(scenario);
        CHECK(found.misused > 0);
        CHECK(found.misused < found.executions);
        CHECK(found.text.find("unlock of A, which this context does not hold") != std::string::npos);
    }
}

TEST_CASE("the trace of a misuse shows the call", "[machine][misuse]") {
    const std::string trace =
        trace_of(run(request_for("machine-unlocks-another", "aa-before-queue")), "misuse");
    CHECK(trace.find("unlock(B)  /* misuse: not held */") != std::string::npos);
}

TEST_CASE("what a scenario cannot ask for is named with its line", "[machine][misuse]") {
    const auto message = [](const char* scenario) {
        try {
            run(request_for(scenario, "aa-before-queue"));
        } catch (const std::exception& error) {
            return without_line(error.what());
        }
        return std::string();
    };
    const std::string place = "tools/checker/tests/machine_scenarios.cpp:LINE: ";
    CHECK(message("machine-wrong-lock") == place + "machine-wrong-lock uses lock B, it declares only 1");
    CHECK(message("machine-wrong-flag") == place + "machine-wrong-flag uses flag 8, there are flags 0 to 7");
    CHECK(message("machine-wrong-choice") ==
          place + "machine-wrong-choice chooses one of 0 values, possible are 1 to 1000000");
    CHECK(message("machine-wrong-hold") ==
          place + "machine-wrong-hold holds for 18446744073709 ms, at most 3600000 ms are possible");
    CHECK(message("machine-wrong-cpu") == place + "machine-wrong-cpu waits for CPU 1, there are CPUs 0 to 0");
    CHECK(message("machine-wrong-variable") ==
          place + "machine-wrong-variable uses variable 1, it declares only 1");
    CHECK(message("machine-wrong-order") ==
          place + "machine-wrong-order makes a store with an order that std::atomic does not allow there");
    // The engine goes on with the next request.
    CHECK(failures_of(run(request_for("machine-crossed-unlocks", "aa-before-queue"))) == 0);
}

// ---- variables and checks of the scenario's own ----

TEST_CASE("a critical section orders a scenario's relaxed accesses", "[machine][variables]") {
    Request request = request_for("machine-counts-in-section", "v7.3");
    CHECK(run(request).exhausted);
    CHECK(failures_of(run(request)) == 0);
    request.setup.weaken = {"unlock.release"};
    CHECK(count(run(request), FailureKind::race) > 0);
}

TEST_CASE("a check that does not hold fails the execution, and the trace says which one",
          "[machine][variables]") {
    const Report report = run(request_for("machine-counts-without-lock", "v7.3"));
    CHECK(report.exhausted);
    const std::uint64_t lost = count(report, FailureKind::assertion);
    CHECK(lost > 0);
    CHECK(lost < report.executions);
    CHECK(failures_of(report) == lost);
    const std::string trace = without_line(trace_of(report, "assertion"));
    CHECK(trace.find("check: no update of the count is lost  /* does not hold */") != std::string::npos);
    CHECK(trace.find(
              "at tools/checker/tests/machine_scenarios.cpp:LINE: does not hold: no update of the count is "
              "lost") != std::string::npos);
    CHECK(trace.find("count") != std::string::npos);
}

TEST_CASE("the orders of a scenario's accesses count", "[machine][variables]") {
    CHECK(failures_of(run(request_for("machine-store-buffers-fenced", "v7.3"))) == 0);
    Request request = request_for("machine-store-buffers", "v7.3");
    CHECK(count(run(request), FailureKind::assertion) > 0);
}

TEST_CASE("a CPU waits for a variable, and a loop of compare-exchanges ends", "[machine][variables]") {
    const Report handed = run(request_for("machine-hand-over", "v7.3"));
    CHECK(handed.exhausted);
    CHECK(failures_of(handed) == 0);
    const Report retried = run(request_for("machine-retries", "v7.3"));
    CHECK(retried.exhausted);
    CHECK(failures_of(retried) == 0);
}

}  // namespace
}  // namespace tools
