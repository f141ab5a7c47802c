// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Runs requests one after the other on one engine.

#include <cstddef>
#include <optional>
#include <vector>

#include "tools/client/engine_process.hpp"
#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/progress_line.hpp"
#include "tools/rqcheck/search/result.hpp"
#include "tools/rqcheck/search/search_options.hpp"

namespace tools {

class Searches {
  public:
    /// Throws `EngineError`.
    Searches(const SearchOptions& options, const Plan& plan);

    /// nullopt: stopped, now or before, or the engine refuses: then it is one of `not_run`. Throws
    /// `EngineError`.
    std::optional<Result> run(const scenarios::Scenario& scenario, const Request& request);

    const std::vector<NotRun>& not_run() const { return not_run_; }
    /// Where nothing was run at all, the first refusal is what there is to say.
    /// Throws `EngineRefusal`.
    void require_any(bool made) const;

  private:
    EngineProcess engine_;
    ProgressLine line_;
    std::vector<NotRun> not_run_;
    std::optional<EngineRefusal> first_refusal_;
};

}  // namespace tools
