// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The lock's platform on an engine: the engine's atomics, await and clock, plus what only the lock knows,
/// its phases and contexts.

#include "lock/platform.hpp"
#include "model/execution.hpp"

namespace tools {

/// What the lock announces goes into the execution's record as a note: the phase, the lock, the detail.
///
/// @tparam Base the engine's platform
/// @tparam Locks tells the number of a lock by the address of its word: `static unsigned index(const void*)`
template <class Base, class Locks>
class LockPlatform : public Base {
  public:
    static rqspinlock::Context context() {
        static_assert(same(rqspinlock::Context::task, model::ContextKind::task) &&
                      same(rqspinlock::Context::softirq, model::ContextKind::softirq) &&
                      same(rqspinlock::Context::hardirq, model::ContextKind::hardirq) &&
                      same(rqspinlock::Context::nmi, model::ContextKind::nmi));
        return static_cast<rqspinlock::Context>(Base::context());
    }

    static void phase(rqspinlock::Phase phase, const void* lock, rqspinlock::PhaseDetail detail) {
        Base::machine().note(static_cast<unsigned>(phase), Locks::index(lock), detail.value);
    }

    /// What machines find themselves they announce with the line of the program: see Bench.
    static void misuse(rqspinlock::Misuse misuse, const void* lock) {
        phase(rqspinlock::Phase::misused, lock, misuse);
    }

    /// The record of an execution says more than a counter.
    static void lock_event(rqspinlock::LockEvent) {}

    using IrqState = bool;
    static IrqState irq_save() { return Base::machine().irq_save(); }
    static void irq_restore(IrqState state) { Base::machine().irq_restore(state); }

    // Programs are attached to these by their numbers.
    static constexpr unsigned contention_begin = 0;
    static constexpr unsigned contention_end = 1;

    static void trace_contention_begin(const void*, rqspinlock::Site site) {
        Base::machine().trace_point(static_cast<unsigned char>(site), contention_begin);
    }
    static void trace_contention_end(const void*, rqspinlock::Result, rqspinlock::Site site) {
        Base::machine().trace_point(static_cast<unsigned char>(site), contention_end);
    }

  private:
    static constexpr bool same(rqspinlock::Context context, model::ContextKind kind) {
        return static_cast<unsigned>(context) == static_cast<unsigned>(kind);
    }
};

}  // namespace tools
