// SPDX-License-Identifier: GPL-2.0-or-later
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include <rqcheck_catch.hpp>
#include "tools/rqcheck/ci/baseline.hpp"
#include "tools/rqcheck/ci/junit.hpp"
#include "tools/rqcheck/ci/sarif.hpp"

using nlohmann::json;
using rqspinlock::judge::Class;
using rqspinlock::judge::FailureKind;
using tools::Baseline;
using tools::read_revision;
using tools::Result;

namespace {

const scenarios::Scenario& scenario() {
    static const scenarios::Scenario made{
        .name = "made", .claim = "a", .source = "b", .cpus = {1, 2, 2}, .task = nullptr, .expected = {}};
    return made;
}

Result exhausted() {
    Result result{&scenario(), {}, {}};
    result.report.request.setup.scenario = "made";
    result.report.request.setup.revision = read_revision("initial");
    result.report.request.setup.cpus = 2;
    result.report.engine = tools::Engine::native;
    result.report.exhausted = true;
    result.report.worst_wait = 1'000'000;
    return result;
}

std::uint64_t& failures(Result& result, FailureKind kind) {
    return result.report.failures[static_cast<unsigned>(kind)];
}

std::uint64_t& attempts(Result& result, Class what) {
    return result.report.classes[static_cast<unsigned>(what)];
}

std::vector<tools::VerdictCase> cases(const std::vector<const Result*>& results) {
    return tools::verdict_cases(results, false, {});
}
std::vector<tools::VerdictCase> cases(const Result& result) {
    return cases({&result});
}
tools::VerdictCase one(const Result& result) {
    return cases(result).front();
}

/// As `--write-baseline` and `--json` have it.
Baseline baseline_of(const Result& result) {
    const bool slim = GENERATE(true, false);
    return {"before.json", slim ? tools::baseline_text(cases(result)) : tools::json_text({&result})};
}

using Lines = std::vector<std::string>;

tools::TraceStep step(unsigned cpu, const std::string& site, std::uint32_t line) {
    tools::TraceStep made;
    made.cpu = cpu;
    made.context = {"task"};
    made.operation = "read";
    made.site = site;
    made.file = "lock/a.hpp";
    made.line = line;
    return made;
}

/// A result that is stuck, with a trace of two steps.
Result stuck(std::uint32_t line) {
    Result result = exhausted();
    failures(result, FailureKind::stuck) = 1;
    tools::ExecutionTrace execution;
    execution.what = "stuck";
    execution.steps = {step(0, "fast.cmpxchg", line), step(1, "queue.wait", line + 7)};
    result.report.traces = {{"stuck", "cpu0 A=<stuck> & \"", "text\n", 3, execution}};
    result.judgement.verdict = tools::Verdict::fail;
    result.judgement.failure = FailureKind::stuck;
    result.judgement.unexpected = {"failure stuck in 1 execution"};
    return result;
}

json first_result(const Result& result) {
    return json::parse(tools::sarif_text(cases(result))).at("runs").at(0).at("results").at(0);
}

}  // namespace

TEST_CASE("what is as in the baseline is neither worse nor better", "[baseline]") {
    Result result = exhausted();
    failures(result, FailureKind::stuck) = 2;
    result.judgement.unexpected = {"failure stuck in 2 executions"};
    const Baseline baseline = baseline_of(result);
    failures(result, FailureKind::stuck) = 7;  // the number is not part of a verdict
    CHECK(baseline.compare(one(result)).worse.empty());
    CHECK(baseline.compare(one(result)).better.empty());
    CHECK(baseline.text(cases(result)) == "baseline before.json: 1 runs, 0 worse, 0 better, 0 not in it\n");
}

TEST_CASE("failures and wrong answers that are new are worse", "[baseline]") {
    Result result = exhausted();
    const Baseline baseline = baseline_of(result);
    failures(result, FailureKind::leak) = 1;
    attempts(result, Class::timeout_missed) = 1;
    attempts(result, Class::busy) = 1;
    CHECK(baseline.compare(one(result)).worse == Lines{"leak is new", "timeout_missed is new"});
    CHECK(baseline.any_worse(cases(result)));
    CHECK(baseline.text(cases(result)) ==
          "baseline before.json: 1 runs, 1 worse, 0 better, 0 not in it\n"
          "  worse   made/2 on initial: leak is new\n"
          "  worse   made/2 on initial: timeout_missed is new\n");
}

TEST_CASE("what is gone is better only if the search ended by itself", "[baseline]") {
    Result result = exhausted();
    failures(result, FailureKind::stuck) = 1;
    result.report.worst_wait = 250'000'000;
    const Baseline baseline = baseline_of(result);
    failures(result, FailureKind::stuck) = 0;
    result.report.worst_wait = 1'000'000;
    CHECK(baseline.compare(one(result)).better == Lines{"stuck is gone", "worst wait 1ms, was 250ms"});
    result.report.exhausted = false;
    CHECK(baseline.compare(one(result)).better.empty());
    CHECK(baseline.compare(one(result)).worse == Lines{"was exhausted, is bounded"});
}

TEST_CASE("a longer wait is worse, and so is an expected class that never comes", "[baseline]") {
    Result result = exhausted();
    const Baseline baseline = baseline_of(result);
    result.judgement.unexpected = {"class busy is expected and never came"};
    CHECK(baseline.compare(one(result)).worse == Lines{"class busy is expected and never came"});
    result.report.worst_wait = 2'000'000;
    CHECK(baseline.compare(one(result)).worse == Lines{"worst wait 2ms, was 1ms"});
}

TEST_CASE("a run that the baseline does not have is judged by itself", "[baseline]") {
    const Baseline baseline = baseline_of(exhausted());
    Result other = exhausted();
    other.report.request.setup.interrupts[scenarios::Interrupt::nmi].budget = 1;
    CHECK_FALSE(baseline.has(one(other)));
    CHECK(baseline.compare(one(other)).worse.empty());
    other.judgement.unexpected = {"failure stuck in 1 execution"};
    CHECK(baseline.compare(one(other)).worse == other.judgement.unexpected);
    CHECK(baseline.text(cases(other)).find("1 not in it") != std::string::npos);
}

TEST_CASE("what is shown of a run does not make it another run, how far it goes does", "[baseline]") {
    Result result = exhausted();
    const Baseline baseline = baseline_of(result);
    result.report.request.trace_outcome = "cpu0 A=ok";
    result.report.request.policy.fail_on = {Class::busy};
    CHECK(baseline.has(one(result)));
    CHECK_NOTHROW(baseline.require_settings(cases(result)));
    Result by_relacy = result;
    by_relacy.report.engine = tools::Engine::relacy;
    CHECK_THROWS_WITH(baseline.require_settings(cases(by_relacy)),
                      "the baseline 'before.json' is of other settings, made/2 on initial: engine is "
                      "\"native\" there, and \"relacy\" here");
    result.report.request.search.bounds.executions = 5;
    CHECK_FALSE(baseline.has(one(result)));
    CHECK_THROWS_WITH(
        baseline.require_settings(cases(result)),
        "the baseline 'before.json' is of other settings, made/2 on initial: executions is none "
        "there, and 5 here");
    result.report.request.setup.revision = read_revision("nmi-queue");  // the baseline has no such run
    CHECK_NOTHROW(baseline.require_settings(cases(result)));
}

TEST_CASE("a run of the baseline that was not made is named", "[baseline]") {
    const Result before = exhausted();
    Result other = exhausted();
    other.report.request.setup.revision = read_revision("nmi-queue");
    const Baseline baseline("before.json", tools::baseline_text(cases({&before, &other})));
    CHECK(baseline.not_made(cases({&before, &other})).empty());
    CHECK(baseline.not_made(cases(before)) == Lines{"made/2 on nmi-queue"});
    CHECK(baseline.text(cases(before)) ==
          "baseline before.json: 1 runs, 0 worse, 0 better, 0 not in it, 1 missing\n"
          "  missing made/2 on nmi-queue: in the baseline, and not run\n");
}

TEST_CASE("a class that fails the verdict is worse where it is new", "[baseline]") {
    Result result = exhausted();
    const Baseline baseline = baseline_of(result);
    attempts(result, Class::busy) = 1;
    CHECK(baseline.compare(one(result)).worse.empty());
    result.report.request.policy.fail_on = {Class::busy};
    CHECK(baseline.compare(one(result)).worse == Lines{"busy is new"});
}

TEST_CASE("another hang at another wait is a new failure", "[baseline]") {
    Result result = exhausted();
    failures(result, FailureKind::stuck) = 1;
    tools::Trace trace;
    trace.what = "stuck";
    result.report.symptoms = {{"head.await_next, in a task", trace}};
    const Baseline baseline("before.json", tools::baseline_text(cases(result)));
    CHECK(baseline.compare(one(result)).worse.empty());
    result.report.symptoms.push_back({"queue.wait, in an NMI", trace});
    CHECK(baseline.compare(one(result)).worse == Lines{"stuck: queue.wait, in an NMI is new"});
    result.report.symptoms.erase(result.report.symptoms.begin());
    CHECK(baseline.compare(one(result)).better == Lines{"stuck: head.await_next, in a task is gone"});
    // A baseline that knows kinds only has both.
    const Baseline kinds("before.json", tools::json_text({&result}));
    CHECK(kinds.compare(one(result)).worse.empty());
}

TEST_CASE("a baseline is a line for each verdict, in the order of their names", "[baseline]") {
    const Result result = exhausted();
    Result other = exhausted();
    other.report.request.setup.revision = read_revision("aa-first");
    const std::string text = tools::baseline_text(cases({&result, &other}));
    CHECK(text == tools::baseline_text(cases({&other, &result})));
    CHECK(std::count(text.begin(), text.end(), '\n') == 4);
    CHECK(text.find("aa-first") < text.find("initial"));
}

TEST_CASE("what is no baseline is refused", "[baseline]") {
    for (const char* text : {"", "{}", "[1]", "[{}]", "nonsense", "[{\"scenario\": 3}]",
                             "{\"format\": \"rqcheck-baseline\", \"version\": 2, \"verdicts\": []}",
                             "{\"format\": \"rqcheck-baseline\", \"version\": 1, \"verdicts\": [{}]}"}) {
        CHECK_THROWS(Baseline("x", text));
    }
}

TEST_CASE("a failure is a SARIF result with its interleaving", "[sarif]") {
    const json result = first_result(stuck(10));
    CHECK(result.at("ruleId") == "stuck");
    CHECK(result.at("level") == "error");
    const json& flow = result.at("codeFlows").at(0).at("threadFlows").at(0).at("locations");
    REQUIRE(flow.size() == 2);
    CHECK(flow.at(1).at("location").at("message").at("text") == "cpu1 queue.wait");
    const json& at = result.at("locations").at(0).at("physicalLocation");
    CHECK(at.at("artifactLocation").at("uri") == "lock/a.hpp");
    CHECK(at.at("region").at("startLine") == 17);
}

TEST_CASE("a stuck execution is shown at the line of the wait", "[sarif]") {
    Result result = stuck(10);
    auto& execution = *result.report.traces.front().execution;
    execution.ends = {{"blocked", "head.await_next", "cpu0.node0.next"}, {"finished", "", ""}};
    tools::TraceStep wait = step(0, "head.await_next", 44);
    wait.operation = tools::hang;
    wait.variable = "cpu0.node0.next";
    execution.steps.push_back(wait);
    const auto line_of = [](const json& one) {
        return one.at("locations").at(0).at("physicalLocation").at("region").at("startLine");
    };
    const json shown = first_result(result);
    CHECK(line_of(shown) == 44);
    CHECK(shown.at("message").at("text").get<std::string>().find(
              "CPU 0 waits for ever at head.await_next, a.hpp:44, for cpu0.node0.next") != std::string::npos);
    const json& flow = shown.at("codeFlows").at(0).at("threadFlows").at(0).at("locations");
    CHECK(flow.back().at("location").at("physicalLocation").at("region").at("startLine") == 44);
    CHECK(shown.at("partialFingerprints") == first_result(stuck(10)).at("partialFingerprints"));

    // A race in the same execution has another place, and a result of its own.
    execution.race = {1, 0};
    CHECK(line_of(first_result(result)) == 44);
    result.report.traces.front().what = execution.what = "race";
    execution.steps.front().line = 4;
    CHECK(line_of(first_result(result)) == 4);
}

TEST_CASE("a fingerprint outlives moved lines, and tells executions apart", "[sarif]") {
    const json before = first_result(stuck(10)).at("partialFingerprints");
    CHECK(before == first_result(stuck(99)).at("partialFingerprints"));
    Result other = stuck(10);
    other.report.traces.front().execution->steps.front().site = "pending.set";
    CHECK(before != first_result(other).at("partialFingerprints"));
    other = stuck(10);
    other.report.request.setup.revision = read_revision("nmi-queue");
    CHECK(before != first_result(other).at("partialFingerprints"));
}

TEST_CASE("what is expected is a note, and names its finding", "[sarif]") {
    Result result = stuck(10);
    result.judgement.expectation.emplace();
    result.judgement.expectation->failure =
        scenarios::Finding{"F9", std::nullopt, scenarios::Change::nmi_trylock, FailureKind::stuck};
    result.judgement.unexpected.clear();
    const json note = first_result(result);
    CHECK(note.at("level") == "note");
    CHECK(note.at("message").at("text").get<std::string>().find("finding F9") != std::string::npos);
    const json& suppression = note.at("suppressions").at(0);
    CHECK(suppression.at("status") == "accepted");
    CHECK(suppression.at("justification").get<std::string>().starts_with("F9, docs/findings.md"));
    CHECK_FALSE(first_result(stuck(10)).contains("suppressions"));
}

TEST_CASE("what never came has no trace, and is a result all the same", "[sarif]") {
    Result result = exhausted();
    result.judgement.unexpected = {"class busy is expected and never came"};
    CHECK(first_result(result).at("ruleId") == "expectation");
}

TEST_CASE("each SARIF result has a rule", "[sarif]") {
    const Result result = stuck(1);
    const json run = json::parse(tools::sarif_text(cases(result))).at("runs").at(0);
    std::set<std::string> rules;
    for (const json& rule : run.at("tool").at("driver").at("rules")) {
        CHECK_FALSE(rule.at("shortDescription").at("text").get<std::string>().empty());
        CHECK_FALSE(rule.at("help").at("text").get<std::string>().empty());
        rules.insert(rule.at("id"));
    }
    for (const json& one : run.at("results")) CHECK(rules.contains(one.at("ruleId")));
    CHECK(rules.contains("timeout_missed"));
}

TEST_CASE("JUnit: what the engine cannot run is skipped, and says why", "[junit]") {
    const Result passed = exhausted();
    tools::NotRun refused{passed.report.request, "only <4> CPUs"};
    const std::string text = tools::junit_text(tools::verdict_cases({&passed}, false, {refused}));
    CHECK(text.find("tests=\"2\" failures=\"0\" skipped=\"1\"") != std::string::npos);
    CHECK(text.find("<skipped message=\"not run, the engine cannot: only &lt;4&gt; CPUs\"/>") !=
          std::string::npos);
}

TEST_CASE("JUnit: unexpected is a failure, an unasked bound is skipped", "[junit]") {
    const Result failed = stuck(1);
    const Result passed = exhausted();
    Result bounded = exhausted();
    bounded.report.exhausted = false;
    bounded.report.end = tools::End::executions;
    const std::string text = tools::junit_text(cases({&failed, &passed, &bounded}));
    CHECK(text.find("<testsuite name=\"made/2\" tests=\"3\" failures=\"1\" skipped=\"1\"") !=
          std::string::npos);
    CHECK(text.find("cpu0 A=&lt;stuck&gt; &amp; &quot;") != std::string::npos);
    CHECK(tools::junit_text(tools::verdict_cases({&bounded}, true, {})).find("<skipped") ==
          std::string::npos);
}
