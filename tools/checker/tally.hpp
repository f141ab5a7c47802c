// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Judges each execution of a search and adds the results up in a report.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lock/judge/judge.hpp"
#include "model/machine.hpp"
#include "tools/checker/names.hpp"
#include "tools/checker/to_judge.hpp"
#include "tools/protocol/report.hpp"

namespace tools {

class Tally {
  public:
    /// @param read_residue reads the state that the execution that has just ended left behind
    Tally(std::vector<model::LocationId> lock_words, std::function<void(Residue&)> read_residue);

    /// Judges every execution, even if an equivalent one has been judged. For tests.
    void judge_all() { judge_all_ = true; }

    /// Also keeps the shortest execution with this outcome.
    void keep_outcome(std::string outcome) { trace_outcome_ = std::move(outcome); }

    /// Also keeps the shortest execution of each breach of the policy.
    void keep_breaches(Policy policy) { policy_ = policy; }

    /// For a replay, which has one execution. Keeps the execution as an example of `what` if it shows `what`,
    /// and otherwise as an example of its outcome.
    void keep_as(std::string what) { keep_as_ = std::move(what); }
    /// For a replay of an example. Keeps the execution as this example, without a look at what it shows.
    void keep_example(const ExampleKey& key) { kept_example_ = key; }
    /// Begins to count anew. The judgements are kept: an execution that is judged the same as one of an
    /// earlier unit needs no judgement.
    /// @param longest executions longer than this are no examples
    void begin_unit(const std::vector<std::pair<ExampleKey, std::uint64_t>>& longest);
    /// Counts the sites that each execution reaches. This needs the record of each execution.
    void keep_coverage() { coverage_.emplace(); }
    /// Counts executions with races of plain accesses. This needs the record of each execution.
    void keep_plain_races() { plain_races_.emplace(); }
    /// Keeps the sites that at least one execution has reached.
    void keep_reached() { reached_.emplace(); }
    /// Also keeps the shortest execution of each symptom. A symptom depends on the site at which an interrupt
    /// arrives, and skeletons do not contain this site. So every execution is judged.
    void keep_symptoms() {
        keep_symptoms_ = true;
        judge_all_ = true;
    }

    void add(model::FinishedExecution& finished);

    /// Fills in the counts and the traces.
    void write_to(Report& report, const Names& names) const;
    /// Fills in the counts, and the examples from which traces can be made.
    void write_to(Report& report, UnitResult& unit) const;

  private:
    /// The shortest execution so far that shows something.
    struct Shortest {
        std::string outcome;
        rqspinlock::judge::Failures failures;
        model::Execution execution;
        std::uint64_t switches = 0;
        UnitExample example;                                             ///< without its candidates
        std::uint64_t longest = 0;                                       ///< a longer execution is no example
        std::vector<std::pair<Candidate, model::Decisions>> candidates;  ///< the last one is the best
    };
    /// The properties that executions with the same outcome and failures share.
    struct Summary {
        std::string outcome;
        rqspinlock::judge::Failures failures;
        std::array<std::uint32_t, rqspinlock::judge::class_count> classes{};
        std::uint64_t worst_wait = 0;
        bool complete = false;
        std::uint64_t executions = 0;
        std::vector<Shortest*> examples;  ///< the examples for which they are candidates
    };

    struct LowHalf {
        std::size_t operator()(const model::Hash& hash) const { return hash.low; }
    };

    /// The judgement of an execution, and what decides whether another execution is judged the same.
    struct Judged {
        std::size_t summary;
        rqspinlock::judge::Basis basis;
    };

    const Judged* find(model::Hash key) const;
    void remember(model::Hash key, Judged judged);
    Judged judge(model::FinishedExecution& finished);
    Shortest& shortest(const ExampleKey& key);
    void prepare(Shortest& shortest, const ExampleKey& key) const;
    std::vector<Shortest*> examples_for(const rqspinlock::judge::JudgedExecution& judged,
                                        const std::string& outcome);
    static void keep(const Summary& summary, model::FinishedExecution& finished);
    static void keep_if_better(Shortest& shortest, const Summary& summary,
                               model::FinishedExecution& finished);
    static Trace trace_of(const Shortest& shortest, const Report& report, const Names& names);
    void write_counts_to(Report& report) const;

    std::vector<model::LocationId> lock_words_;
    std::function<void(Residue&)> read_residue_;
    Residue residue_;
    std::vector<Summary> summaries_;
    std::map<std::string, std::size_t> summary_by_key_;
    bool judge_all_ = false;
    /// The executions judged so far, by skeleton. If a judgement depended on the order, the entry only says
    /// so, and the judgement is found by the ordered skeleton.
    std::unordered_map<model::Hash, Judged, LowHalf> judged_;
    std::map<ExampleKey, Shortest> examples_;
    std::map<ExampleKey, std::uint64_t> longest_;
    bool keep_symptoms_ = false;
    std::optional<ExampleKey> kept_example_;
    std::string trace_outcome_;
    std::string keep_as_;
    Policy policy_;
    std::optional<Coverage> coverage_;
    std::optional<std::map<std::string, std::uint64_t>> plain_races_;
    std::optional<model::Reached> reached_;
};

}  // namespace tools
