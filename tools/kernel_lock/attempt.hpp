// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A call of the kernel's lock, and what is known of its progress.

#include "lock/result.hpp"
#include "model/access.hpp"
#include "model/compiled/runtime.hpp"

namespace tools::kernel {

/// It stands on the stack of the calling program, so when the program is set back it is set back too.
class Attempt : public model::compiled::Call {
  public:
    /// @param is_unlock the call releases the lock
    Attempt(std::uint32_t lock, bool is_unlock) : lock(lock), is_unlock(is_unlock) {}

    /// The call that the running CPU makes.
    static Attempt& current() { return static_cast<Attempt&>(Call::current()); }
    static Attempt& of(const model::compiled::Step& step) { return static_cast<Attempt&>(step.call); }

    const std::uint32_t lock;
    const bool is_unlock;
    bool has_counted_entry = false;
    bool has_counted_node = false;
    bool has_node = false;
    bool is_in_fallback = false;
    bool is_head = false;
    bool has_failed = false;
    bool is_at_top_entry = false;  ///< of another CPU: its top entry is read next
    unsigned node = 0;
    rqspinlock::Check last_check = rqspinlock::Check::none;  ///< the last check that has begun
    rqspinlock::Check failed_check = rqspinlock::Check::none;
    // The times of the wait that was the last to ask for the time. They stand on the program's stack.
    const std::uint64_t* checked = nullptr;
    const std::uint64_t* timeout_end = nullptr;
    // The loads whose values become addresses.
    model::Dependency count{};
    model::Dependency tail{};
    model::Dependency next{};
};

}  // namespace tools::kernel
