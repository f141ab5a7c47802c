// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "run.hpp"
#include "tools/checker/engine.hpp"
#include "tools/checker/parallel.hpp"

namespace tools {
namespace {

Request program_request(const std::string& program, const std::string& revision, unsigned cpus,
                        unsigned nmis) {
    Request request;
    request.setup.scenario = "program";
    request.setup.program = program;
    request.setup.revision = value_named<rqspinlock::Revision>(revision).value();
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

TEST_CASE("parts of a search add up to the shortest of each symptom", "[program]") {
    Report whole;
    whole.symptoms = {{"x", {"stuck", "long", "", 9}}};
    Report part;
    part.symptoms = {{"x", {"stuck", "short", "", 3}}, {"", {"leak", "other", "", 5}}};
    add_up(whole, part);
    CHECK(keys_of(whole) == std::vector<std::string>{"leak", "stuck: x"});
    CHECK(whole.symptoms[1].trace.outcome == "short");
}

TEST_CASE("what is no program is refused", "[program]") {
    CHECK_THROWS_WITH(run(program_request("A(", "initial", 1, 0)),
                      "not a program, at the end: no operation between '(' and ')'");
    CHECK_THROWS_WITH(run(program_request("A | A", "initial", 3, 0)), "the program is one of 2 CPUs, not 3");
}

}  // namespace
}  // namespace tools
