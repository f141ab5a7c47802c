// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The part of the tree with few departures from one run. In that run CPUs go one after the other, reads
/// find the latest store, stores come last, and no interrupt arrives.

#include "model/native/search/tree_explorer.hpp"

namespace model::native {

class BoundedExplorer final : public TreeExplorer {
  public:
    /// @param bound the largest number of departures
    BoundedExplorer(Stepper& stepper, const Unit* unit, unsigned bound)
        : TreeExplorer(stepper, unit), bound_(bound) {}

  private:
    std::optional<Ending> branch() override;
    Node& push_node() override;
    std::uint32_t departures();

    unsigned bound_;
    std::vector<std::uint32_t> departures_before_;  ///< per node: on the path to it
};

}  // namespace model::native
