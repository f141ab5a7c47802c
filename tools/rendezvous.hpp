// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// How a scenario's CPUs wait for each other, on any platform of the lock.

#include "lock/lock_word.hpp"
#include "lock/platform.hpp"
#include "scenarios/framework/cpu.hpp"

namespace tools {

template <rqspinlock::Platform P>
struct Rendezvous {
    using Flag = typename P::template Atomic<std::uint32_t>;

    // The orders are constants in each call: only so are they exact on hardware.
    static void signal(Flag& flag, scenarios::Ordering ordering) {
        if (ordering == scenarios::Ordering::relaxed) {
            flag.store(1, rqspinlock::relaxed, rqspinlock::Site::flag_signal);
        } else {
            flag.store(1, rqspinlock::release, rqspinlock::Site::flag_signal);
        }
    }
    static void await(Flag& flag, scenarios::Ordering ordering) {
        const auto is_set = [](std::uint32_t value) { return value != 0; };
        if (ordering == scenarios::Ordering::relaxed) {
            until(flag, is_set, rqspinlock::relaxed, rqspinlock::Site::flag_await);
        } else {
            until(flag, is_set, rqspinlock::acquire, rqspinlock::Site::flag_await);
        }
    }
    static void await_pending(typename P::LockWord& word) {
        until(word, rqspinlock::is_pending, rqspinlock::relaxed, rqspinlock::Site::await_pending);
    }
    static void await_queued(typename P::LockWord& word, unsigned cpu) {
        const auto ends_with_cpu = [cpu](std::uint32_t value) {
            return rqspinlock::has_tail(value) && rqspinlock::decode_tail(value).cpu == cpu;
        };
        until(word, ends_with_cpu, rqspinlock::relaxed, rqspinlock::Site::await_queued);
    }

  private:
    template <class Object, class Condition>
    static void until(Object& object, Condition condition, rqspinlock::Order order, rqspinlock::Site site) {
        static_cast<void>(P::await(object, condition, order, rqspinlock::never, rqspinlock::never, site));
    }
};

}  // namespace tools
