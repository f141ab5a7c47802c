// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Named sets of changes: the revisions of the history, each with one change more than the revision before
/// it, and the kernels, which are combinations of their own.

#include <array>
#include <optional>
#include <string_view>

#include "lock/change.hpp"

namespace rqspinlock {

struct NamedChanges {
    std::string_view name;
    Changes changes;
    std::string_view source;  ///< where the set was read from
    std::string_view what;
};

/// The history, oldest first, and the fixes on top of it. Each revision is named after its latest change.
inline constexpr auto revisions = [] {
    std::array<NamedChanges, change_count + 1> all{};
    all[0] = {"initial", {}, "v6.15", "as merged: NMI waiters queue, an error ends the whole queue"};
    for (std::size_t i = 0; i < change_count; ++i) {
        const ChangeName& change = change_names[i];
        all[i + 1] = {change.name, Changes::up_to(change.change), change.commit, change.what};
    }
    return all;
}();

/// The place of a set among the revisions; nullopt: the set is no revision.
constexpr std::optional<unsigned> place_in_history(Changes changes) {
    for (unsigned place = 0; place < revisions.size(); ++place) {
        if (revisions[place].changes == changes) return place;
    }
    return std::nullopt;
}

/// The newest revision of the history, which is the lock of the newest kernel.
inline constexpr Changes latest_changes = Changes::up_to(Change::tail_reset);

/// The changes of 6.18 LTS. No revision has this set.
inline constexpr Changes changes_of_6_18{Change::nmi_trylock, Change::entry_first, Change::nmi_queue,
                                         Change::tas_entry};

/// Releases and stable trees of Linux, oldest first.
inline constexpr std::array kernels{
    NamedChanges{"v6.15", {}, "release", "the lock as merged"},
    NamedChanges{"v6.16", {}, "release; later v6.16.y has nmi-trylock", "as v6.15"},
    NamedChanges{"v6.17", Changes::up_to(Change::nmi_trylock), "release, and later v6.16.y",
                 "NMIs never queue"},
    NamedChanges{"v6.18.y", changes_of_6_18, "stable patches up to Feb 2026",
                 "LTS: parts of v6.19's series without the rest of it"},
    NamedChanges{"v6.19", Changes::up_to(Change::aa_before_queue), "release", "NMIs queue again"},
    NamedChanges{"v7.0", Changes::up_to(Change::tas_entry), "release, and v6.19.y from Feb 2026",
                 "guests grab one entry"},
    NamedChanges{"v7.1", Changes::up_to(Change::tas_entry), "release; later v7.1.y has tail-reset",
                 "as v7.0"},
    NamedChanges{"v7.2", latest_changes, "release, and later v7.1.y", "a sole head takes the tail back"},
    NamedChanges{"v7.3", latest_changes, "release", "as v7.2"},
};

}  // namespace rqspinlock
