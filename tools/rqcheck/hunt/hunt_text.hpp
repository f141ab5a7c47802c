// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The output of `hunt` about one revision.

#include <string>
#include <vector>

#include "tools/cli/terminal.hpp"
#include "tools/rqcheck/hunt/hunt_result.hpp"
#include "tools/rqcheck/search/policy_options.hpp"

namespace tools {

/// The options of a hunt that are the same for all revisions.
struct HuntQuestion {
    ProgramBounds bounds;
    std::uint64_t programs = 0;  ///< limit of the programs of a size; 0: no limit
    std::uint64_t seed = 0;
    Request common;  ///< the common part of all explorations
    PolicyOptions policy;
    std::optional<double> seconds;
    bool trace = false;
};

std::string hunt_text(const HuntResult& result, const HuntQuestion& question, const Paint& paint);

/// The array of `--json`.
std::string json_text(const std::vector<HuntResult>& results, const HuntQuestion& question);

}  // namespace tools
