// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The abstract atomic and memory-order layer that the lock runs on.
///
/// Contents: `ContextKind`, the concepts `DependentOf`, `AtomicOf`, `CpuLocalOf`, `LockWord` and `Platform`.
///
/// A platform is a stateless class. Its members are static and act for the calling CPU, in the calling
/// context. The lock is a template over it: the same source runs on hardware and under each engine.
///
/// Rules for a platform:
/// - Each access is one atomic access of the memory model with exactly the order that is passed. The site is
///   only for the engine's book-keeping. So is a source line, which the functions below may take as a last,
///   defaulted parameter.
/// - An interrupt may be taken before each access, wait and trace point. It runs to completion on the same
///   CPU, nested, and sees the CPU's earlier stores.
/// - Phases and lock events are no accesses: nothing may happen between an access and the phase after it.
/// - Any of these functions may leave by an exception of the platform's own (an engine abandons an
///   execution). The lock holds nothing that would need a clean-up.

#include <concepts>
#include <cstdint>

#include "lock/atomic_order.hpp"
#include "lock/constants.hpp"
#include "lock/phases.hpp"
#include "lock/sites.hpp"

namespace rqspinlock {

/// Kinds of contexts of a CPU; a higher one interrupts a lower one.
enum class ContextKind : unsigned char { task, softirq, hardirq, nmi };

/// A value of type T that was loaded with the order `dependency`, and a handle for accesses through it. `D{}`
/// holds T{} and depends on nothing.
// clang-format off
template <class D, class T>
concept DependentOf = std::default_initializable<D> && requires(const D& loaded) {
    { loaded.value } -> std::same_as<const T&>;
    { loaded }       -> std::convertible_to<T>;
    through(loaded);
};
// clang-format on

/// An atomic object of type T: 32-bit integers and pointers.
///
/// An access may have an address computed from a value loaded with the order `dependency`. If the order
/// matters, it names the load: `through(loaded)`. A platform on which this load is an acquire may ignore it.
///
/// `load_local` reads an object that only this CPU writes, so it always finds this CPU's own last store. It
/// is relaxed, and an interrupt may land before it; an engine need not interleave it with other CPUs.
/// `add_local` (integers only) is such a read and a relaxed store of the sum in one instruction, so that no
/// interrupt lands between. It returns the sum, and is not an atomic read-modify-write.
///
/// `poison` says that the value of the object has no meaning, as if its memory were fresh: the CPU that calls
/// it must store before it reads. It is no access, and does nothing on hardware. An engine reports a read of
/// the old value.
// clang-format off
template <class A, class T>
concept AtomicOf = requires(A& object, const A& readable, T value, Order order, Site site) {
    { readable.load(order, site)          } -> std::same_as<T>;
    { readable.load(dependency, site)     } -> DependentOf<T>;
    { readable.load_local(site)           } -> std::same_as<T>;
    { object.store(value, order, site)    } -> std::same_as<void>;
    { object.poison()                     } -> std::same_as<void>;
    readable.load(order, site, through(readable.load(dependency, site)));
    object.store(value, order, site, through(readable.load(dependency, site)));
};
// clang-format on

/// An object of type T that only its own CPU reads and writes. An interrupt may land before each access, and
/// restores the value before it returns. `add` is one access.
// clang-format off
template <class L, class T>
concept CpuLocalOf = requires(L& object, T value, Site site) {
    { object.load(site)            } -> std::same_as<T>;
    { object.store(value, site)    } -> std::same_as<void>;
    { object.add(value, site)      } -> std::same_as<void>;
};
// clang-format on

/// The 32-bit lock word with its partial accesses, under the kernel's names. The byte and half-word stores
/// leave the other bits alone. An engine without mixed-size accesses makes each of them an atomic update of
/// the whole word.
///
/// | access | bits | kernel |
/// |---|---|---|
/// | `load` | all | `atomic_read` |
/// | `try_cmpxchg` | all | `atomic_try_cmpxchg` |
/// | `fetch_set_pending` | sets bit 8, returns the old word | `queued_fetch_set_pending_acquire` |
/// | `test_and_set_pending` | sets bit 8, returns what it was | the same on x86: `lock btsl` |
/// | `xchg_tail` | upper half, returns the old one | `xchg_tail` |
/// | `set_locked` | byte 0 to 1 | `set_locked` |
/// | `clear_locked` | byte 0 to 0 | the store of `res_spin_unlock` |
/// | `clear_pending` | byte 1 to 0 | `clear_pending` |
/// | `clear_pending_set_locked` | lower half to 1 | `clear_pending_set_locked` |
///
/// `try_cmpxchg` is strong. On failure it is a relaxed load into `expected`.
// clang-format off
template <class W>
concept LockWord = requires(W& word, const W& readable, std::uint32_t value, std::uint32_t& expected,
                            Order order, Site site) {
    { readable.load(order, site)                         } -> std::same_as<std::uint32_t>;
    { word.try_cmpxchg(expected, value, order, site)     } -> std::same_as<bool>;
    { word.fetch_set_pending(order, site)                } -> std::same_as<std::uint32_t>;
    { word.test_and_set_pending(order, site)             } -> std::same_as<bool>;
    { word.xchg_tail(value, dependency, site)            } -> DependentOf<std::uint32_t>;
    { word.set_locked(order, site)                       } -> std::same_as<void>;
    { word.clear_locked(order, site)                     } -> std::same_as<void>;
    { word.clear_pending(order, site)                    } -> std::same_as<void>;
    { word.clear_pending_set_locked(order, site)         } -> std::same_as<void>;
};
// clang-format on

/// The machine.
///
/// - `cpu()`, `cpu_count()`: id of the calling CPU, number of possible CPUs.
/// - `context()`: the kind of the context that calls.
/// - `per_cpu<T>(cpu)`: the one T of that CPU, zero-initialised, there before the first attempt.
/// - `now()`: nanoseconds, monotonic, the same clock for all CPUs.
/// - `fence(order, site)`: `std::atomic_thread_fence`. `compiler_barrier()`: orders this CPU's accesses
///   against its own interrupts, nothing else.
/// - `await(object, condition, order, poll, deadline, site)`: reads until `condition(value)` holds or the
///   clock has reached `poll`, and returns the last value read, which the caller tests. The read that
///   satisfies the condition has the given order. With a poll time that is not in the future it reads once
///   and returns. `deadline` is the time at which the caller gives up; it tells, with `poll`, an engine with
///   virtual time how far it may jump. `never` for both: the wait ends by its condition only.
/// - `spin(object, condition, order, loops, site)`: reads until the condition holds, at most loops + 1 times,
///   and returns the last value. An engine may make it one read of any value that the memory model allows.
/// - `irq_save()`, `irq_restore(state)`: mask hardirqs and softirqs of this CPU (NMIs are not maskable).
/// - `trace_contention_begin(lock, site)`, `trace_contention_end(lock, result, site)`: trace points. An
///   attached program runs here, nested, and may take locks.
/// - `phase(...)`, `lock_event(...)`: announcements, see lock/phases.hpp.
/// - `misuse(misuse, lock)`: a call that the lock does not support, found with `Options::checked`. If this
///   function returns, the call is left out.
// clang-format off
template <class P>
concept Platform =
    AtomicOf<typename P::template Atomic<std::uint32_t>, std::uint32_t> &&
    AtomicOf<typename P::template Atomic<const void*>, const void*> &&
    CpuLocalOf<typename P::template CpuLocal<std::uint32_t>, std::uint32_t> &&
    LockWord<typename P::LockWord> &&
    DependentOf<typename P::template Dependent<std::uint32_t>, std::uint32_t> &&
    requires(typename P::LockWord& word, typename P::template Atomic<std::uint32_t>& object,
             bool (*condition)(std::uint32_t), Order order, Nanoseconds time, unsigned loops, Site site,
             unsigned cpu, typename P::IrqState irq_state, const void* lock, Result result, Phase phase,
             PhaseDetail detail, LockEvent event, Misuse misuse) {
        { P::cpu()                                                  } -> std::same_as<unsigned>;
        { P::cpu_count()                                            } -> std::same_as<unsigned>;
        { P::context()                                              } -> std::same_as<ContextKind>;
        { P::template per_cpu<int>(cpu)                             } -> std::same_as<int&>;
        { P::now()                                                  } -> std::same_as<Nanoseconds>;
        { object.add_local(1, site)                                 } -> std::same_as<std::uint32_t>;
        { P::fence(order, site)                                     } -> std::same_as<void>;
        { P::compiler_barrier()                                     } -> std::same_as<void>;
        { P::await(word, condition, order, time, time, site)        } -> std::same_as<std::uint32_t>;
        { P::await(object, condition, order, time, time, site)      } -> std::same_as<std::uint32_t>;
        { P::await(object, condition, dependency, time, time, site) } -> DependentOf<std::uint32_t>;
        { P::spin(word, condition, order, loops, site)              } -> std::same_as<std::uint32_t>;
        { P::irq_save()                                             } -> std::same_as<typename P::IrqState>;
        { P::irq_restore(irq_state)                                 } -> std::same_as<void>;
        { P::trace_contention_begin(lock, site)                     } -> std::same_as<void>;
        { P::trace_contention_end(lock, result, site)               } -> std::same_as<void>;
        { P::phase(phase, lock, detail)                             } -> std::same_as<void>;
        { P::lock_event(event)                                      } -> std::same_as<void>;
        { P::misuse(misuse, lock)                                   } -> std::same_as<void>;
    };
// clang-format on

}  // namespace rqspinlock
