// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The information that a program passes to the machine with an access: the order, the site, the source line
/// and the load on which the address depends. Also the condition of a wait.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <type_traits>

#include "model/execution.hpp"

namespace model {

using Order = std::memory_order;

/// The order of a relaxed load whose value becomes an address. Accesses made through the value happen after
/// everything that the store that was read has released. No other accesses do. It is C++20's consume
/// ([intro.races]), except that the program itself says what carries a dependency (`Dependency`).
using DependencyOrder = std::integral_constant<Order, std::memory_order_consume>;
inline constexpr DependencyOrder dependency{};

/// Stands for a load of that order. Accesses whose address is computed from the loaded value pass it.
struct Dependency {
    std::uint16_t number;  ///< the engine's number for the load; 0: no such load

    explicit constexpr operator bool() const { return number != 0; }
};

/// A value that was loaded with the order `dependency`.
template <class T>
struct Dependent {
    T value{};
    Dependency dependency{};

    constexpr operator T() const { return value; }
    constexpr T operator->() const requires std::is_pointer_v<T> { return value; }
};

constexpr bool is_acquire(Order order) {
    return order == std::memory_order_acquire || order == std::memory_order_acq_rel ||
           order == std::memory_order_seq_cst;
}

constexpr bool is_release(Order order) {
    return order == std::memory_order_release || order == std::memory_order_acq_rel ||
           order == std::memory_order_seq_cst;
}

/// The place of an access in the source text. It is a defaulted last parameter of each access.
struct Source {
    const char* file;
    std::uint32_t line;
    static constexpr Source current(const char* file = __builtin_FILE(),
                                    std::uint32_t line = __builtin_LINE()) {
        return {file, line};
    }
    friend bool operator==(const Source& left, const Source& right) {
        return left.line == right.line && left.file == right.file;
    }
};

/// The place of an access, and its properties.
struct AccessInfo {
    const char* file;
    std::uint32_t line : 24;
    std::uint32_t bytes : 8;  ///< the bytes of the location that it accesses, as bits; 0: all
    SiteId site;
    Order order : 7;
    bool is_plain : 1;   ///< an ordinary access of the language; only `plain_races` uses this
    Dependency address;  ///< the load from which the address is computed
};
static_assert(sizeof(AccessInfo) <= 16, "it is passed in two registers");
static_assert(std::is_trivial_v<AccessInfo>,
              "else records of it are made up aside and copied, which is slow");

template <class Site>
constexpr AccessInfo access_info(Order order, Site site, Source source, Dependency address = {}) {
    AccessInfo info{source.file, 0, 0, static_cast<SiteId>(site), std::memory_order_relaxed, false, address};
    info.line = source.line;
    info.order = order;
    return info;
}

/// The access information of a step that the machine takes by itself, at a site of the program.
constexpr AccessInfo nowhere(SiteId site) {
    return access_info(std::memory_order_relaxed, site, Source{nullptr, 0});
}

/// A condition on a value, without the value's type. It keeps a copy of the closure, so that an engine can
/// evaluate it while the waiting program is not running.
class Condition {
  public:
    Condition() = default;

    template <class F>
    explicit Condition(const F& holds)
        : call_([](const void* closure, std::uint64_t value) {
              return static_cast<bool>((*static_cast<const F*>(closure))(value));
          }) {
        static_assert(std::is_trivially_copyable_v<F>, "a condition captures plain values only");
        static_assert(sizeof(F) <= sizeof(closure_), "a condition captures at most 32 bytes");
        std::memcpy(closure_.data(), &holds, sizeof(F));
    }

    bool operator()(std::uint64_t value) const { return call_(closure_.data(), value); }

  private:
    alignas(std::max_align_t) std::array<std::byte, 32> closure_{};
    bool (*call_)(const void*, std::uint64_t) = nullptr;
};

}  // namespace model
