// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "run.hpp"
#include "tools/checker/engine.hpp"

namespace tools {
namespace {

Request program_request(const std::string& program, const std::string& revision, unsigned cpus,
                        unsigned nmis) {
    Request request;
    request.setup.scenario = "program";
    request.setup.program = program;
    request.setup.revision = read_revision(revision);
    request.setup.cpus = cpus;
    request.setup.interrupts[scenarios::Interrupt::nmi].budget = nmis;
    return request;
}

std::vector<std::string> keys_of(const Report& report) {
    std::vector<std::string> keys;
    for (const Symptom& symptom : report.symptoms) keys.push_back(symptom.key());
    return keys;
}

TEST_CASE("a small program runs as the scenario that does the same", "[program]") {
    for (const char* revision : {"initial", "queue-kept", "aa-before-queue"}) {
        INFO(revision);
        Request scenario = request_for("nmi-lock-entry", revision, 2);
        scenario.setup.interrupts.set_windows({});
        const Report by_scenario = run(scenario);
        const Report by_program = run(program_request("A nmi A | A", revision, 2, 1));
        CHECK(by_program.exhausted);
        CHECK(by_program.executions == by_scenario.executions);
        CHECK(by_program.outcomes == by_scenario.outcomes);
        CHECK(by_scenario.symptoms.empty());
    }
    const Report abba = run(program_request("A(B) | B(A)", "aa-before-queue", 2, 0));
    CHECK(abba.outcomes == run(request_for("abba", "aa-before-queue")).outcomes);
}

TEST_CASE("the windows of one program are different symptoms", "[program]") {
    const Report report = run(program_request("A nmi A", "queue-kept", 1, 1));
    CHECK(keys_of(report) == std::vector<std::string>{
                                 "timeout_missed: 'pending' in an NMI at grab.* after 'owner'",
                                 "timeout_missed: 'pending' in an NMI at unlock.*",
                             });
    REQUIRE(report.symptoms.size() == 2);
    CHECK(report.symptoms[0].trace.outcome == "cpu0 A=ok@250ms [nmi A=timeout-missed@250ms]");
    CHECK(report.symptoms[1].trace.outcome == "cpu0 A=ok [nmi A=timeout-missed@250ms]");
    CHECK(report.symptoms[1].trace.text.find("NMI before unlock.release") != std::string::npos);
    CHECK(keys_of(run(program_request("A nmi A", "aa-before-queue", 1, 1))).empty());
}

TEST_CASE("a stuck program says where", "[program]") {
    const Report report = run(program_request("A(B) | B(A) | B", "aa-before-queue", 3, 0));
    CHECK(keys_of(report) == std::vector<std::string>{"stuck: head.pass_await_next in the task"});
}

TEST_CASE("a program at a trace point is named", "[program]") {
    const Report report = run(program_request("A | A | A ; begin A", "aa-first", 3, 0));
    const std::vector<std::string> keys = keys_of(report);
    CHECK(std::count(keys.begin(), keys.end(),
                     "stuck: head.pass_await_next in a program at contention_begin") == 1);
}

std::set<std::string> outcomes_of(const Report& report) {
    std::set<std::string> outcomes;
    for (const auto& [outcome, times] : report.outcomes) outcomes.insert(outcome);
    return outcomes;
}

TEST_CASE("a trace program of a lock runs in attempts on that lock only", "[program]") {
    const auto outcomes = [](const std::string& traced) {
        const std::string cpus = "await pending A A | await 0 A | A(signal 0 await queued A 0) ; ";
        return outcomes_of(run(program_request(cpus + traced, "aa-before-queue", 3, 0)));
    };
    const std::string others = " cpu1 A=ok cpu2 A=ok";
    CHECK(outcomes("end@A B") == std::set<std::string>{"cpu0 A=ok [trace B=ok]" + others});
    CHECK(outcomes("end@B C") == std::set<std::string>{"cpu0 A=ok" + others});
    CHECK(outcomes("end B ; end@B B ; raw end C") ==
          std::set<std::string>{"cpu0 A=ok [trace B=ok] [trace C=ok]" + others});
}

TEST_CASE("a program does what the lock's users do", "[program]") {
    const auto outcomes = [](const std::string& program, unsigned cpus) {
        Request request = program_request(program, "aa-before-queue", cpus, 0);
        request.setup.interrupts[scenarios::Interrupt::hardirq].budget = 1;
        return outcomes_of(run(request));
    };
    // Unlocks may come in any order. The unlock of a failed attempt is left out.
    CHECK(outcomes("lock A lock B unlock A unlock B", 1) == std::set<std::string>{"cpu0 A=ok B=ok"});
    CHECK(outcomes("lock A lock A unlock A unlock A", 1) ==
          std::set<std::string>{"cpu0 A=ok A=deadlock-true"});
    // A hardirq does not arrive in a section with irqsave.
    const std::set<std::string> masked = outcomes("irqsave A hardirq A", 1);
    CHECK(masked == std::set<std::string>{"cpu0 A=ok", "cpu0 A=ok [hardirq A=ok]"});
    CHECK(outcomes("lock irqsave A unlock A hardirq A", 1) == masked);
    CHECK(outcomes("A hardirq A", 1).contains("cpu0 A=ok [hardirq A=deadlock-true]"));
}

TEST_CASE("an owner that never releases, flags and queues are waited for", "[program]") {
    const Report kept = run(program_request("lock A signal 0 | await 0 A", "aa-before-queue", 2, 0));
    CHECK(outcomes_of(kept) == std::set<std::string>{"cpu0 A=ok cpu1 A=timeout-needed@250ms"});
    CHECK(kept.failures == decltype(kept.failures){});
    const Report vain = run(program_request("A | await queued A 0", "aa-before-queue", 2, 0));
    CHECK(keys_of(vain) == std::vector<std::string>{"scenario_stuck: await.queued in the task"});
    const Report raced = run(program_request("lock A signal relaxed 0 | await 0 A", "aa-before-queue", 2, 0));
    CHECK(raced.executions >= kept.executions);
}

TEST_CASE("a program of a hardirq says so", "[program]") {
    Request request = program_request("A(A) hardirq A", "nmi-queue", 1, 0);
    request.setup.interrupts[scenarios::Interrupt::hardirq].budget = 1;
    const std::vector<std::string> keys = keys_of(run(request));
    CHECK(std::count(keys.begin(), keys.end(), "stuck: head.pass_await_next in a hardirq") == 1);
}

TEST_CASE("what is no program is refused", "[program]") {
    CHECK_THROWS_WITH(run(program_request("A(", "initial", 1, 0)),
                      "not a program, at the end: no operation between '(' and ')'");
    CHECK_THROWS_WITH(run(program_request("A | A", "initial", 3, 0)), "the program is one of 2 CPUs, not 3");
}

}  // namespace
}  // namespace tools
