// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Makes the searches of a plan, on as many workers as the options say. Requests for a lock with a user's own
/// change, or with faults, run on an engine that has this lock.

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "tools/campaign/state_folder.hpp"
#include "tools/client/engine_error.hpp"
#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/progress_line.hpp"
#include "tools/rqcheck/search/result.hpp"
#include "tools/rqcheck/search/search_options.hpp"
#include "tools/rqcheck/search/search_queue.hpp"
#include "tools/variant/engine_for.hpp"

namespace tools {

class Searches {
  public:
    /// Gets the results in the order of the plan. nullopt: a signal stopped the command, or the engine
    /// refused the run or died, and the run is then in `not_run`.
    using TakeResult = std::function<void(std::size_t row, std::size_t column, std::optional<Result> result)>;

    /// Builds the locks with the user's own changes, and opens the state folder. Throws `EngineError`,
    /// `UsageError` and `NotDone`.
    Searches(const SearchOptions& options, const Plan& plan)
        : Searches(options, plan, plan.rows.size() * plan.revisions.size()) {}
    /// @param runs the number of searches, for the progress line; 0: not known
    Searches(const SearchOptions& options, const Plan& plan, std::size_t runs);

    /// Makes all searches of a plan.
    void run_all(const Plan& plan, const TakeResult& take);

    /// Makes one search. @return as for `TakeResult`
    std::optional<Result> run(const scenarios::Scenario& scenario, const Request& request);

    const std::vector<NotRun>& not_run() const { return not_run_; }
    /// Throws the first refusal or death as an `EngineError` if no run was made and there is one.
    void require_any(bool made) const;

  private:
    void add(const Request& request, SearchQueue::Finished finished);
    void run_queue();
    std::optional<Result> result_of(const scenarios::Scenario& scenario, const Request& request,
                                    SearchOutcome outcome);

    EnginesByLock engines_;
    std::optional<StateFolder> state_;
    SearchQueue queue_;
    ProgressLine line_;
    std::size_t done_ = 0;
    std::vector<NotRun> not_run_;
    std::optional<Answer> first_failure_;
};

}  // namespace tools
