// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The test-and-set lock. It is `resilient_tas_spin_lock` where there are no queued spinlocks; hypervisor
/// guests use its wait as their slow path.

#include "lock/timeout.hpp"

namespace rqspinlock {

/// Waits for the word, with the held entry already grabbed. An error takes the entry back (the labels `retry`
/// and `out` in the kernel).
template <Platform P, class O>
Result wait_test_and_set(typename P::LockWord& word) {
    HeldLocks<P>& held = this_cpu<P>().held;
    Timeout<P, O> timeout(held, word, ~0U, test_and_set_timeout);
    while (true) {
        std::uint32_t value = P::await(
            word, [](std::uint32_t v) { return v == 0; }, relaxed, timeout.poll_time(), timeout.deadline(),
            Site::tas_read);
        // seq_cst stands for the kernel's full barrier; its acquire half pairs with unlock.release.
        if (value == 0 && word.try_cmpxchg(value, locked_value, full_barrier, Site::tas_cmpxchg)) {
            P::phase(Phase::owner, &word, {});
            return Result::acquired;
        }
        if (const Error error = timeout.check_timeout()) {
            P::phase(Phase::failing, &word, error.check);
            release_held_lock_entry<P, O>(held, &word);
            P::phase(Phase::left, &word, error.check);
            return error.result;
        }
    }
}

template <Platform P, class O>
Result resilient_tas_spin_lock(typename P::LockWord& word) {
    grab_held_lock_entry<P, O>(this_cpu<P>().held, &word);
    return wait_test_and_set<P, O>(word);
}

}  // namespace rqspinlock
