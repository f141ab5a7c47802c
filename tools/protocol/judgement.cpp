// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/judgement.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tools/support/suggest.hpp"
#include "tools/support/whole_ms.hpp"

namespace tools {
namespace {

using rqspinlock::judge::class_count;
using rqspinlock::judge::failure_count;
using scenarios::Class;
using scenarios::Classes;
using scenarios::Expectation;
using scenarios::FailureKind;
using scenarios::Failures;
using scenarios::Scenario;

void append(std::vector<std::string>& to, std::vector<std::string> reasons) {
    to.insert(to.end(), std::make_move_iterator(reasons.begin()), std::make_move_iterator(reasons.end()));
}

template <class E>
nlohmann::json names_in(rqspinlock::judge::Set<E> set, unsigned count) {
    nlohmann::json names = nlohmann::json::array();
    for (unsigned i = 0; i < count; ++i) {
        if (set.contains(static_cast<E>(i))) names.push_back(name(static_cast<E>(i)));
    }
    return names;
}

nlohmann::json expectation_json(const std::optional<Expectation>& expectation) {
    if (!expectation) return nullptr;
    nlohmann::json json{{"classes", names_in(expectation->classes.come, class_count)},
                        {"worst_wait_ms", whole_ms(expectation->worst_wait.longest)},
                        {"failures", names_in(expectation->failures(), failure_count)},
                        {"finding", expectation->finding()}};
    if (!expectation->classes.are_exact())
        json["never"] = names_in(expectation->classes.never(), class_count);
    if (!expectation->worst_wait.comes) json["worst_wait_is_a_bound"] = true;
    return json;
}

bool same_windows(const scenarios::Handler& handler, const std::vector<std::string>& windows) {
    return std::equal(handler.window.begin(), handler.window.end(), windows.begin(), windows.end());
}

/// Expectations are declared for C++'s memory model. A stronger model orders more, so an expected race need
/// not be a race in it.
void leave_out_race(Expectation& expectation) {
    if (expectation.failures().contains(FailureKind::race)) expectation.failure.reset();
}

std::optional<Expectation> expected(const Scenario& scenario, const Setup& setup) {
    std::optional<Expectation> expectation = scenario.expected.on(setup.revision.changes, setup.cpus);
    if (expectation && setup.memory != MemoryModel::rc11) leave_out_race(*expectation);
    return expectation;
}

}  // namespace

std::vector<std::string> differences_from_declared(const Scenario& scenario, const Setup& setup) {
    std::vector<std::string> reasons;
    if (setup.cpus < scenario.cpus.min || setup.cpus > scenario.cpus.max) {
        reasons.emplace_back("a number of CPUs that the scenario is not made for");
    }
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        const unsigned budget = setup.interrupts[interrupt].budget;
        const scenarios::Handler& declared = scenario.handlers[interrupt];
        if (budget != declared.arrivals()) {
            reasons.push_back(
                fmt::format("{} budget {}, declared is {}", name(interrupt), budget, declared.arrivals()));
        }
        if (declared.exists() && !same_windows(declared, setup.interrupts[interrupt].windows)) {
            reasons.push_back(fmt::format("other {} windows than declared", name(interrupt)));
        }
    }
    if (setup.slow != scenario.slow) {
        reasons.push_back(fmt::format("slow waits up to {}, declared is {}", setup.slow, scenario.slow));
    }
    if (setup.arch != scenario.arch) reasons.push_back(fmt::format("arch {}", name(setup.arch)));
    if (setup.lock != scenario.form) reasons.push_back(fmt::format("lock {}", name(setup.lock)));
    if (setup.revision.is_tree() && setup.revision.against.empty())
        reasons.emplace_back("the lock of a kernel tree");
    if (!setup.weaken.empty()) reasons.emplace_back("weakened sites");
    if (!setup.drop.empty()) reasons.emplace_back("dropped sites");
    if (setup.faults.any()) reasons.push_back(faults_text(setup.faults));
    return reasons;
}

std::vector<std::string> unexpected_failures(Failures expected, const Report& report) {
    std::vector<std::string> reasons;
    for (unsigned i = 0; i < failure_count; ++i) {
        const auto kind = static_cast<FailureKind>(i);
        if (report.failures[i] == 0 || expected.contains(kind)) continue;
        reasons.push_back(fmt::format("failure {} in {} execution{}", name(kind), report.failures[i],
                                      report.failures[i] == 1 ? "" : "s"));
    }
    return reasons;
}

std::vector<std::string> missing_failures(const Expectation& expectation, const Report& report) {
    std::vector<std::string> reasons;
    for (unsigned i = 0; i < failure_count; ++i) {
        const auto kind = static_cast<FailureKind>(i);
        if (report.failures[i] != 0 || !expectation.failures().contains(kind)) continue;
        const std::string finding =
            expectation.finding().empty() ? "" : fmt::format(" (finding {})", expectation.finding());
        reasons.push_back(fmt::format("failure {}{} is expected and never came", name(kind), finding));
    }
    return reasons;
}

std::vector<std::string> unexpected_classes(Classes expected, const Report& report) {
    std::vector<std::string> reasons;
    for (unsigned i = 0; i < class_count; ++i) {
        const auto value = static_cast<Class>(i);
        if (report.classes[i] == 0 || expected.contains(value)) continue;
        reasons.push_back(fmt::format("class {} ({} attempt{}) is not expected", name(value),
                                      report.classes[i], report.classes[i] == 1 ? "" : "s"));
    }
    return reasons;
}

std::vector<std::string> missing_classes(Classes expected, const Report& report) {
    std::vector<std::string> reasons;
    for (unsigned i = 0; i < class_count; ++i) {
        const auto value = static_cast<Class>(i);
        if (report.classes[i] != 0 || !expected.contains(value)) continue;
        reasons.push_back(fmt::format("class {} is expected and never came", name(value)));
    }
    return reasons;
}

std::vector<std::string> unexpected_wait(scenarios::Nanoseconds expected, const Report& report) {
    if (whole_ms(report.worst_wait) <= whole_ms(expected)) return {};
    return {fmt::format("worst wait {}ms, at most {}ms is expected", whole_ms(report.worst_wait),
                        whole_ms(expected))};
}

std::vector<std::string> missing_wait(scenarios::Nanoseconds expected, const Report& report) {
    if (whole_ms(report.worst_wait) >= whole_ms(expected)) return {};
    return {fmt::format("a wait of {}ms is expected and never came, the worst was {}ms", whole_ms(expected),
                        whole_ms(report.worst_wait))};
}

std::vector<std::string> missing_outcome(const Report& report) {
    const std::string& asked = report.request.trace_outcome;
    if (asked.empty() || report.outcomes.contains(asked)) return {};
    std::string reason = fmt::format("no execution has the outcome '{}'", asked);
    constexpr std::size_t most_named = 3;
    std::vector<std::pair<std::size_t, std::string_view>> others;
    for (const auto& [outcome, count] : report.outcomes) {
        others.emplace_back(edit_distance(asked, outcome), outcome);
    }
    std::sort(others.begin(), others.end());
    for (std::size_t i = 0; i < std::min(most_named, others.size()); ++i) {
        reason += fmt::format("{}'{}'", i == 0 ? "; the nearest: " : ", ", others[i].second);
    }
    return {reason};
}

Judgement judge(const Scenario& scenario, const Report& report) {
    Judgement judgement;
    judgement.verdict = verdict(report);
    judgement.failure = worst_failure(report);
    judgement.breaches = breaches(report);
    for (const Breach& breach : judgement.breaches) judgement.unexpected.push_back(breach.text);
    if (report.reached) judgement.unreached = unreached(scenario, report.request.setup, *report.reached);
    if (!report.request.policy.accept_unreached) append(judgement.unexpected, judgement.unreached);
    append(judgement.unexpected, missing_outcome(report));
    judgement.not_compared = differences_from_declared(scenario, report.request.setup);
    if (judgement.not_compared.empty()) {
        judgement.expectation = expected(scenario, report.request.setup);
        if (!judgement.expectation) {
            judgement.not_compared.emplace_back("the history says nothing about this revision");
        }
    }
    if (!judgement.expectation) {
        append(judgement.unexpected, unexpected_failures({}, report));
        return judgement;
    }
    const Expectation& expectation = *judgement.expectation;
    append(judgement.unexpected, unexpected_failures(expectation.failures(), report));
    append(judgement.unexpected, unexpected_classes(expectation.classes.may_come, report));
    append(judgement.unexpected, unexpected_wait(expectation.worst_wait.longest, report));
    // An expected result that a bounded search has not seen may come beyond the bound.
    std::vector<std::string>& missing = report.exhausted ? judgement.unexpected : judgement.not_seen;
    append(missing, missing_failures(expectation, report));
    append(missing, missing_classes(expectation.classes.come, report));
    if (expectation.worst_wait.comes) append(missing, missing_wait(expectation.worst_wait.longest, report));
    return judgement;
}

nlohmann::json result_json(const Report& report, const Judgement& judgement) {
    nlohmann::json json = report;
    // The steps are for --trace-json. A result has the token, which makes the steps again.
    for (nlohmann::json& trace : json["traces"]) {
        if (!trace.contains("execution")) continue;
        trace["replay"] = trace["execution"]["replay"];
        trace.erase("execution");
    }
    json["as_expected"] = judgement.as_expected();
    json["unexpected"] = judgement.unexpected;
    json["breaches"] = nlohmann::json::array();
    for (const Breach& breach : judgement.breaches) json["breaches"].push_back(breach.text);
    // `unreached` is what a reader wants to know of `reached`.
    json.erase("reached");
    json["unreached"] = judgement.unreached;
    json["not_seen"] = judgement.not_seen;
    json["not_compared"] = judgement.not_compared;
    json["expectation"] = expectation_json(judgement.expectation);
    return json;
}

}  // namespace tools
