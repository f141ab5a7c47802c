// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The runs that were made, and the exit code that they come to.

#include <string>
#include <vector>

#include "scenarios/framework/scenario.hpp"
#include "tools/report/judgement.hpp"
#include "tools/report/report.hpp"

namespace tools {

struct Result {
    const scenarios::Scenario* scenario;
    Report report;
    Judgement judgement;
};

/// @param cut_short not all runs were made: Ctrl-C
int exit_code(const std::vector<const Result*>& results, bool cut_short, bool accept_bounded);

/// The array of `--json`.
std::string json_text(const std::vector<const Result*>& results);

}  // namespace tools
