// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Searches the executions of a C program.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "model/configuration.hpp"
#include "model/execution.hpp"
#include "model/programs.hpp"
#include "model/search.hpp"

namespace tools {

/// A shortest execution, with its events in one order.
struct CExample {
    model::Execution execution;
    std::size_t length = 0;
};

struct CFindings {
    model::SearchResult search;
    std::uint64_t executions = 0;
    std::uint64_t complete = 0;
    std::map<std::string, std::uint64_t> failures;     ///< executions, by kind of failure
    std::map<std::string, std::uint64_t> plain_races;  ///< executions, by the two lines
    std::map<std::string, std::uint64_t> outcomes;     ///< executions, by their notes
    std::map<std::string, CExample> examples;          ///< by kind of failure

    /// Have all executions been explored?
    bool is_exhausted() const { return search.end == model::SearchEnd::by_itself && !search.broken_off; }
};

/// @param progress is told the progress of the search. @return false to stop the search
/// Throws the exceptions by which the program itself is refused.
CFindings search_c_program(const model::Configuration& configuration, const model::Programs& programs,
                           const model::SearchLimits& limits,
                           const std::function<bool(const model::Progress&)>& progress);

}  // namespace tools
