// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine itself as a platform: CPUs are threads, NMIs are signals.
///
///     hardware::declare_cpus(2);
///     // in each of two threads
///     hardware::CpuThread cpu(number);
///     if (Guard guard{lock}) { ... }
///
/// Contents: `BasicPlatform` over an instrumentation and a clock; `HardwarePlatform` has no instrumentation
/// and the real clock. The parts: atomic.hpp, word.hpp and fence.hpp (accesses), wait.hpp and clock.hpp,
/// cpu.hpp, cpu_thread.hpp and signal.hpp (CPUs and their interrupts), trace_points.hpp, lock_events.hpp;
/// site_recorder.hpp is an instrumentation for tests.

#include "lock/hardware/cpu_thread.hpp"
#include "lock/hardware/lock_events.hpp"
#include "lock/hardware/misuse.hpp"
#include "lock/hardware/trace_points.hpp"
#include "lock/hardware/wait.hpp"
#include "lock/hardware/word.hpp"
#include "lock/platform.hpp"

namespace rqspinlock::hardware {

/// The members are documented at the concept `Platform`.
template <Instrumentation I, Clock C = MonotonicClock>
struct BasicPlatform {
    template <class T>
    using Atomic = hardware::Atomic<T, I>;
    template <class T>
    using CpuLocal = hardware::CpuLocal<T, I>;
    template <class T>
    using Dependent = hardware::Dependent<T>;
    using LockWord = Word<I>;
    using IrqState = hardware::IrqState;

    static unsigned cpu() { return this_thread.id; }
    static unsigned cpu_count() { return cpu_counts.cpus.load(relaxed); }
    static ContextKind context() { return this_thread.context.load(relaxed); }

    template <class T>
    static T& per_cpu(unsigned cpu) {
        return cpu_slots<T>[cpu].value;
    }

    static Nanoseconds now() { return C::now(); }

    [[gnu::always_inline]] static void fence(Order order, Site site) {
        I::before(site);
        hardware::fence(order);
    }

    static void compiler_barrier() { std::atomic_signal_fence(full_barrier); }

    /// Ignores the deadline, which is for engines that make time themselves.
    template <class Object, class Condition>
    [[gnu::always_inline]] static auto await(const Object& object, Condition condition, Order order,
                                             Nanoseconds poll, Nanoseconds, Site site) {
        return hardware::await<C>(object, condition, order, poll, site);
    }

    template <class Object, class Condition>
    [[gnu::always_inline]] static auto await(const Object& object, Condition condition, DependencyOrder,
                                             Nanoseconds poll, Nanoseconds, Site site) {
        const auto value = hardware::await<C>(object, condition, acquire, poll, site);
        return Dependent<std::remove_const_t<decltype(value)>>{value};
    }

    template <class Object, class Condition>
    [[gnu::always_inline]] static auto spin(const Object& object, Condition condition, Order order,
                                            unsigned loops, Site site) {
        return hardware::spin<C>(object, condition, order, loops, site);
    }

    static IrqState irq_save() { return hardware::irq_save(); }
    static void irq_restore(IrqState state) { hardware::irq_restore(state); }

    static void trace_contention_begin(const void* lock, Site site) {
        I::before(site);
        trace_points.contention_begin.reach(lock);
    }
    static void trace_contention_end(const void* lock, Result result, Site site) {
        I::before(site);
        trace_points.contention_end.reach(lock, result);
    }

    static void phase(Phase phase, const void* lock, PhaseDetail detail) { I::phase(phase, lock, detail); }
    static void lock_event(LockEvent event) { count_lock_event(event); }
    static void misuse(Misuse misuse, const void* lock) { fail_misuse(misuse, lock, cpu()); }
};

using HardwarePlatform = BasicPlatform<NoInstrumentation>;

static_assert(Platform<HardwarePlatform>);

}  // namespace rqspinlock::hardware
