// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What an access at a site is, and so what a planted bug there changes: leaving out a load changes nothing,
/// nor does weakening an access that is relaxed already.

#include <optional>
#include <string>
#include <string_view>

#include "lock/options.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/protocol/request.hpp"

namespace tools {

enum class SiteKind : unsigned char {
    load,     ///< waits too
    store,    ///< also an update that always stores: `--drop` leaves the store out
    cmpxchg,  ///< its store decides which CPU goes on, and is never left out
    fence,
    none,  ///< no access of a lock: trace points, plain data, time
};

SiteKind kind_of(rqspinlock::Site site);

/// Has an access of the site an order, as this revision and arch make it? False: all are relaxed. Of a flag
/// it is the scenario that says, and the answer is true.
bool has_order(rqspinlock::Site site, const rqspinlock::Options& options);

/// Why a planted bug of the setup changes nothing, as a line that names the nearest one that does; nullopt:
/// each changes something, where executions reach it.
/// @pre the sites exist
std::optional<std::string> idle_mutation(const Setup& setup);

}  // namespace tools
