// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Finds the site of a step of the kernel's code: by the function that contains the step, by the memory that
/// it accesses, and by the progress of the attempt.

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

/// Finds out how a version of the lock ends a queue on an error, which the sites of its steps do not tell.
/// @param sites the call sites of the module, once it is loaded
/// @throw std::runtime_error if the waits of the module cannot be followed
void learn_from(model::compiled::CallSites& sites);

/// The innermost of these functions that contains the call.
Function function_of(model::compiled::CallSite& site);

/// @throw std::logic_error with the line, for a step that has no site
rqspinlock::Site site_of(const model::compiled::Step& step, const Attempt& attempt);

}  // namespace tools::kernel
