// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Lets a scenario's CPUs wait for each other, on any platform of the lock.

#include "lock/lock_word.hpp"
#include "lock/platform.hpp"
#include "scenarios/framework/cpu.hpp"
#include "scenarios/framework/sites.hpp"

namespace tools {

/// `At` is a line of the source text, for a platform that takes one with each access.
template <rqspinlock::Platform P>
struct Rendezvous {
    using Flag = typename P::template Atomic<std::uint32_t>;

    // The orders are constants in each call. Otherwise they would not be exact on hardware.
    template <class... At>
    static void signal(Flag& flag, scenarios::Ordering ordering, At... at) {
        if (ordering == scenarios::Ordering::relaxed) {
            flag.store(1, rqspinlock::relaxed, scenarios::rig::flag_signal, at...);
        } else {
            flag.store(1, rqspinlock::release, scenarios::rig::flag_signal, at...);
        }
    }
    template <class... At>
    static void await(Flag& flag, scenarios::Ordering ordering, At... at) {
        const auto is_set = [](std::uint32_t value) { return value != 0; };
        if (ordering == scenarios::Ordering::relaxed) {
            until(flag, is_set, rqspinlock::relaxed, scenarios::rig::flag_await, at...);
        } else {
            until(flag, is_set, rqspinlock::acquire, scenarios::rig::flag_await, at...);
        }
    }
    template <class... At>
    static void await_pending(typename P::LockWord& word, At... at) {
        until(word, rqspinlock::is_pending, rqspinlock::relaxed, scenarios::rig::await_pending, at...);
    }
    template <class... At>
    static void await_queued(typename P::LockWord& word, unsigned cpu, At... at) {
        const auto ends_with_cpu = [cpu](std::uint32_t value) {
            return rqspinlock::has_tail(value) && rqspinlock::decode_tail(value).cpu == cpu;
        };
        until(word, ends_with_cpu, rqspinlock::relaxed, scenarios::rig::await_queued, at...);
    }

  private:
    template <class Object, class Condition, class... At>
    static void until(Object& object, Condition condition, rqspinlock::Order order, rqspinlock::Site site,
                      At... at) {
        static_cast<void>(
            P::await(object, condition, order, rqspinlock::never, rqspinlock::never, site, at...));
    }
};

}  // namespace tools
