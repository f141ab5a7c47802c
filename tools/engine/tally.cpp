// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/engine/tally.hpp"

#include <algorithm>
#include <utility>

#include "lock/judge/judge.hpp"
#include "model/mix.hpp"
#include "model/sequence.hpp"
#include "tools/engine/coverage.hpp"
#include "tools/engine/packed_decisions.hpp"
#include "tools/engine/symptoms.hpp"
#include "tools/engine/to_trace.hpp"
#include "tools/trace/sources.hpp"
#include "tools/trace/token.hpp"
#include "tools/trace/trace_text.hpp"

namespace tools {
namespace {

namespace judge = rqspinlock::judge;

/// Judged graphs are forgotten beyond this many, so that memory stays bounded.
constexpr std::size_t memory_limit = 4'000'000;

std::string key_of(const judge::Verdict& verdict, const std::string& outcome) {
    std::string key = outcome + '|';
    for (unsigned kind = 0; kind < judge::failure_count; ++kind) {
        key += verdict.failures.contains(static_cast<judge::FailureKind>(kind)) ? '1' : '0';
    }
    return key + '|' + std::to_string(verdict.worst_wait);
}

model::Fingerprint key_of(model::Fingerprint skeleton, const Residue& residue) {
    for (const auto* values : {&residue.words, &residue.held_counts, &residue.node_counts}) {
        for (const std::uint32_t value : *values) model::absorb(skeleton, value);
    }
    return skeleton;
}

/// Few interrupts first, and waits of slow CPUs, then few events: what a reader has to walk.
std::size_t length_of(const model::Execution& execution) {
    constexpr std::size_t weight_of_an_interrupt = 10'000;
    std::size_t length = 0;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        for (const model::Event& event : execution.cpu[cpu].events) {
            ++length;
            if (event.is_interrupt() || event.operation == model::Operation::slow)
                length += weight_of_an_interrupt;
        }
    }
    return length;
}

/// Of so many executions of the same length the one with the fewest switches between CPUs is kept.
constexpr unsigned most_compared = 1000;

/// Does it have this kind of failure, or an attempt of this class?
bool shows(const judge::Verdict& verdict, const std::string& what) {
    for (unsigned kind = 0; kind < judge::failure_count; ++kind) {
        if (judge::failure_names[kind] == what) {
            return verdict.failures.contains(static_cast<judge::FailureKind>(kind));
        }
    }
    return std::any_of(
        verdict.attempts.begin(), verdict.attempts.end(),
        [&](const judge::JudgedAttempt& attempt) { return !attempt.stuck && name(attempt.what) == what; });
}

std::vector<std::string> names_of(judge::Failures failures) {
    std::vector<std::string> names;
    for (unsigned kind = 0; kind < judge::failure_count; ++kind) {
        if (failures.contains(static_cast<judge::FailureKind>(kind))) {
            names.emplace_back(judge::failure_names[kind]);
        }
    }
    return names;
}

}  // namespace

Tally::Tally(std::vector<model::LocationId> lock_words, std::function<void(Residue&)> read_residue)
    : lock_words_(std::move(lock_words)), read_residue_(std::move(read_residue)) {}

void Tally::add(model::FinishedExecution& finished) {
    if (coverage_) count(finished.record(), *coverage_);
    read_residue_(residue_);
    const model::Fingerprint key = key_of(finished.skeleton(), residue_);
    const auto known = judged_.find(key);
    if (known != judged_.end() && !judge_all_) {
        ++summaries_[known->second].executions;
        return;
    }
    const Judged judged = judge(finished);
    ++summaries_[judged.summary].executions;
    if (judged.asked_order && !finished.skeleton_is_all()) return;
    if (judged_.size() >= memory_limit) judged_.clear();
    judged_.emplace(key, judged.summary);
}

Tally::Judged Tally::judge(model::FinishedExecution& finished) {
    const model::Execution& execution = finished.record();
    const judge::Execution converted = to_judge(execution, lock_words_, residue_);
    const judge::Verdict verdict = judge::judge(converted);
    const std::string outcome = judge::outcome(converted, verdict);

    const auto keep = [&](Example& example) { keep_if_better(example, outcome, verdict.failures, finished); };
    if (!keep_as_.empty()) {
        keep(examples_[shows(verdict, keep_as_) ? keep_as_ : std::string(outcome_trace)]);
    } else {
        for (const std::string& kind : names_of(verdict.failures)) keep(examples_[kind]);
        for (const judge::JudgedAttempt& judged : verdict.attempts) {
            if (!judged.stuck && judged.what != judge::Class::acquired) {
                keep(examples_[std::string(name(judged.what))]);
            }
        }
        if (outcome == trace_outcome_) keep(examples_[std::string(outcome_trace)]);
    }
    if (keep_symptoms_) {
        for (const auto& symptom : symptoms_of(execution, verdict)) keep(symptoms_[symptom]);
    }

    const auto [entry, is_new] = summary_by_key_.emplace(key_of(verdict, outcome), summaries_.size());
    if (is_new) {
        summaries_.push_back({outcome, verdict.failures, verdict.count_classes(), verdict.worst_wait,
                              execution.complete(), 0});
    }
    return {entry->second, verdict.asked_order};
}

void Tally::keep_if_better(Example& example, const std::string& outcome, judge::Failures failures,
                           model::FinishedExecution& finished) {
    const model::Execution& record = finished.record();
    const std::size_t length = length_of(record);
    const bool is_equal = example.length == length;
    if (example.length != 0 && example.length < length) return;
    if (is_equal && example.compared == most_compared) return;
    const std::size_t switches = model::few_switches(record);
    example.compared = is_equal ? example.compared + 1 : 0;
    if (is_equal && switches >= example.switches) return;
    example.outcome = outcome;
    example.failures = failures;
    example.execution = record;
    example.decisions = finished.decisions();
    example.length = length;
    example.switches = switches;
}

Trace Tally::trace_of(const std::string& what, const Example& example, const Report& report,
                      const Names& names) {
    const std::uint32_t sources = sources_of(report.request.scenario);
    ExecutionTrace execution;
    execution.what = what;
    execution.outcome = example.outcome;
    execution.request = machine_of(report.request);
    execution.engine = report.engine;
    execution.sources = sources_text(sources);
    execution.failures = names_of(example.failures);
    if (!example.decisions.empty()) {
        execution.replay = token_text({report.request, what, sources, packed(example.decisions)});
    }
    add_steps(execution, example.execution, names);
    // Among equal lengths, parts of a parallel search go on comparing switches.
    constexpr std::size_t most_switches = 1000;
    const std::size_t length = example.length * most_switches + std::min(example.switches, most_switches - 1);
    std::string text = trace_text(execution);
    return {what, example.outcome, std::move(text), length, std::move(execution)};
}

void Tally::write_to(Report& report, const Names& names) const {
    for (const Summary& summary : summaries_) {
        report.executions += summary.executions;
        if (summary.complete) report.complete += summary.executions;
        for (unsigned i = 0; i < judge::class_count; ++i) {
            report.classes[i] += summary.classes[i] * summary.executions;
        }
        for (unsigned i = 0; i < judge::failure_count; ++i) {
            if (summary.failures.contains(static_cast<judge::FailureKind>(i))) {
                report.failures[i] += summary.executions;
            }
        }
        report.worst_wait = std::max(report.worst_wait, summary.worst_wait);
        report.outcomes[summary.outcome] += summary.executions;
    }
    report.coverage = coverage_;
    for (const auto& [what, example] : examples_) {
        report.traces.push_back(trace_of(what, example, report, names));
    }
    for (const auto& [symptom, example] : symptoms_) {
        report.symptoms.push_back({symptom.second, trace_of(symptom.first, example, report, names)});
    }
}

}  // namespace tools
