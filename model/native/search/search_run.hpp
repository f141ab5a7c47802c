// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Asks an explorer for one execution after the other, shows each to the observer, and stops at the limits.
/// It does not know the strategies.

#include "model/native/finished/finished.hpp"
#include "model/native/search/explorer.hpp"
#include "model/native/search/patience.hpp"
#include "model/observer.hpp"
#include "model/search_budget.hpp"

namespace model::native {

class SearchRun final : public Patience {
  public:
    SearchRun(const ProgramRunner& runner, const SearchLimits& limits, Observer& observer);

    SearchResult run(Explorer& explorer);

    const SearchBudget& budget() const { return budget_; }

    /// Looks at the limits in the middle of an execution, which may be long.
    bool is_over() override;

  private:
    void explore_all();
    void leave(bool with_current);
    void report(Ending ending);
    Progress progress() const;
    bool time_to_stop();

    Observer& observer_;
    SearchBudget budget_;
    std::uint64_t unit_;  ///< see SearchLimits; 0: no limit
    FinishedGraph finished_;
    Explorer* explorer_ = nullptr;
    SearchResult result_;
    std::uint64_t ended_ = 0;  ///< number of executions and of discarded ones
    bool is_over_ = false;
};

}  // namespace model::native
