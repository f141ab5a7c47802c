// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which sets of changes have which finding: from searches of the scenarios that show it.

#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/framework/findings.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

enum class Affected : std::uint8_t {
    no,       ///< every search ended by itself, and no failure looks like it
    unknown,  ///< a search did not end by itself, or was not made
    yes,
};

std::string_view name(Affected affected);

/// One finding on one set of changes.
struct AffectedCell {
    Affected affected = Affected::no;
    std::vector<const Result*> shown_by;  ///< the searches with a failure that looks like it
};

/// The scenarios whose tables name the finding.
std::vector<const scenarios::Scenario*> scenarios_of(const scenarios::Finding& finding);

/// Failures of a search that look like no finding on record, as "stuck: head.wait in the task".
std::vector<std::string> not_on_record(const Report& report);

/// @param cells of the scenarios of the finding, on one set of changes
AffectedCell affected_cell(const scenarios::Finding& finding,
                           const std::vector<const std::optional<Result>*>& cells);

}  // namespace tools
