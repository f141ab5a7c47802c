// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The part of the tree with few departures from the run in which CPUs go one after the other, reads find the
/// latest store, stores come last, and nothing arrives.

#include "model/native/search/tree_explorer.hpp"

namespace model::native {

class BoundedExplorer final : public TreeExplorer {
  public:
    /// @param bound on the number of departures
    BoundedExplorer(Stepper& stepper, Share* share, unsigned bound)
        : TreeExplorer(stepper, share), bound_(bound) {}

  private:
    std::optional<Ending> branch() override;
    std::uint32_t departures();

    unsigned bound_;
    std::vector<std::uint32_t> departures_before_;  ///< of each node: on the way to it
};

}  // namespace model::native
