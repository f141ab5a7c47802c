// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The whole tree, or a unit of it. After a while the search leaves the tree for a moment, to estimate how
/// many executions it has.

#include "model/native/search/tree_explorer.hpp"
#include "model/search_budget.hpp"

namespace model::native {

class FullExplorer final : public TreeExplorer {
  public:
    /// @param budget knows how long the search has taken
    FullExplorer(Stepper& stepper, const FullSearch& full, const SearchBudget& budget)
        : TreeExplorer(stepper, full.unit),
          root_(stepper.take_snapshot()),
          estimate_after_(full.estimate_after),
          budget_(budget) {}

    bool go_to_next() override;
    void add_to(Progress& progress) const override;
    using TreeExplorer::add_to;

  private:
    void leave_to_estimate();
    double sampled_size();

    Stepper::Snapshot root_;
    double estimate_after_;  // seconds
    const SearchBudget& budget_;
    bool is_estimated_ = false;
    double expected_ = 0;
};

}  // namespace model::native
