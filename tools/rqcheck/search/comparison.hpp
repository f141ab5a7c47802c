// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What two engines found in the same question. Relacy's executions are among those of the native engine, so
/// what relacy finds, native has to find.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// What a search found and another one did not, each in the order of the report.
struct Difference {
    std::vector<std::string> failures;
    std::vector<std::string> classes;
    std::vector<std::string> outcomes;
    std::uint64_t worst_wait = 0;  ///< ns, if it is longer than the other's in whole milliseconds; else 0

    bool empty() const;
};

/// What `finder` has and `other` has not. How often does not count: engines divide executions differently.
Difference found_only_by(const Report& finder, const Report& other);

/// What was found, or not, and how far native looked.
enum class Agreement : std::uint8_t {
    agreed,     ///< native finds all that relacy finds
    bounded,    ///< the same, or not even that, but native did not look everywhere
    disagreed,  ///< relacy finds what native does not, in all of its executions
};

struct Comparison {
    Result native;
    Result relacy;
    Difference only_native;
    Difference only_relacy;
    Agreement agreement;
};

/// What cannot be compared, because an engine cannot run it.
struct NotCompared {
    std::optional<Result> native;  ///< if it is relacy that cannot
    NotRun run;
};

/// "agreed", "bounded", "disagreed"
std::string_view name(Agreement agreement);

Comparison compare_results(Result native, Result relacy);

/// @param cut_short not all runs were made: Ctrl-C, or an engine refuses some
int exit_code(const std::vector<Comparison>& comparisons, bool cut_short, bool accept_bounded);

/// The array of `--json`. What was not compared is at its end.
std::string json_text(const std::vector<Comparison>& comparisons,
                      const std::vector<NotCompared>& not_compared = {});

}  // namespace tools
