// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The sites that the executions of a search reached, and the sites of a request that no execution reached. A
/// planted bug or a window at such a site had no effect, so a verdict without failure says nothing about it.

#include <array>
#include <bitset>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "scenarios/framework/scenario.hpp"
#include "tools/protocol/coverage.hpp"
#include "tools/protocol/request.hpp"

namespace tools {

struct ReachedSites {
    std::bitset<site_count> sites;
    /// Sites at which an interrupt arrived, by `scenarios::Interrupt`.
    std::array<std::bitset<site_count>, scenarios::interrupts.size()> interrupted;

    void add(const ReachedSites& other);
};

/// Does the setup have planted bugs or windows? Then it matters whether their sites are reached.
bool names_sites(const Setup& setup);

/// A line for each planted bug, and each window that is not the scenario's own, that no execution reached.
std::vector<std::string> unreached(const scenarios::Scenario& scenario, const Setup& setup,
                                   const ReachedSites& reached);

void to_json(nlohmann::json& json, const ReachedSites& reached);
void from_json(const nlohmann::json& json, ReachedSites& reached);

}  // namespace tools
