// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/judgement.hpp"

#include <nlohmann/json.hpp>

#include <rqcheck_catch.hpp>

using scenarios::Class;
using scenarios::Classes;
using scenarios::Expectation;
using scenarios::FailureKind;
using scenarios::Failures;
using tools::Judgement;
using tools::read_revision;
using tools::Report;
using tools::Verdict;
using Reasons = std::vector<std::string>;

namespace {

void nothing(scenarios::Cpu& /*cpu*/) {}

constexpr scenarios::Finding hang{"hang", std::nullopt, scenarios::Change::nmi_trylock, FailureKind::stuck};
constexpr scenarios::Finding race_on_record{"F0", std::nullopt, scenarios::Change::nmi_trylock,
                                            FailureKind::race};

/// @param expectation nullopt: the history claims nothing
scenarios::Scenario scenario(const std::optional<Expectation>& expectation = std::nullopt) {
    scenarios::Expectations expected = scenarios::nothing_claimed;
    if (expectation) {
        expected = {
            {scenarios::initial, expectation->classes, expectation->worst_wait, expectation->failure}};
    }
    return {.name = "sample",
            .claim = "",
            .source = "",
            .cpus = {1, 3, 2},
            .task = nothing,
            .handlers = {.nmi = {.program = nothing, .window = {"unlock."}}},
            .expected = expected};
}

/// A report as declared: the search ended by itself, and everything was acquired at once.
Report good() {
    Report report;
    report.request.setup.scenario = "sample";
    report.request.setup.revision = read_revision("initial");
    report.request.setup.cpus = 2;
    report.request.setup.interrupts[scenarios::Interrupt::nmi].budget = 1;
    report.request.setup.interrupts.set_windows({"unlock."});
    report.exhausted = true;
    report.classes[static_cast<unsigned>(Class::acquired)] = 5;
    return report;
}

void add(Report& report, Class value, std::uint64_t count = 1) {
    report.classes[static_cast<unsigned>(value)] = count;
}

void add(Report& report, FailureKind kind, std::uint64_t count = 1) {
    report.failures[static_cast<unsigned>(kind)] = count;
}

Judgement judged(const Report& report, const std::optional<Expectation>& expectation) {
    return judge(scenario(expectation), report);
}

}  // namespace

TEST_CASE("verdicts") {
    Report report = good();
    CHECK(verdict(report) == Verdict::pass);
    report.exhausted = false;
    CHECK(verdict(report) == Verdict::bounded);
    add(report, FailureKind::leak);
    add(report, FailureKind::race);
    CHECK(verdict(report) == Verdict::fail);
    CHECK(worst_failure(report) == FailureKind::race);
    report.exhausted = true;
    CHECK(verdict(report) == Verdict::fail);
}

TEST_CASE("a policy fails the verdict, whatever the history expects") {
    Report report = good();
    add(report, Class::timeout_missed, 2);
    report.worst_wait = 251'000'000;
    const Expectation expectation{{Class::acquired, Class::timeout_missed}, 251 * scenarios::millisecond};
    CHECK(judged(report, expectation).as_expected());
    report.request.policy.fail_on = {Class::timeout_missed};
    CHECK(judged(report, expectation).verdict == Verdict::fail);
    CHECK(judged(report, expectation).unexpected ==
          Reasons{"class timeout_missed (2 attempts) fails the verdict"});
    report.request.policy = {};
    report.request.policy.max_wait = 250 * scenarios::millisecond;
    CHECK(judged(report, expectation).unexpected == Reasons{"worst wait 251ms, at most 250ms is allowed"});
    report.worst_wait = 250'999'999;
    CHECK(judged(report, Expectation{{Class::acquired, Class::timeout_missed}, 250 * scenarios::millisecond})
              .as_expected());
}

TEST_CASE("a row that names what never comes allows all else, and a bound on waits asks for none") {
    const Expectation expectation{scenarios::never(Class::timeout_missed, Class::deadlock_false),
                                  scenarios::at_most(2 * scenarios::millisecond)};
    Report report = good();
    CHECK(judged(report, expectation).as_expected());
    report.worst_wait = 2'900'000;
    add(report, Class::busy);
    CHECK(judged(report, expectation).as_expected());
    report.classes[static_cast<unsigned>(Class::acquired)] = 0;
    CHECK(judged(report, expectation).as_expected());
    add(report, Class::deadlock_false, 3);
    CHECK(judged(report, expectation).unexpected ==
          Reasons{"class deadlock_false (3 attempts) is not expected"});
    add(report, Class::deadlock_false, 0);
    report.worst_wait = 3'000'000;
    CHECK(judged(report, expectation).unexpected == Reasons{"worst wait 3ms, at most 2ms is expected"});
    const nlohmann::json json = result_json(report, judged(report, expectation));
    CHECK(json["expectation"]["never"] == nlohmann::json{"deadlock_false", "timeout_missed"});
    CHECK(json["expectation"]["worst_wait_is_a_bound"] == true);
    CHECK_FALSE(result_json(report, judged(report, Expectation{}))["expectation"].contains("never"));
}

TEST_CASE("an outcome that was asked for and never came names the nearest") {
    Report report = good();
    report.outcomes = {{"cpu0 A=ok", 1}, {"cpu0 A=busy", 2}, {"cpu0 A=stuck", 3}, {"far away", 4}};
    report.request.trace_outcome = "cpu0 A=ok";
    CHECK(judged(report, Expectation{}).as_expected());
    report.request.trace_outcome = "cpu0 A=bus";
    CHECK(judged(report, Expectation{}).unexpected ==
          Reasons{"no execution has the outcome 'cpu0 A=bus'; the nearest: 'cpu0 A=busy', 'cpu0 A=ok', "
                  "'cpu0 A=stuck'"});
    report.outcomes.clear();
    CHECK(judged(report, Expectation{}).unexpected == Reasons{"no execution has the outcome 'cpu0 A=bus'"});
}

TEST_CASE("a verdict about a site that was never reached says nothing about it") {
    Report report = good();
    report.request.setup.weaken = {"queue.wait"};
    report.request.setup.drop = {"queue.link"};
    report.request.setup.interrupts.set_windows({"unlock.", "head."});
    report.reached.emplace();
    report.reached->sites.set(static_cast<unsigned>(rqspinlock::Site::queue_link));
    report.reached->sites.set(static_cast<unsigned>(rqspinlock::Site::unlock_release));
    const Reasons reasons{"queue.wait was never reached: this says nothing about it",
                          "no NMI ever arrived at unlock.*: this says nothing about it",
                          "head.* was never reached: this says nothing about it"};
    CHECK(judged(report, Expectation{}).unexpected == reasons);
    CHECK(judged(report, Expectation{}).unreached == reasons);
    report.request.policy.accept_unreached = true;
    CHECK(judged(report, Expectation{}).as_expected());
    CHECK(judged(report, Expectation{}).unreached == reasons);
    report.request.policy.accept_unreached = false;
    report.request.setup.weaken = {};
    report.request.setup.interrupts.set_windows({"unlock."});  // the scenario's own window
    CHECK(judged(report, Expectation{}).as_expected());
}

TEST_CASE("what is expected is no surprise") {
    const Judgement judgement = judged(good(), Expectation{});
    CHECK(judgement.as_expected());
    CHECK(judgement.expectation.has_value());
    CHECK(judgement.not_compared.empty());
}

TEST_CASE("a race on record is one of C++'s memory model") {
    const Expectation expectation{.failure = race_on_record};
    Report report = good();
    CHECK(judged(report, expectation).unexpected ==
          Reasons{"failure race (finding F0) is expected and never came"});
    report.request.setup.memory = tools::MemoryModel::tso;
    CHECK(judged(report, expectation).as_expected());
    CHECK(judged(report, expectation).expectation->finding().empty());
    add(report, FailureKind::race);
    CHECK(judged(report, expectation).unexpected == Reasons{"failure race in 1 execution"});
}

TEST_CASE("a class that is not expected") {
    Report report = good();
    add(report, Class::timeout_missed, 2);
    CHECK(judged(report, Expectation{}).unexpected ==
          Reasons{"class timeout_missed (2 attempts) is not expected"});
}

TEST_CASE("a class that never came") {
    const Expectation expectation{{Class::acquired, Class::deadlock_true}};
    Report report = good();
    const Reasons reasons{"class deadlock_true is expected and never came"};
    CHECK(judged(report, expectation).unexpected == reasons);
    report.exhausted = false;  // it may come beyond the bound
    const Judgement judgement = judged(report, expectation);
    CHECK(judgement.as_expected());
    CHECK(judgement.not_seen == reasons);
}

TEST_CASE("waits are compared in whole ms") {
    const Expectation expectation{{Class::acquired}, 250 * scenarios::millisecond};
    Report report = good();
    report.worst_wait = 250'999'999;
    CHECK(judged(report, expectation).as_expected());
    report.worst_wait = 251'000'000;
    CHECK(judged(report, expectation).unexpected == Reasons{"worst wait 251ms, at most 250ms is expected"});
    report.worst_wait = 1'500'000;
    const Reasons reasons{"a wait of 250ms is expected and never came, the worst was 1ms"};
    CHECK(judged(report, expectation).unexpected == reasons);
    report.exhausted = false;
    CHECK(judged(report, expectation).not_seen == reasons);
    report.worst_wait = 251'000'000;
    CHECK_FALSE(judged(report, expectation).as_expected());
}

TEST_CASE("failures, on record and not") {
    const Expectation expectation{{Class::acquired}, 0, hang};
    Report report = good();
    add(report, FailureKind::stuck);
    CHECK(judged(report, expectation).as_expected());
    CHECK(judged(report, Expectation{}).unexpected == Reasons{"failure stuck in 1 execution"});
    add(report, FailureKind::leak, 3);
    CHECK(judged(report, expectation).unexpected == Reasons{"failure leak in 3 executions"});
    CHECK(judged(good(), expectation).unexpected ==
          Reasons{"failure stuck (finding hang) is expected and never came"});
    Report bounded = good();
    bounded.exhausted = false;
    CHECK(judged(bounded, expectation).as_expected());
}

TEST_CASE("another configuration than the declared one is judged on failures alone") {
    Report report = good();
    add(report, Class::timeout_early);
    Reasons differences;
    SECTION("NMIs") {
        report.request.setup.interrupts[scenarios::Interrupt::nmi].budget = 2;
        differences = {"NMI budget 2, declared is 1"};
    }
    SECTION("slow waits") {
        report.request.setup.slow = 1;
        differences = {"slow waits up to 1, declared is 0"};
    }
    SECTION("hardirqs") {
        report.request.setup.interrupts[scenarios::Interrupt::hardirq].budget = 1;
        differences = {"hardirq budget 1, declared is 0"};
    }
    SECTION("windows") {
        report.request.setup.interrupts.set_windows({});
        differences = {"other NMI windows than declared"};
    }
    SECTION("arch") {
        report.request.setup.arch = rqspinlock::Arch::x86;
        differences = {"arch x86"};
    }
    SECTION("lock") {
        report.request.setup.lock = rqspinlock::Form::paravirt;
        differences = {"lock paravirt"};
    }
    SECTION("CPUs") {
        report.request.setup.cpus = 4;
        differences = {"a number of CPUs that the scenario is not made for"};
    }
    SECTION("mutations") {
        report.request.setup.weaken = {"unlock.release"};
        report.request.setup.drop = {"queue.barrier"};
        differences = {"weakened sites", "dropped sites"};
    }
    const Judgement judgement = judged(report, Expectation{});
    CHECK(judgement.as_expected());
    CHECK(judgement.not_compared == differences);
    CHECK_FALSE(judgement.expectation.has_value());
    add(report, FailureKind::race);
    CHECK_FALSE(judged(report, Expectation{}).as_expected());
}

TEST_CASE("where the history says nothing, failures count") {
    Report report = good();
    add(report, Class::timeout_early);
    CHECK(judged(report, std::nullopt).as_expected());
    CHECK(judged(report, std::nullopt).not_compared ==
          Reasons{"the history says nothing about this revision"});
    add(report, FailureKind::assertion);
    CHECK_FALSE(judged(report, std::nullopt).as_expected());
}

TEST_CASE("an expectation in JSON") {
    const Judgement judgement =
        judged(good(), Expectation{{Class::acquired}, 250 * scenarios::millisecond, hang});
    const nlohmann::json result = result_json(good(), judgement);
    CHECK(result["as_expected"] == false);
    CHECK(result["expectation"]["worst_wait_ms"] == 250);
    CHECK(result["expectation"]["classes"] == nlohmann::json{"acquired"});
    CHECK(result["expectation"]["failures"] == nlohmann::json{"stuck"});
    CHECK(result["expectation"]["finding"] == "hang");
}
