// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The kind of access at a site, and so the effect of a planted bug there. Leaving out a load changes
/// nothing. Weakening an access that is relaxed already changes nothing either.

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

/// Does an access of the site have an order, as this revision and arch make it? False: all are relaxed. The
/// scenario chooses the order of a flag's accesses, and the answer is true.
bool has_order(rqspinlock::Site site, const rqspinlock::Options& options);

/// Says in a line why a planted bug of the setup changes nothing, and names the nearest site where it does.
/// nullopt: each planted bug changes something if executions reach it.
/// @pre the sites exist
std::optional<std::string> idle_mutation(const Setup& setup);

}  // namespace tools
