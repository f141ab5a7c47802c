// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Programs as data on the native engine.

#include "model/native/search.hpp"
#include "model/tests/programs/program.hpp"
#include "model/tests/reference/graphs.hpp"

namespace model::tests {

struct NativeRun {
    Graphs graphs;
    SearchResult search;
};

/// The sites of the reads of waits in the record, and of the loops in place of waits.
inline constexpr Source wait_source{"a wait", 1};

/// The id of variable x, for graph_text.
LocationId first_variable();

/// The settings of a search.
struct Search {
    Strategy strategy{};
    SearchLimits limits{};
    native::WaitOrder wait_order = native::WaitOrder::last;
};

/// A search of at most this many executions.
inline Search at_most(std::uint64_t executions) {
    return {.limits = {.executions = executions}};
}

/// Counts how often each graph is met.
class GraphCollector final : public Observer {
  public:
    explicit GraphCollector(Graphs& graphs) : graphs_(graphs) {}
    void finished(FinishedExecution& finished) override;
    bool progress(const Progress&) override { return true; }

  private:
    Graphs& graphs_;
};

/// Shows the executions to an observer.
SearchResult search_on_native(const Program& program, const Search& search, Observer& observer);

/// Collects the graphs of all executions.
NativeRun run_on_native(const Program& program, const Search& search = {});

}  // namespace model::tests
