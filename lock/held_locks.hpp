// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The held-locks table of a CPU: the kernel's `rqspinlock_held`. Only its own CPU writes it. Other CPUs read
/// it in ABBA checks.
///
/// `locks[0 .. cnt)`: the top entry is the lock that is being attempted, or that was taken last. The entries
/// below are held, or attempted by a context of this CPU that is now interrupted. `cnt` counts on beyond the
/// 31 entries, but those locks are not stored. Without `entry_first` an attempt has no entry before its slow
/// path, and a lock that the fast path takes gets its entry only after the acquisition.

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

    /// Number of entries below the top one. AA checks look through them, and ABBA checks do so on our own
    /// side. With more than 31 locks it is 30: the check skips the 31st entry, which is a held lock.
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

/// `count += delta`, returns the new value: the kernel's `this_cpu_inc_return` and `this_cpu_dec`. On x86 it
/// is one instruction. The kernel's generic form is a load and a store. An interrupt may land between these
/// two, but restores the count before it returns. (arm64 has an exclusive or atomic form that no interrupt
/// can split, as on x86.)
template <Platform P, class O, class Count>
std::uint32_t add_to_own_count(Count& count, int delta, CountSites sites) {
    if (O::get().arch == Arch::x86) return count.add_local(delta, sites.write);
    const std::uint32_t value = count.load_local(sites.read) + static_cast<std::uint32_t>(delta);
    count.store(value, relaxed, sites.write);
    return value;
}

/// Stores the count first and then the entry, with only program order between the two stores. ABBA checks on
/// other CPUs may see either store without the other.
template <Platform P, class O>
void grab_held_lock_entry(HeldLocks<P>& held, const void* lock) {
    if (!O::get().resilient) return;
    const std::uint32_t count =
        add_to_own_count<P, O>(held.cnt, +1, {Site::grab_count_read, Site::grab_count});
    if (HeldLocks<P>::is_stored(count)) held.locks[count - 1].store(lock, relaxed, Site::grab_entry);
    P::phase(Phase::entry_grabbed, lock, {});
}

/// Takes back the entry of a failed attempt. The barrier (smp_wmb) pairs with the address dependency of
/// `abba.top` on `abba.count`: a CPU that sees the smaller count, or a count that has grown again, finds at
/// the top the NULL or a newer entry. It cannot take the failed attempt for a live one.
template <Platform P, class O>
void release_held_lock_entry(HeldLocks<P>& held, const void* lock) {
    const std::uint32_t count = held.cnt.load_local(Site::release_count_read);
    if (HeldLocks<P>::is_stored(count)) held.locks[count - 1].store(nullptr, relaxed, Site::release_entry);
    P::fence(release, Site::release_barrier);
    add_to_own_count<P, O>(held.cnt, -1, {Site::release_count_read, Site::release_count});
    P::phase(Phase::entry_cleared, lock, {});
}

}  // namespace rqspinlock
