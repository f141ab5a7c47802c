// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Runs requests one after the other on one engine. Requests for a lock with a user's own change, or with
/// faults, run on another engine that has this lock.

#include <cstddef>
#include <optional>
#include <vector>

#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/progress_line.hpp"
#include "tools/rqcheck/search/result.hpp"
#include "tools/rqcheck/search/search_options.hpp"
#include "tools/variant/engine_for.hpp"

namespace tools {

class Searches {
  public:
    /// Builds the locks with the user's own changes. Throws `EngineError`, `UsageError` and `NotDone`.
    Searches(const SearchOptions& options, const Plan& plan)
        : Searches(options, plan, plan.rows.size() * plan.revisions.size()) {}
    /// @param runs the number of searches, for the progress line; 0: not known
    Searches(const SearchOptions& options, const Plan& plan, std::size_t runs);

    /// @return nullopt: Ctrl-C stopped the command, or the engine refused the run, which is then in `not_run`
    /// @throw EngineError
    std::optional<Result> run(const scenarios::Scenario& scenario, const Request& request);

    const std::vector<NotRun>& not_run() const { return not_run_; }
    /// Throws the first refusal as an `EngineRefusal` if no run was made and there is one.
    void require_any(bool made) const;

  private:
    EnginesByLock engines_;
    ProgressLine line_;
    std::vector<NotRun> not_run_;
    std::optional<EngineRefusal> first_refusal_;
};

}  // namespace tools
