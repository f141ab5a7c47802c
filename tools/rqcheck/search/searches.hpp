// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Runs requests one after the other on one engine; those of a lock with a user's own change, or with faults,
/// on an engine of its own.

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
    /// Builds the locks with changes of the user's own. Throws `EngineError`, `UsageError` and `NotDone`.
    Searches(const SearchOptions& options, const Plan& plan)
        : Searches(options, plan, plan.rows.size() * plan.revisions.size()) {}
    /// @param runs how many searches there will be, for the progress line; 0: not known
    Searches(const SearchOptions& options, const Plan& plan, std::size_t runs);

    /// nullopt: stopped, now or before, or the engine refuses: then it is one of `not_run`. Throws
    /// `EngineError`.
    std::optional<Result> run(const scenarios::Scenario& scenario, const Request& request);

    const std::vector<NotRun>& not_run() const { return not_run_; }
    /// Where nothing was run at all, the first refusal is what there is to say.
    /// Throws `EngineRefusal`.
    void require_any(bool made) const;

  private:
    EnginesByLock engines_;
    ProgressLine line_;
    std::vector<NotRun> not_run_;
    std::optional<EngineRefusal> first_refusal_;
};

}  // namespace tools
