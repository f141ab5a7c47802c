// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Two revisions beside each other: where their verdicts, classes and waits differ.

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

/// The differences in words: "verdict: pass before, FAIL stuck after". Empty: there is none. Outcomes and the
/// number of executions do not count.
std::vector<std::string> differences(const Pair& pair);

/// A search of the two did not end by itself: more could differ.
bool is_bounded(const Pair& pair);

/// The scenarios that differ, each with an execution that only one of the two has.
std::string diff_text(const std::vector<Pair>& pairs, const Paint& paint,
                      std::optional<std::size_t> page = {});
std::string diff_json(const std::vector<Pair>& pairs);

}  // namespace tools
