// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An engine's machine as types: atomics, CPU-local variables, and a class of static functions that act for
/// the calling CPU. A site may be of any enumeration of the program.
///
/// @tparam Engine names the engine's `Machine`, `Location` and `LocalCell`, and has
///         `static Machine& machine()`

#include <array>
#include <cstdint>
#include <type_traits>

#include "model/access.hpp"

namespace model {

/// Values of up to 64 bits as the machine stores them. 0 stands for a value-initialised T.
template <class T>
std::uint64_t to_bits(T value) {
    if constexpr (std::is_pointer_v<T>) {
        return reinterpret_cast<std::uintptr_t>(value);
    } else {
        return static_cast<std::uint64_t>(value);
    }
}

template <class T>
T from_bits(std::uint64_t bits) {
    if constexpr (std::is_pointer_v<T>) {
        return reinterpret_cast<T>(static_cast<std::uintptr_t>(bits));
    } else {
        return static_cast<T>(bits);
    }
}

template <class Engine, class T>
class Atomic {
  public:
    template <class Site>
    T load(Order order, Site site, Source source = Source::current()) const {
        return from_bits<T>(machine().load(location_, access_info(order, site, source)));
    }
    template <class Site>
    T load(Order order, Site site, Dependency address, Source source = Source::current()) const {
        return from_bits<T>(machine().load(location_, access_info(order, site, source, address)));
    }
    template <class Site>
    Dependent<T> load(DependencyOrder order, Site site, Source source = Source::current()) const {
        const T value = load(Order{order}, site, source);
        return {value, machine().dependency()};
    }
    template <class Site>
    T load_local(Site site, Source source = Source::current()) const {
        return from_bits<T>(
            machine().load_local(location_, access_info(std::memory_order_relaxed, site, source)));
    }
    template <class Site>
    void store(T value, Order order, Site site, Source source = Source::current()) {
        machine().store(location_, to_bits(value), access_info(order, site, source));
    }
    template <class Site>
    void store(T value, Order order, Site site, Dependency address, Source source = Source::current()) {
        machine().store(location_, to_bits(value), access_info(order, site, source, address));
    }
    /// Strong. On failure it is a relaxed load.
    /// @param expected gets the value that was read
    template <class Site>
    bool compare_exchange(T& expected, T desired, Order order, Site site, Source source = Source::current()) {
        std::uint64_t value = to_bits(expected);
        const bool exchanged =
            machine().compare_exchange(location_, value, to_bits(desired), access_info(order, site, source));
        expected = from_bits<T>(value);
        return exchanged;
    }
    /// An atomic update of some bits: `value = (value & keep) | bits`. @return the value before
    template <class Site>
    T update(T keep, T bits, Order order, Site site, Source source = Source::current()) {
        return from_bits<T>(
            machine().update(location_, to_bits(keep), to_bits(bits), access_info(order, site, source)));
    }
    template <class Site>
    Dependent<T> update(T keep, T bits, DependencyOrder order, Site site, Source source = Source::current()) {
        const T before = update(keep, bits, Order{order}, site, source);
        return {before, machine().dependency()};
    }
    /// An atomic addition. @return the value before
    template <class Site>
    T add(T addend, Order order, Site site, Source source = Source::current()) {
        static_assert(sizeof(T) == sizeof(std::uint64_t), "the sum has the bits of the location");
        return from_bits<T>(machine().add(location_, to_bits(addend), access_info(order, site, source)));
    }
    template <class Site>
    T add_local(int delta, Site site, Source source = Source::current()) {
        const auto wide = static_cast<std::uint64_t>(static_cast<std::int64_t>(delta));
        return from_bits<T>(
            machine().add_local(location_, wide, access_info(std::memory_order_relaxed, site, source)));
    }

    /// Declares that this CPU may not read the present value, up to a store that it knows of: see
    /// MachineFailures::uninitialised. This is no access.
    void poison() { machine().poison(location_); }

    /// The value after the last store, for use after the execution has ended.
    T final_value() const { return from_bits<T>(machine().final_value(location_)); }
    LocationId id() const { return location_.id; }
    typename Engine::Location& location() const { return location_; }

  private:
    static auto& machine() { return Engine::machine(); }
    mutable typename Engine::Location location_;
};

/// A variable that only its own CPU reads and writes: an interrupt may land before an access, nothing else
/// can happen.
template <class Engine, class T>
class CpuLocal {
  public:
    template <class Site>
    T load(Site site) {
        machine().point(static_cast<SiteId>(site));
        return from_bits<T>(machine().local(cell_));
    }
    template <class Site>
    void store(T value, Site site) {
        machine().point(static_cast<SiteId>(site));
        if (!machine().drops(static_cast<SiteId>(site))) machine().local(cell_) = to_bits(value);
    }
    /// One step: no interrupt lands between the load and the store.
    template <class Site>
    void add(T delta, Site site) {
        machine().point(static_cast<SiteId>(site));
        if (machine().drops(static_cast<SiteId>(site))) return;
        machine().local(cell_) = to_bits(static_cast<T>(from_bits<T>(machine().local(cell_)) + delta));
    }

    /// For use after the execution has ended.
    T final_value() const { return from_bits<T>(machine().final_value(cell_)); }
    typename Engine::LocalCell& cell() { return cell_; }

  private:
    static auto& machine() { return Engine::machine(); }
    typename Engine::LocalCell cell_;
};

/// The base of a program's own platform.
template <class Engine>
class Platform {
  public:
    template <class T>
    using Atomic = model::Atomic<Engine, T>;
    template <class T>
    using CpuLocal = model::CpuLocal<Engine, T>;
    template <class T>
    using Dependent = model::Dependent<T>;
    using Dependency = model::Dependency;

    static unsigned cpu() { return machine().cpu(); }
    static unsigned cpu_count() { return machine().cpu_count(); }
    /// The context on top. A program at a trace point is in the context that called it.
    static ContextKind context() { return machine().context(); }
    static Nanoseconds now() { return machine().now(); }

    /// One T per CPU. It lives as long as the process: between executions its locations are reset.
    template <class T>
    static T& per_cpu(unsigned cpu) {
        static std::array<T, max_cpus> data{};
        return data[cpu];
    }

    template <class Site>
    static void fence(Order order, Site site, Source source = Source::current()) {
        machine().fence(access_info(order, site, source));
    }
    /// Does nothing: this machine does not reorder a program against its own interrupts.
    static void compiler_barrier() {}

    template <class Object, class F, class Site>
    static auto await(Object& object, const F& holds, Order order, Nanoseconds poll, Nanoseconds deadline,
                      Site site, Source source = Source::current()) {
        using T = decltype(object.final_value());
        const auto on_bits = [holds](std::uint64_t bits) { return holds(from_bits<T>(bits)); };
        return from_bits<T>(machine().await(object.location(), Condition(on_bits), poll, deadline,
                                            access_info(order, site, source)));
    }

    template <class Object, class F, class Site>
    static auto await(Object& object, const F& holds, DependencyOrder order, Nanoseconds poll,
                      Nanoseconds deadline, Site site, Source source = Source::current()) {
        const auto value = await(object, holds, Order{order}, poll, deadline, site, source);
        return model::Dependent<std::remove_const_t<decltype(value)>>{value, machine().dependency()};
    }

    /// A bounded spin is one read of any value that the memory model allows: the reads before the last one
    /// leave no trace.
    template <class Object, class F, class Site>
    static auto spin(Object& object, const F&, Order order, unsigned /*loops*/, Site site,
                     Source source = Source::current()) {
        return object.load(order, site, source);
    }

  protected:
    static auto& machine() { return Engine::machine(); }
};

}  // namespace model
