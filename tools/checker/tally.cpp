// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/tally.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "model/mix.hpp"
#include "model/sequence.hpp"
#include "tools/checker/coverage.hpp"
#include "tools/checker/packed_decisions.hpp"
#include "tools/checker/plain_race_counts.hpp"
#include "tools/checker/symptoms.hpp"
#include "tools/checker/to_trace.hpp"
#include "tools/trace/fingerprint.hpp"
#include "tools/trace/token.hpp"
#include "tools/trace/trace_text.hpp"

namespace tools {
namespace {

namespace judge = rqspinlock::judge;

/// Beyond this number, judged graphs are forgotten, so that memory stays bounded.
constexpr std::size_t memory_limit = 4'000'000;

std::string key_of(const judge::JudgedExecution& judged, const std::string& outcome) {
    std::string key = outcome + '|';
    for (unsigned kind = 0; kind < judge::failure_count; ++kind) {
        key += judged.failures.contains(static_cast<judge::FailureKind>(kind)) ? '1' : '0';
    }
    return key + '|' + std::to_string(judged.worst_wait);
}

model::Hash key_of(model::Hash skeleton, const Residue& residue) {
    for (const auto* values : {&residue.words, &residue.held_counts, &residue.node_counts}) {
        for (const std::uint32_t value : *values) model::absorb(skeleton, value);
    }
    return skeleton;
}

/// The length that a reader has to go through. Interrupts and waits of slow CPUs count most, then events.
std::size_t length_of(model::RecordSize size) {
    constexpr std::size_t weight_of_an_interrupt = 10'000;
    return size.events + size.interruptions * weight_of_an_interrupt;
}

/// Among this many executions of the same length, the one with the fewest switches between CPUs is kept.
constexpr unsigned most_compared = 1000;

/// Does the execution have this kind of failure, or an attempt of this class?
bool shows(const judge::JudgedExecution& judged, const std::string& what) {
    for (unsigned kind = 0; kind < judge::failure_count; ++kind) {
        if (judge::failure_names[kind] == what) {
            return judged.failures.contains(static_cast<judge::FailureKind>(kind));
        }
    }
    return std::any_of(
        judged.attempts.begin(), judged.attempts.end(),
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

ReachedSites reached_sites(const model::Reached& reached) {
    ReachedSites sites;
    const auto copy = [](std::bitset<site_count>& to, const std::bitset<model::max_sites>& from) {
        for (std::size_t site = 0; site < site_count; ++site) to[site] = from[site];
    };
    copy(sites.sites, reached.sites);
    copy(sites.interrupted[static_cast<unsigned>(scenarios::Interrupt::nmi)], reached.nmi);
    copy(sites.interrupted[static_cast<unsigned>(scenarios::Interrupt::hardirq)], reached.hardirq);
    copy(sites.interrupted[static_cast<unsigned>(scenarios::Interrupt::softirq)], reached.softirq);
    return sites;
}

}  // namespace

Tally::Tally(std::vector<model::LocationId> lock_words, std::function<void(Residue&)> read_residue)
    : lock_words_(std::move(lock_words)), read_residue_(std::move(read_residue)) {}

void Tally::add(model::FinishedExecution& finished) {
    if (coverage_) count(finished.record(), *coverage_);
    if (plain_races_) count_plain_races(finished.record(), *plain_races_);
    if (reached_) finished.add_to(*reached_);
    read_residue_(residue_);
    const model::Hash key = key_of(finished.skeleton(), residue_);
    const Judged* known = find(key);
    std::optional<model::Hash> ordered;
    if (known != nullptr && known->basis == judge::Basis::order) {
        ordered = finished.ordered_skeleton();
        known = ordered ? find(key_of(*ordered, residue_)) : nullptr;
    }
    if (known != nullptr) {
        Summary& summary = summaries_[known->summary];
        ++summary.executions;
        if (!finished.skeleton_is_all()) keep(summary, finished);
        return;
    }

    const Judged judged = judge(finished);
    ++summaries_[judged.summary].executions;
    if (judge_all_) return;
    if (judged.basis == judge::Basis::notes || finished.skeleton_is_all()) {
        remember(key, {judged.summary, judge::Basis::notes});
        return;
    }
    if (judged.basis == judge::Basis::all) return;
    if (!ordered) ordered = finished.ordered_skeleton();
    remember(key, judged);
    if (ordered) remember(key_of(*ordered, residue_), {judged.summary, judge::Basis::notes});
}

const Tally::Judged* Tally::find(model::Hash key) const {
    const auto found = judged_.find(key);
    return found == judged_.end() ? nullptr : &found->second;
}

void Tally::remember(model::Hash key, Judged judged) {
    if (judged_.size() >= memory_limit) judged_.clear();
    judged_.emplace(key, judged);
}

Tally::Judged Tally::judge(model::FinishedExecution& finished) {
    const model::Execution& execution = finished.record();
    const judge::Execution converted = to_judge(execution, lock_words_, residue_);
    const judge::JudgedExecution judged = judge::judge(converted);
    const std::string outcome = judge::outcome(converted, judged);

    const auto [entry, is_new] = summary_by_key_.emplace(key_of(judged, outcome), summaries_.size());
    if (is_new) {
        summaries_.push_back({outcome, judged.failures, judged.count_classes(), judged.worst_wait,
                              execution.complete(), 0, examples_for(judged, outcome)});
    }
    const Summary& summary = summaries_[entry->second];
    keep(summary, finished);
    if (keep_symptoms_) {
        for (const auto& symptom : symptoms_of(execution, judged, policy_)) {
            keep_if_better(symptoms_[symptom], summary, finished);
        }
    }
    return {entry->second, judged.basis};
}

/// The examples for which an execution with this judgement is a candidate.
std::vector<Tally::Example*> Tally::examples_for(const judge::JudgedExecution& judged,
                                                 const std::string& outcome) {
    if (!keep_as_.empty()) {
        return {&examples_[shows(judged, keep_as_) ? keep_as_ : std::string(outcome_trace)]};
    }
    std::set<std::string> of;
    for (const std::string& kind : names_of(judged.failures)) of.insert(kind);
    for (const judge::JudgedAttempt& attempt : judged.attempts) {
        const bool is_kept = attempt.what != judge::Class::acquired || policy_.fail_on.contains(attempt.what);
        if (!attempt.stuck && is_kept) of.emplace(name(attempt.what));
    }
    if (!policy_.allows_wait(judged.worst_wait)) of.emplace(wait_trace);
    if (outcome == trace_outcome_) of.emplace(outcome_trace);
    std::vector<Example*> examples;
    for (const std::string& what : of) examples.push_back(&examples_[what]);
    return examples;
}

void Tally::keep(const Summary& summary, model::FinishedExecution& finished) {
    for (Example* const example : summary.examples) keep_if_better(*example, summary, finished);
}

void Tally::keep_if_better(Example& example, const Summary& summary, model::FinishedExecution& finished) {
    const std::size_t length = length_of(finished.size());
    const bool is_equal = example.length == length;
    if (example.length != 0 && example.length < length) return;
    if (is_equal && example.compared == most_compared) return;
    const model::Execution& record = finished.record();
    const std::size_t switches = model::few_switches(record);
    example.compared = is_equal ? example.compared + 1 : 0;
    if (is_equal && switches >= example.switches) return;
    example.outcome = summary.outcome;
    example.failures = summary.failures;
    example.execution = record;
    example.decisions = finished.decisions();
    example.length = length;
    example.switches = switches;
}

Trace Tally::trace_of(const std::string& what, const Example& example, const Report& report,
                      const Names& names) {
    ExecutionTrace execution;
    execution.what = what;
    execution.outcome = example.outcome;
    execution.setup = report.request.setup;
    execution.engine = report.engine;
    execution.failures = names_of(example.failures);
    add_steps(execution, example.execution, names);
    if (!example.decisions.empty()) {
        // A token stores no limit of waits, so the token of a long wait shows the execution's outcome again.
        const std::string shown(what == wait_trace ? outcome_trace : what);
        execution.replay =
            token_text({report.request.setup, shown, fingerprint(execution), packed(example.decisions)});
    }
    // The reports of a parallel search are compared by this length: equally long examples differ
    // by their switches.
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
    report.plain_races = plain_races_;
    if (reached_) report.reached = reached_sites(*reached_);
    for (const auto& [what, example] : examples_) {
        report.traces.push_back(trace_of(what, example, report, names));
    }
    for (const auto& [symptom, example] : symptoms_) {
        report.symptoms.push_back({symptom.second, trace_of(symptom.first, example, report, names)});
    }
}

}  // namespace tools
