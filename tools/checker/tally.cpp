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
#include "tools/support/base64url.hpp"
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

void Tally::begin_unit(const std::vector<std::pair<ExampleKey, std::uint64_t>>& longest) {
    longest_ = {longest.begin(), longest.end()};
    for (auto& [key, shortest] : examples_) {
        shortest = {};
        prepare(shortest, key);
    }
    for (Summary& summary : summaries_) summary.executions = 0;
    if (coverage_) coverage_.emplace();
    if (plain_races_) plain_races_.emplace();
    if (reached_) reached_.emplace();
}

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
            keep_if_better(shortest({symptom.first, true, symptom.second}), summary, finished);
        }
    }
    return {entry->second, judged.basis};
}

Tally::Shortest& Tally::shortest(const ExampleKey& key) {
    const auto [entry, is_new] = examples_.try_emplace(key);
    if (is_new) prepare(entry->second, key);
    return entry->second;
}

void Tally::prepare(Shortest& shortest, const ExampleKey& key) const {
    shortest.example.key = key;
    const auto longest = longest_.find(key);
    shortest.longest = longest == longest_.end() ? ~std::uint64_t{0} : longest->second;
}

/// The examples for which an execution with this judgement is a candidate.
std::vector<Tally::Shortest*> Tally::examples_for(const judge::JudgedExecution& judged,
                                                  const std::string& outcome) {
    if (kept_example_) return {&shortest(*kept_example_)};
    if (!keep_as_.empty()) {
        return {&shortest({shows(judged, keep_as_) ? keep_as_ : std::string(outcome_trace)})};
    }
    std::set<std::string> of;
    for (const std::string& kind : names_of(judged.failures)) of.insert(kind);
    for (const judge::JudgedAttempt& attempt : judged.attempts) {
        const bool is_kept = attempt.what != judge::Class::acquired || policy_.fail_on.contains(attempt.what);
        if (!attempt.stuck && is_kept) of.emplace(name(attempt.what));
    }
    if (!policy_.allows_wait(judged.worst_wait)) of.emplace(wait_trace);
    if (outcome == trace_outcome_) of.emplace(outcome_trace);
    std::vector<Shortest*> examples;
    for (const std::string& what : of) examples.push_back(&shortest({what}));
    return examples;
}

void Tally::keep(const Summary& summary, model::FinishedExecution& finished) {
    for (Shortest* const shortest : summary.examples) keep_if_better(*shortest, summary, finished);
}

void Tally::keep_if_better(Shortest& shortest, const Summary& summary, model::FinishedExecution& finished) {
    const std::uint64_t length = length_of(finished.size());
    UnitExample& example = shortest.example;
    if (length > shortest.longest) return;
    const bool is_equal = example.length == length;
    if (is_equal && example.met == most_compared) return;
    shortest.longest = length;
    const model::Execution& record = finished.record();
    const std::uint64_t switches = model::few_switches(record);
    if (!is_equal) {
        example.length = length;
        example.met = 0;
        shortest.candidates.clear();
    }
    const std::uint64_t number = example.met++;
    if (is_equal && switches >= shortest.switches) return;
    shortest.outcome = summary.outcome;
    shortest.failures = summary.failures;
    shortest.execution = record;
    shortest.switches = switches;
    shortest.candidates.push_back({{number, switches, {}}, finished.decisions()});
}

Trace Tally::trace_of(const Shortest& shortest, const Report& report, const Names& names) {
    const std::string& what = shortest.example.key.what;
    ExecutionTrace execution;
    execution.what = what;
    execution.outcome = shortest.outcome;
    execution.setup = report.request.setup;
    execution.engine = report.engine;
    execution.failures = names_of(shortest.failures);
    add_steps(execution, shortest.execution, names);
    const model::Decisions& decisions = shortest.candidates.back().second;
    if (!decisions.empty()) {
        // A token stores no limit of waits, so the token of a long wait shows the execution's outcome again.
        const std::string shown(what == wait_trace ? outcome_trace : what);
        execution.replay =
            token_text({report.request.setup, shown, fingerprint(execution), packed(decisions)});
    }
    // Of equally long examples, the one with fewer switches is the shorter one.
    constexpr std::uint64_t most_switches = 1000;
    const std::uint64_t length =
        shortest.example.length * most_switches + std::min(shortest.switches, most_switches - 1);
    std::string text = trace_text(execution);
    return {what, shortest.outcome, std::move(text), length, std::move(execution)};
}

void Tally::write_counts_to(Report& report) const {
    for (const Summary& summary : summaries_) {
        if (summary.executions == 0) continue;  // of another unit
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
}

void Tally::write_to(Report& report, const Names& names) const {
    write_counts_to(report);
    for (const auto& [key, shortest] : examples_) {
        if (shortest.candidates.empty()) continue;  // of another unit
        Trace trace = trace_of(shortest, report, names);
        if (key.is_symptom) {
            report.symptoms.push_back({key.where, std::move(trace)});
        } else {
            report.traces.push_back(std::move(trace));
        }
    }
}

void Tally::write_to(Report& report, UnitResult& unit) const {
    write_counts_to(report);
    for (const auto& [key, shortest] : examples_) {
        if (shortest.candidates.empty()) continue;  // of another unit, or a shorter one is known
        UnitExample example = shortest.example;
        for (const auto& [candidate, decisions] : shortest.candidates) {
            example.candidates.push_back(candidate);
            example.candidates.back().decisions = base64url(packed(decisions));
        }
        unit.examples.push_back(std::move(example));
    }
}

}  // namespace tools
