// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Atomic objects of the hardware platform: `Atomic` and `CpuLocal`.
///
/// A load of order `dependency` is an acquire: compilers do not keep address dependencies.
///
/// The objects are volatile, and accessed by the compiler's `__atomic` builtins. They are volatile for the
/// same reason as the kernel's READ_ONCE and WRITE_ONCE: an NMI of the same CPU must find earlier stores done
/// and later ones not done, and the compiler may reorder relaxed atomics. All of it is always inlined: the
/// order is exact only if it is a constant where the builtin is expanded (else: seq_cst).

#include <cstdint>
#include <type_traits>

#include "lock/hardware/fence.hpp"
#include "lock/hardware/instrumentation.hpp"

namespace rqspinlock::hardware {

/// A memory order as the type that the builtins want.
constexpr int builtin(Order order) {
    return static_cast<int>(order);
}

/// The name of a load. The load is an acquire, so there is nothing to name.
struct Dependency {};

/// A value that was loaded with the order `dependency`.
template <class T>
struct Dependent {
    T value{};
    [[no_unique_address]] Dependency dependency{};

    [[gnu::always_inline]] constexpr operator T() const { return value; }
    [[gnu::always_inline]] constexpr T operator->() const requires std::is_pointer_v<T> { return value; }
};

/// Adds to an object that only this CPU writes, and returns the sum. A signal that lands after the load
/// restores the value before it returns, so the sum is right all the same. On x86 the change itself is one
/// instruction without the lock prefix, which is cheaper than xadd. Elsewhere it is a load and a store, and
/// so it is under ThreadSanitizer, which does not see into assembly.
[[gnu::always_inline]] inline std::uint32_t add_to_own(volatile std::uint32_t& object, std::uint32_t delta,
                                                       Order order = relaxed) {
    const std::uint32_t sum = __atomic_load_n(&object, builtin(relaxed)) + delta;
#if defined(__x86_64__)
    if constexpr (!thread_sanitizer) {
        asm volatile("addl %1, %0" : "+m"(object) : "ri"(delta) : "cc");
        return sum;
    }
#endif
    __atomic_store_n(&object, sum, builtin(order));
    return sum;
}

/// An atomic object that all CPUs see.
template <class T, Instrumentation I>
class Atomic {
  public:
    constexpr Atomic() = default;
    Atomic(const Atomic&) = delete;
    Atomic& operator=(const Atomic&) = delete;

    [[gnu::always_inline]] T load(Order order, Site site, Dependency = {}) const {
        I::before(site);
        return __atomic_load_n(&value_, builtin(order));
    }
    [[gnu::always_inline]] Dependent<T> load(DependencyOrder, Site site) const {
        return {load(acquire, site)};
    }

    [[gnu::always_inline]] T load_local(Site site) const { return load(relaxed, site); }

    [[gnu::always_inline]] void store(T value, Order order, Site site, Dependency = {}) {
        I::before(site);
        __atomic_store_n(&value_, value, builtin(write_order(order, site)));
    }

    [[gnu::always_inline]] T add_local(int delta, Site site) requires std::is_same_v<T, std::uint32_t> {
        I::before(site);
        return add_to_own(value_, static_cast<std::uint32_t>(delta), write_order(relaxed, site));
    }

    /// Does nothing: memory keeps its value.
    [[gnu::always_inline]] void poison() {}

    /// The value as another thread sees it, for checks and dumps. This read is no access of the lock.
    T peek() const { return __atomic_load_n(&value_, builtin(relaxed)); }

  private:
    volatile T value_{};
};

/// An object of one CPU and its contexts. Its accesses are relaxed and not plain: an interrupt forbids torn
/// or invented stores, and a test may read the object from outside.
template <class T, Instrumentation I>
class CpuLocal {
  public:
    [[gnu::always_inline]] T load(Site site) const { return value_.load(relaxed, site); }
    [[gnu::always_inline]] void store(T value, Site site) { value_.store(value, relaxed, site); }
    [[gnu::always_inline]] void add(T delta, Site site) { value_.add_local(static_cast<int>(delta), site); }
    T peek() const { return value_.peek(); }

  private:
    Atomic<T, I> value_;
};

}  // namespace rqspinlock::hardware
