// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The revisions of the lock: its history, and behind it the repairs of the findings. Each is the one before
/// it plus one change (lock/change.hpp), after which it is named.

#include <array>
#include <string_view>

#include "lock/change.hpp"

namespace rqspinlock {

enum class Revision : unsigned char {
    initial,  ///< as merged (v6.15)
    nmi_trylock,
    queue_kept,
    entry_first,
    aa_first,
    nmi_queue,
    trylock_once,
    aa_before_queue,
    // Repairs.
    fix_sole_head,
    fix_undone_pending,
    fix_paravirt_entry,
    fix_x86_acquire,  ///< all repairs together
};

/// The newest of the history.
inline constexpr Revision latest_revision = Revision::aa_before_queue;

constexpr bool is_repair(Revision revision) {
    return revision > latest_revision;
}

/// The revision that brings a change.
constexpr Revision revision_of(Change change) {
    return static_cast<Revision>(static_cast<unsigned>(change) + 1);
}
static_assert(revision_of(Change::nmi_trylock) == Revision::nmi_trylock);
static_assert(revision_of(Change::aa_before_queue) == Revision::aa_before_queue);
static_assert(revision_of(Change::fix_x86_acquire) == Revision::fix_x86_acquire);

/// A revision has the changes of all revisions up to it.
constexpr bool has(Revision revision, Change change) {
    return revision >= revision_of(change);
}

struct RevisionName {
    Revision revision;
    std::string_view name;
    std::string_view commit;  ///< of the kernel; empty: a repair
    std::string_view change;
};

/// Oldest first.
inline constexpr std::array revision_names{
    RevisionName{Revision::initial, "initial", "v6.15",
                 "as merged: NMI waiters queue, an error ends the whole queue"},
    RevisionName{Revision::nmi_trylock, "nmi-trylock", "0d80e7f951be", "NMIs never queue: spinning trylock"},
    RevisionName{Revision::queue_kept, "queue-kept", "7bd6e5ce5be6",
                 "a head that sees a deadlock keeps the queue and passes it on"},
    RevisionName{Revision::entry_first, "entry-first", "beb7021a6003",
                 "entry grabbed before the cmpxchg; unlock releases before it clears the entry"},
    RevisionName{Revision::aa_first, "aa-first", "5860f5ce479f",
                 "AA check when the wait is armed, not 1 ms later"},
    RevisionName{Revision::nmi_queue, "nmi-queue", "81d5a6a43859",
                 "NMIs queue unless they interrupt a queued waiter on this CPU"},
    RevisionName{Revision::trylock_once, "trylock-once", "30dc2f7025fe", "the trylock fallback tries once"},
    RevisionName{Revision::aa_before_queue, "aa-before-queue", "087849cca31d", "AA check before queueing"},
    RevisionName{Revision::fix_sole_head, "fix-sole-head", "",
                 "repairs F2: a head that sees a deadlock and is alone takes the tail back"},
    RevisionName{Revision::fix_undone_pending, "fix-undone-pending", "",
                 "repairs F4: a head ends its queue whatever the pending bit is"},
    RevisionName{Revision::fix_paravirt_entry, "fix-paravirt-entry", "",
                 "repairs F5: the slow path of a guest grabs no second entry"},
    RevisionName{Revision::fix_x86_acquire, "fix-x86-acquire", "",
                 "repairs F3: the separate read of the x86 form is an acquire"},
};

constexpr std::string_view name(Revision revision) {
    return revision_names[static_cast<unsigned>(revision)].name;
}

}  // namespace rqspinlock
