// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The two deadlock checks. Both read held-locks tables without any lock, so the values may be out of date.

#include "lock/held_locks.hpp"
#include "lock/per_cpu.hpp"

namespace rqspinlock {

/// Is the lock in this CPU's table, below the top entry (which is the attempt itself)? Then this CPU holds
/// the lock, or attempts it in a context that is now interrupted.
template <Platform P>
Error check_deadlock_AA(HeldLocks<P>& held, const void* lock) {
    const std::uint32_t below_top = HeldLocks<P>::below_top(held.cnt.load_local(Site::aa_count));
    for (std::uint32_t i = 0; i < below_top; ++i) {
        if (held.locks[i].load_local(Site::aa_entry) == lock) return {Result::deadlock, Check::aa};
    }
    return {};
}

/// Does this CPU hold `lock` (or attempt it in a lower context)?
template <Platform P>
bool is_below_own_top(HeldLocks<P>& held, const void* lock) {
    const std::uint32_t below_top = HeldLocks<P>::below_top(held.cnt.load_local(Site::abba_own_count));
    for (std::uint32_t i = 0; i < below_top; ++i) {
        if (held.locks[i].load_local(Site::abba_own_entry) == lock) return true;
    }
    return false;
}

/// Does another CPU hold `lock` while it attempts one of ours? The search ends as soon as no bit of `mask` is
/// set in the word: then nothing is in the way (`is_lock_released`).
///
/// The count of another CPU is the index of its top entry. The read of that entry therefore comes after the
/// stores that `release.barrier` orders before the count. The entries below the top have no such dependency,
/// only the loop's condition: they may be older than the count. An old entry below a present top entry then
/// looks like a deadlock that never existed.
template <Platform P>
Error check_deadlock_ABBA(HeldLocks<P>& held, typename P::LockWord& word, std::uint32_t mask) {
    const void* const lock = &word;
    for (unsigned cpu = 0; cpu < P::cpu_count(); ++cpu) {
        HeldLocks<P>& remote = per_cpu<P>(cpu).held;
        const auto count = remote.cnt.load(dependency, Site::abba_count);
        if ((word.load(acquire, Site::abba_word) & mask) == 0) return {};
        if (cpu == P::cpu() || count < 2 || !HeldLocks<P>::is_stored(count)) continue;

        const void* const attempted = remote.locks[count - 1].load(relaxed, Site::abba_top, through(count));
        if (attempted == nullptr) continue;
        for (std::uint32_t i = 0; i < count - 1; ++i) {
            if (remote.locks[i].load(relaxed, Site::abba_entry) != lock) continue;
            if (is_below_own_top<P>(held, attempted)) return {Result::deadlock, Check::abba};
            return {};  // it holds ours but attempts none of ours: inconclusive
        }
    }
    return {};
}

}  // namespace rqspinlock
