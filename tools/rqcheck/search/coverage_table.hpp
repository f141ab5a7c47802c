// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The coverage of many searches together: rows of sites, paths and classes, the rows that no search reached,
/// and the explanations of these.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "tools/rqcheck/search/explanations.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

struct CoverageRow {
    std::string_view name;
    std::string_view what;
    std::vector<std::string_view> scenarios;  ///< the scenarios that reach it, in the order of the searches
    std::uint64_t count = 0;                  ///< executions; of a class: attempts
    /// Executions with an interrupt just before the site, by `scenarios::Interrupt`; for sites only.
    std::array<std::uint64_t, scenarios::interrupts.size()> interrupted{};
};

struct CoverageTable {
    std::vector<CoverageRow> sites;
    std::vector<CoverageRow> paths;
    std::vector<CoverageRow> classes;
    std::span<const Explanation> explained = explanations;  ///< of rows that no scenario reaches
};

/// @param results results of requests with `count_coverage`
CoverageTable coverage_table(const std::vector<const Result*>& results);

/// Something that no search reached.
struct Gap {
    Coverable kind;
    std::string_view name;
    std::string_view what;
    std::string_view reason;  ///< why it cannot be reached; empty: not known
};

/// The gaps, with those of sites first. A site that was not reached is a gap once, and not again for its
/// interrupts.
std::vector<Gap> gaps(const CoverageTable& table);

/// The explanations of rows that were reached after all.
std::vector<Explanation> stale_explanations(const CoverageTable& table);

nlohmann::json to_json(const CoverageTable& table);

}  // namespace tools
