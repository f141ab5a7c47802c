// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The held-locks table of a CPU. Written by its own CPU only, read by others in ABBA checks.
///
/// `entries[0 .. count)`: the top one is the lock that is being attempted, or was taken last; the ones below
/// are held, or attempted by a context of this CPU that is now interrupted. The count goes on beyond the 31
/// entries, which then are simply not stored.

#include <algorithm>
#include <cstdint>

#include "lock/options.hpp"
#include "lock/platform.hpp"

namespace rqspinlock {

template <Platform P>
struct HeldLocks {
    typename P::template Atomic<std::uint32_t> cnt;
    typename P::template Atomic<const void*> locks[res_nr_held];

    static bool is_stored(std::uint32_t count) { return count <= res_nr_held; }

    /// Number of entries below the top one: what AA checks, and ABBA for our own side, look through. With
    /// count > 31 that is 30: the 31st entry is skipped although it is a held lock.
    static std::uint32_t below_top(std::uint32_t count) {
        const std::uint32_t entries = std::min<std::uint32_t>(res_nr_held, count);
        return entries == 0 ? 0 : entries - 1;
    }
};

/// The sites of one change of a per-CPU count.
struct CountSites {
    Site read;
    Site write;
};

/// `count += delta`, returns the new value. One instruction on x86; elsewhere a load and a store between
/// which an interrupt may land, harmless because it restores the count before it returns.
template <Platform P, class O, class Count>
std::uint32_t add_to_own_count(Count& count, int delta, CountSites sites) {
    if (O::get().arch == Arch::x86) return count.add_local(delta, sites.write);
    const std::uint32_t value = count.load_local(sites.read) + static_cast<std::uint32_t>(delta);
    count.store(value, relaxed, sites.write);
    return value;
}

/// The count first, then the entry: only program order between them. Pairs with the reads of ABBA checks on
/// other CPUs, which may see either store without the other.
template <Platform P, class O>
void grab_held_lock_entry(HeldLocks<P>& held, const void* lock) {
    if (!O::get().resilient) return;
    const std::uint32_t count =
        add_to_own_count<P, O>(held.cnt, +1, {Site::grab_count_read, Site::grab_count});
    if (HeldLocks<P>::is_stored(count)) held.locks[count - 1].store(lock, relaxed, Site::grab_entry);
    P::phase(Phase::entry_grabbed, lock, {});
}

/// After a failed attempt. The barrier pairs with `abba.count` (acquire): who sees the smaller count, or a
/// later grown one, sees the NULL too and cannot take the old entry for a live attempt.
template <Platform P, class O>
void release_held_lock_entry(HeldLocks<P>& held, const void* lock) {
    const std::uint32_t count = held.cnt.load_local(Site::release_count_read);
    if (HeldLocks<P>::is_stored(count)) held.locks[count - 1].store(nullptr, relaxed, Site::release_entry);
    P::fence(release, Site::release_barrier);
    add_to_own_count<P, O>(held.cnt, -1, {Site::release_count_read, Site::release_count});
    P::phase(Phase::entry_cleared, lock, {});
}

}  // namespace rqspinlock
