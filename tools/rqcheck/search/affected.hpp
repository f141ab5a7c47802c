// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The sets of changes that have a finding, as searches of the scenarios with that finding show.

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/framework/findings.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

enum class Affected : std::uint8_t {
    no,       ///< every search ended by itself, and no failure looks like the finding
    unknown,  ///< no failure looks like it, but a search did not end by itself or was not made
    yes,
};

std::string_view name(Affected affected);

/// One finding on one set of changes.
struct AffectedCell {
    Affected affected = Affected::no;
    std::vector<const Result*> shown_by;  ///< the searches with a failure that looks like the finding
};

/// The scenarios whose tables of expectations name the finding.
std::vector<const scenarios::Scenario*> scenarios_of(const scenarios::Finding& finding);

/// The failures of a search that look like no finding on record, such as "stuck: head.wait in the task".
std::vector<std::string> not_on_record(const Report& report);

/// @param cells the cells of the finding's scenarios on one set of changes
AffectedCell affected_cell(const scenarios::Finding& finding,
                           const std::vector<const std::optional<Result>*>& cells);

}  // namespace tools
