// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which of the lock's sites a step of the kernel's code is: told by the function that it stands in, by what
/// it is done to, and by how far the attempt is.

#include "lock/sites.hpp"
#include "model/compiled/follower.hpp"
#include "tools/kernel_lock/attempt.hpp"

namespace tools::kernel {

/// The functions of the kernel whose steps have sites.
enum class Function : std::uint8_t {
    none,
    grab_held_lock_entry,
    release_held_lock_entry,
    res_spin_lock,
    res_spin_unlock,
    check_deadlock_aa,
    check_deadlock_abba,
    check_timeout,
    queued_spin_trylock,
    queued_fetch_set_pending_acquire,
    clear_pending,
    clear_pending_set_locked,
    xchg_tail,
    set_locked,
    try_cmpxchg_tail,
    slowpath,
    test_and_set,
};

/// How a version of the lock ends a queue on an error, which its sites do not say.
/// @param sites those of the module, once it is loaded
/// @throw std::runtime_error if its waits cannot be followed
void learn_from(model::compiled::CallSites& sites);

/// The innermost of them that a call stands in.
Function function_of(model::compiled::CallSite& site);

/// @throw std::logic_error with the line, for a step that has none
rqspinlock::Site site_of(const model::compiled::Step& step, const Attempt& attempt);

}  // namespace tools::kernel
