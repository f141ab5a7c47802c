// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Programs as data on the native engine.

#include "model/native/search.hpp"
#include "model/tests/graphs.hpp"
#include "model/tests/program.hpp"

namespace model::tests {

struct NativeRun {
    Graphs graphs;
    SearchResult search;
};

/// Where the reads of waits come from in the record, and those of loops in their place.
inline constexpr Source wait_source{"a wait", 1};

/// The id of variable x, for graph_text.
LocationId first_variable();

/// Shows the executions to an observer.
SearchResult search_on_native(const Program& program, const SearchLimits& limits, Observer& observer,
                              native::Sabotage sabotage = {});

/// Collects the graphs of all executions.
NativeRun run_on_native(const Program& program, const SearchLimits& limits = {},
                        native::Sabotage sabotage = {});

}  // namespace model::tests
