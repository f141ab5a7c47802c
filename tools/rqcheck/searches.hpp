// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Runs requests one after the other on one engine.

#include <cstddef>
#include <optional>

#include "tools/rqcheck/engine_process.hpp"
#include "tools/rqcheck/plan.hpp"
#include "tools/rqcheck/progress_line.hpp"
#include "tools/rqcheck/result.hpp"
#include "tools/rqcheck/search_options.hpp"

namespace tools {

class Searches {
  public:
    /// Throws `EngineError`.
    Searches(const SearchOptions& options, const Plan& plan);

    /// nullopt: interrupted, now or before. Throws `EngineError`.
    std::optional<Result> run(const scenarios::Scenario& scenario, const Request& request);

  private:
    EngineProcess engine_;
    ProgressLine line_;
};

}  // namespace tools
