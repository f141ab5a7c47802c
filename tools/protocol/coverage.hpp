// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// How many executions of a search reached each site and path of the lock, and interrupted each site. An
/// execution that reaches a site twice counts once.

#include <array>
#include <cstdint>

#include <nlohmann/json_fwd.hpp>

#include "scenarios/framework/scenario.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/protocol/paths.hpp"

namespace tools {

inline constexpr std::size_t site_count = scenarios::all_sites.size();

struct SiteCoverage {
    std::uint64_t reached = 0;
    /// By `scenarios::Interrupt`.
    std::array<std::uint64_t, scenarios::interrupts.size()> interrupted{};

    std::uint64_t by(scenarios::Interrupt interrupt) const {
        return interrupted[static_cast<unsigned>(interrupt)];
    }
};

struct Coverage {
    std::array<SiteCoverage, site_count> sites{};
    std::array<std::uint64_t, path_count> paths{};

    void add(const Coverage& other);
};

/// Sites and paths by their names, without those that were not reached.
void to_json(nlohmann::json& json, const Coverage& coverage);
void from_json(const nlohmann::json& json, Coverage& coverage);

}  // namespace tools
