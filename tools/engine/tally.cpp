// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/engine/tally.hpp"

#include <algorithm>
#include <utility>

#include "lock/judge/judge.hpp"
#include "model/mix.hpp"
#include "tools/engine/coverage.hpp"
#include "tools/engine/symptoms.hpp"
#include "tools/engine/trace_text.hpp"

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

/// Few interrupts first, then few events: what a reader has to walk.
std::size_t length_of(const model::Execution& execution) {
    constexpr std::size_t weight_of_an_interrupt = 10'000;
    std::size_t length = 0;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        for (const model::Event& event : execution.cpu[cpu].events) {
            ++length;
            const bool is_interrupt =
                event.operation == model::Operation::enter && event.context != model::ContextKind::trace;
            if (is_interrupt) length += weight_of_an_interrupt;
        }
    }
    return length;
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

    for (unsigned kind = 0; kind < judge::failure_count; ++kind) {
        if (verdict.failures.contains(static_cast<judge::FailureKind>(kind))) {
            keep(examples_[std::string(judge::failure_names[kind])], outcome, finished);
        }
    }
    for (const judge::JudgedAttempt& judged : verdict.attempts) {
        if (!judged.stuck && judged.what != judge::Class::acquired) {
            keep(examples_[std::string(name(judged.what))], outcome, finished);
        }
    }

    if (outcome == trace_outcome_) keep(examples_["with this outcome"], outcome, finished);
    if (keep_symptoms_) {
        for (const auto& symptom : symptoms_of(execution, verdict))
            keep(symptoms_[symptom], outcome, finished);
    }

    const auto [entry, is_new] = summary_by_key_.emplace(key_of(verdict, outcome), summaries_.size());
    if (is_new) {
        summaries_.push_back({outcome, verdict.failures, verdict.count_classes(), verdict.worst_wait,
                              execution.complete(), 0});
    }
    return {entry->second, verdict.asked_order};
}

void Tally::keep(Example& example, const std::string& outcome, model::FinishedExecution& finished) {
    const std::size_t length = length_of(finished.record());
    if (example.length != 0 && example.length <= length) return;
    example = {outcome, finished.to_show(), length};
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
    const auto trace = [&](const std::string& what, const Example& example) {
        return Trace{what, example.outcome, trace_text(example.execution, names), example.length};
    };
    for (const auto& [what, example] : examples_) report.traces.push_back(trace(what, example));
    for (const auto& [symptom, example] : symptoms_) {
        report.symptoms.push_back({symptom.second, trace(symptom.first, example)});
    }
}

}  // namespace tools
