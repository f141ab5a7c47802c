// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Memory orders under short names, so that each access of the lock shows its order on its own line.
///
/// `dependency` is the kernel's relaxed load whose value becomes an address. Accesses through that value come
/// after the stores that the storing CPU had released before its store. No other accesses do. Such a load
/// returns more than a value (`DependentOf` in platform.hpp), and an access through it names what it
/// returned. That is why the order has a type of its own:
///
///     const auto count = remote.cnt.load(dependency, site);
///     remote.locks[count - 1].load(relaxed, site, through(count));
///
/// This is C++'s consume. Compilers make it an acquire, and so does the hardware platform.

#include <atomic>
#include <type_traits>

namespace rqspinlock {

using Order = std::memory_order;

inline constexpr Order relaxed = std::memory_order_relaxed;
inline constexpr Order acquire = std::memory_order_acquire;
inline constexpr Order release = std::memory_order_release;
inline constexpr Order full_barrier = std::memory_order_seq_cst;

using DependencyOrder = std::integral_constant<Order, std::memory_order_consume>;
inline constexpr DependencyOrder dependency{};

/// The load on which the address of an access depends.
template <class Dependent>
constexpr auto through(const Dependent& loaded) {
    return loaded.dependency;
}

}  // namespace rqspinlock
