// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A call of the kernel's lock, and what is known of how far it is.

#include "lock/result.hpp"
#include "model/access.hpp"
#include "model/compiled/runtime.hpp"

namespace tools::kernel {

/// It stands on the stack of the program that calls, so that it goes back with it.
class Attempt : public model::compiled::Call {
  public:
    /// @param is_unlock it gives the lock away
    Attempt(std::uint32_t lock, bool is_unlock) : lock(lock), is_unlock(is_unlock) {}

    /// That the running CPU is in.
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
    bool is_at_top_entry = false;  ///< of another CPU: its entry on top is read next
    unsigned node = 0;
    rqspinlock::Check last_check = rqspinlock::Check::none;  ///< that has begun
    rqspinlock::Check failed_check = rqspinlock::Check::none;
    // The times of the wait that has asked for the time last; they stand in the program's stack.
    const std::uint64_t* checked = nullptr;
    const std::uint64_t* timeout_end = nullptr;
    // Loads whose values become addresses.
    model::Dependency count{};
    model::Dependency tail{};
    model::Dependency next{};
};

}  // namespace tools::kernel
