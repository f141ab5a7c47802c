// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The differences between the verdicts, classes and waits of two revisions.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/terminal.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// One scenario on two revisions, "before" and "after".
struct Pair {
    const Result* before;
    const Result* after;
};

/// The differences in words: "verdict: pass before, FAIL stuck after"; empty: there are none. Outcomes and
/// the number of executions do not count.
std::vector<std::string> differences(const Pair& pair);

/// Did one of the two searches not end by itself? Then there may be more differences.
bool is_bounded(const Pair& pair);

/// The scenarios that differ, each with an execution that only one of the two revisions has.
std::string diff_text(const std::vector<Pair>& pairs, const Paint& paint,
                      std::optional<std::size_t> page = {});
std::string diff_json(const std::vector<Pair>& pairs);

}  // namespace tools
