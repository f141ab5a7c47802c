// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The differences between versions of the lock: the changes of its history, and repairs of the findings. The
/// lock asks for changes only (`O::has`), never for a version; revision.hpp says which version has which.

namespace rqspinlock {

/// One change each, named as the revision that brings it, with its commit in the kernel. Without any of them
/// the lock is as it was merged (v6.15): NMI waiters queue like others, an error ends the whole queue, and a
/// propagated error reads as a deadlock.
enum class Change : unsigned char {
    nmi_trylock,      ///< NMIs never queue, they spin on trylock (0d80e7f951be)
    queue_kept,       ///< a head that sees a deadlock passes the queue on; a propagated error is -ETIMEDOUT
                      ///< (7bd6e5ce5be6)
    entry_first,      ///< held entry before the cmpxchg, release before the entry is cleared (beb7021a6003)
    aa_first,         ///< AA check when the wait is armed, not 1 ms later (5860f5ce479f)
    nmi_queue,        ///< NMIs queue unless they interrupt a queued waiter of this CPU (81d5a6a43859)
    trylock_once,     ///< the fallback tries once (30dc2f7025fe)
    aa_before_queue,  ///< AA check before queueing (087849cca31d)
    // Repairs, one for each finding of docs/findings.md that the newest revision has. Two of them the kernel
    // has made too, by itself.
    fix_sole_head,  ///< F2: a head that sees a deadlock and is alone takes the tail back (7a3c0289c3c8, v7.2)
    fix_undone_pending,  ///< F4: a head ends its queue whatever the pending bit is
    fix_paravirt_entry,  ///< F5: the slow path of a guest does not grab a second entry (82f3b142c99c, v7.0)
    fix_x86_acquire,     ///< F3: the separate read of the x86 form is an acquire
};

}  // namespace rqspinlock
