// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The lock's platform on an engine: the engine's atomics, await and clock, plus what only the lock knows,
/// its phases and contexts.

#include "lock/platform.hpp"

namespace tools {

/// What the lock announces goes into the execution's record as a note: the phase, the lock, the detail.
///
/// @tparam Base the engine's platform
/// @tparam Locks tells the number of a lock by the address of its word: `static unsigned index(const void*)`
template <class Base, class Locks>
class LockPlatform : public Base {
  public:
    static rqspinlock::Context context() {
        return Base::in_nmi() ? rqspinlock::Context::nmi : rqspinlock::Context::task;
    }

    static void phase(rqspinlock::Phase phase, const void* lock, rqspinlock::PhaseDetail detail) {
        Base::machine().note(static_cast<unsigned>(phase), Locks::index(lock), detail.value);
    }

    /// The record of an execution says more than a counter.
    static void lock_event(rqspinlock::LockEvent) {}

    /// The machine's only interrupts are NMIs, and those cannot be masked.
    using IrqState = bool;
    static IrqState irq_save() { return false; }
    static void irq_restore(IrqState) {}

    static void trace_contention_begin(const void*, rqspinlock::Site site) { point(site); }
    static void trace_contention_end(const void*, rqspinlock::Result, rqspinlock::Site site) { point(site); }

  private:
    static void point(rqspinlock::Site site) { Base::machine().point(static_cast<unsigned char>(site)); }
};

}  // namespace tools
