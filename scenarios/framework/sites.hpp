// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// All sites of a run: the sites of the lock, and those of the rig, which runs a scenario's programs around
/// the lock.

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "lock/sites.hpp"

namespace scenarios {

using rqspinlock::Site;
using rqspinlock::SiteName;

/// The steps of the rig between a program's calls of the lock.
namespace rig {

inline constexpr Site section_entry = rqspinlock::site_around_lock(0);
inline constexpr Site section_exit = rqspinlock::site_around_lock(1);
inline constexpr Site section_hold = rqspinlock::site_around_lock(2);
inline constexpr Site flag_signal = rqspinlock::site_around_lock(3);
inline constexpr Site flag_await = rqspinlock::site_around_lock(4);
inline constexpr Site await_pending = rqspinlock::site_around_lock(5);
inline constexpr Site await_queued = rqspinlock::site_around_lock(6);
inline constexpr Site program_end = rqspinlock::site_around_lock(7);
inline constexpr Site variable_load = rqspinlock::site_around_lock(8);
inline constexpr Site variable_store = rqspinlock::site_around_lock(9);
inline constexpr Site variable_update = rqspinlock::site_around_lock(10);
inline constexpr Site variable_await = rqspinlock::site_around_lock(11);
inline constexpr Site variable_fence = rqspinlock::site_around_lock(12);

}  // namespace rig

inline constexpr std::array rig_sites{
    SiteName{rig::section_entry, "section.entry", "critical section: plain data at its entry"},
    SiteName{rig::section_exit, "section.exit", "critical section: plain data at its exit"},
    SiteName{rig::section_hold, "section.hold", "critical section: virtual time passes"},
    SiteName{rig::flag_signal, "flag.signal", "a program sets a flag"},
    SiteName{rig::flag_await, "flag.await", "until a flag is set, no timeout"},
    SiteName{rig::await_pending, "await.pending", "until a word is pending, no timeout"},
    SiteName{rig::await_queued, "await.queued", "until a queue ends with a CPU, no timeout"},
    SiteName{rig::program_end, "program.end", "after the last access of a CPU's task"},
    SiteName{rig::variable_load, "variable.load", "a variable of the scenario's own is loaded"},
    SiteName{rig::variable_store, "variable.store", "a variable of the scenario's own is stored"},
    SiteName{rig::variable_update, "variable.update", "a variable of the scenario's own is updated"},
    SiteName{rig::variable_await, "variable.await", "until a variable has a value, no timeout"},
    SiteName{rig::variable_fence, "variable.fence", "a fence of the scenario's own"},
};

/// All sites by number: first the lock's, then the rig's.
inline constexpr auto all_sites = [] {
    std::array<SiteName, rqspinlock::lock_sites.size() + rig_sites.size()> all{};
    const auto behind = std::copy(rqspinlock::lock_sites.begin(), rqspinlock::lock_sites.end(), all.begin());
    std::copy(rig_sites.begin(), rig_sites.end(), behind);
    return all;
}();
static_assert([] {
    for (unsigned number = 0; number < all_sites.size(); ++number) {
        if (static_cast<unsigned>(all_sites[number].site) != number) return false;
    }
    return true;
}());

/// @pre the site is one of `all_sites`
constexpr std::string_view site_name(Site site) {
    return all_sites[static_cast<unsigned>(site)].name;
}

constexpr std::optional<Site> site_named(std::string_view name) {
    for (const SiteName& entry : all_sites) {
        if (entry.name == name) return entry.site;
    }
    return std::nullopt;
}

/// Is this the name of a site at which a program waits by itself, outside the lock?
constexpr bool is_scenario_wait(std::string_view name) {
    return name == site_name(rig::flag_await) || name == site_name(rig::await_pending) ||
           name == site_name(rig::await_queued) || name == site_name(rig::variable_await);
}

}  // namespace scenarios
