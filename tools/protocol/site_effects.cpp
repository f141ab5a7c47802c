// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/site_effects.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <vector>

#include "tools/support/suggest.hpp"

namespace tools {
namespace {

namespace rig = scenarios::rig;

using rqspinlock::Options;
using rqspinlock::Site;
using rqspinlock::SiteName;

std::string_view what_it_is(SiteKind kind) {
    switch (kind) {
        case SiteKind::load:
            return "it is a load";
        case SiteKind::cmpxchg:
            return "it is a cmpxchg, whose store decides how the program goes on";
        case SiteKind::store:
            return "it is a store";
        case SiteKind::fence:
            return "it is a fence";
        case SiteKind::none:
            break;
    }
    return "it is no access to a lock";
}

/// The site with the nearest name, among the sites at which the planted bug is possible.
template <class Predicate>
std::string_view nearest_site(std::string_view typed, Predicate possible) {
    std::vector<std::string_view> choices;
    for (const SiteName& entry : scenarios::all_sites) {
        if (possible(entry.site)) choices.push_back(entry.name);
    }
    return nearest(typed, choices);
}

/// These models leave nothing open that release and acquire fences, or the orders of accesses, would order.
bool orders_anyway(const Setup& setup) {
    return setup.memory != MemoryModel::rc11;
}

std::optional<std::string> idle_drop(const Setup& setup, const std::string& typed) {
    const SiteKind kind = kind_of(*scenarios::site_named(typed));
    if (kind == SiteKind::fence && orders_anyway(setup)) {
        return fmt::format(
            "--drop {} changes nothing with '--memory {}', which needs no fence there: "
            "'--memory rc11' does",
            typed, setup.memory);
    }
    if (kind == SiteKind::store || kind == SiteKind::fence) return std::nullopt;
    const auto possible = [](Site site) {
        return kind_of(site) == SiteKind::store || kind_of(site) == SiteKind::fence;
    };
    return fmt::format("--drop {} leaves nothing out, {}: the nearest store or fence is '{}'", typed,
                       what_it_is(kind), nearest_site(typed, possible));
}

std::optional<std::string> idle_weakening(const Setup& setup, const std::string& typed) {
    if (std::find(setup.drop.begin(), setup.drop.end(), typed) != setup.drop.end()) {
        return fmt::format("--weaken {} changes nothing: --drop leaves it out", typed);
    }
    const Options options = lock_options(setup);
    const Site site = *scenarios::site_named(typed);
    if (has_order(site, options)) {
        if (!orders_anyway(setup)) return std::nullopt;
        return fmt::format(
            "--weaken {} changes nothing with '--memory {}', which orders relaxed accesses "
            "just so: '--memory rc11' does not",
            typed, setup.memory);
    }
    const auto possible = [&](Site other) { return has_order(other, options); };
    const SiteKind kind = kind_of(site);
    const std::string reason =
        kind == SiteKind::none
            ? std::string(what_it_is(kind))
            : fmt::format("its accesses are relaxed already on {}, arch {}", setup.revision, setup.arch);
    return fmt::format("--weaken {} changes nothing, {}: the nearest site with an order is '{}'", typed,
                       reason, nearest_site(typed, possible));
}

}  // namespace

std::optional<std::string> idle_mutation(const Setup& setup) {
    for (const std::string& site : setup.drop) {
        if (auto why = idle_drop(setup, site)) return why;
    }
    for (const std::string& site : setup.weaken) {
        if (auto why = idle_weakening(setup, site)) return why;
    }
    return std::nullopt;
}

namespace {

SiteKind kind_of_rig(Site site) {
    if (site == rig::flag_signal || site == rig::variable_store) return SiteKind::store;
    if (site == rig::variable_update) return SiteKind::cmpxchg;
    if (site == rig::variable_fence) return SiteKind::fence;
    const bool is_load = site == rig::flag_await || site == rig::await_pending || site == rig::await_queued ||
                         site == rig::variable_load || site == rig::variable_await;
    return is_load ? SiteKind::load : SiteKind::none;
}

/// The scenario decides about the orders of these.
bool has_order_of_scenario(Site site) {
    return site == rig::flag_signal || site == rig::flag_await || site == rig::variable_load ||
           site == rig::variable_store || site == rig::variable_update || site == rig::variable_await ||
           site == rig::variable_fence;
}

}  // namespace

SiteKind kind_of(Site site) {
    if (!is_lock_site(site)) return kind_of_rig(site);
    switch (site) {
        case Site::grab_count:
        case Site::grab_entry:
        case Site::release_entry:
        case Site::release_count:
        case Site::pending_set:
        case Site::pending_undo:
        case Site::pending_clear:
        case Site::pending_take:
        case Site::queue_count:
        case Site::queue_init_locked:
        case Site::queue_init_next:
        case Site::queue_xchg_tail:
        case Site::queue_link:
        case Site::queue_count_drop:
        case Site::head_set_locked:
        case Site::head_hand_over:
        case Site::head_pass_on:
        case Site::leave_timeout_next:
        case Site::unlock_entry:
        case Site::unlock_release:
        case Site::unlock_count:
            return SiteKind::store;
        case Site::fast_cmpxchg:
        case Site::queue_trylock_cmpxchg:
        case Site::head_cmpxchg:
        case Site::leave_cmpxchg:
        case Site::fallback_cmpxchg:
        case Site::tas_cmpxchg:
            return SiteKind::cmpxchg;
        case Site::release_barrier:
        case Site::queue_barrier:
            return SiteKind::fence;
        case Site::contention_begin:
        case Site::contention_end:
            return SiteKind::none;
        default:
            return SiteKind::load;
    }
}

bool has_order(Site site, const Options& options) {
    if (!is_lock_site(site)) return has_order_of_scenario(site);
    switch (site) {
        case Site::fast_cmpxchg:
        case Site::release_barrier:
        case Site::abba_count:
        case Site::abba_word:
        case Site::pending_set:
        case Site::pending_wait:
        case Site::queue_trylock_cmpxchg:
        case Site::queue_barrier:
        case Site::queue_xchg_tail:
        case Site::queue_wait:
        case Site::queue_read_next:
        case Site::head_wait:
        case Site::head_await_next:
        case Site::head_hand_over:
        case Site::head_pass_await_next:
        case Site::head_pass_on:
        case Site::leave_await_next:
        case Site::fallback_cmpxchg:
        case Site::unlock_release:
        case Site::tas_cmpxchg:
            return true;
        case Site::pending_set_read:
            return options.has(rqspinlock::Change::fix_x86_acquire);
        default:
            return false;
    }
}

}  // namespace tools
