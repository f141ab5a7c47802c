// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The comparison of two engines that got the same question. Relacy's executions are among the executions of
/// the native engine, so native has to find everything that relacy finds.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// The findings that one search has and another one does not have, in the order of the report.
struct Difference {
    std::vector<std::string> failures;
    std::vector<std::string> classes;
    std::vector<std::string> outcomes;
    std::uint64_t worst_wait = 0;  ///< ns, if longer than the other's in whole milliseconds; else 0

    bool empty() const;
};

/// The findings of `finder` that `other` does not have. The number of executions with a finding does not
/// count, because the engines divide executions differently.
Difference found_only_by(const Report& finder, const Report& other);

/// The result of a comparison.
enum class Agreement : std::uint8_t {
    agreed,     ///< native finds all that relacy finds
    bounded,    ///< native did not search everything, whether or not it finds all that relacy finds
    disagreed,  ///< native searched everything, and relacy finds something that native does not find
};

struct Comparison {
    Result native;
    Result relacy;
    Difference only_native;
    Difference only_relacy;
    Agreement agreement;
};

/// A run that cannot be compared, because one of the engines cannot make it.
struct NotCompared {
    std::optional<Result> native;  ///< native's result, if relacy is the engine that cannot make the run
    NotRun run;
};

/// "agreed", "bounded", "disagreed"
std::string_view name(Agreement agreement);

Comparison compare_results(Result native, Result relacy);

/// @param cut_short not all runs were made, because of Ctrl-C or because an engine refused some
int exit_code(const std::vector<Comparison>& comparisons, bool cut_short, bool accept_bounded);

/// The array of `--json`. The runs that were not compared are at its end.
std::string json_text(const std::vector<Comparison>& comparisons,
                      const std::vector<NotCompared>& not_compared = {});

}  // namespace tools
