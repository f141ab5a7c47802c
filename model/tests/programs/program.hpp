// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Small programs as data: an engine runs them, the brute-force enumerator interprets them, a generator makes
/// them up.

#include <array>
#include <atomic>
#include <bitset>
#include <cstdint>
#include <string>
#include <vector>

#include "model/access.hpp"
#include "model/machine.hpp"

namespace model::tests {

struct Instruction {
    enum class Kind : std::uint8_t {
        load,
        store,             ///< `value`, or what was read last plus `value`
        exchange,          ///< the same, atomically with a read
        compare_exchange,  ///< `expected` by `value`, of the bits of `mask`
        update,            ///< keeps the bits of `expected` and sets those of `value`
        flip,              ///< keeps the bits of `expected` and changes those of `value`
        add,               ///< adds `value` within the bits of `mask`
        fence,
        await,        ///< until the variable is `expected`
        timed_await,  ///< the same, looking up every `poll` units of time, up to `value` units
        choose,       ///< one of `value`; counts as what was read last
        own_load,     ///< of the variable that its CPU alone writes
        own_add,      ///< adds `value` to it, with no interrupt between
        local_load,   ///< of the CPU-local variable
        local_store,  ///< the same as `store`
        mask,         ///< hardirqs and softirqs
        unmask,       ///< as it was at the last `mask` of the same program
        trace_point,  ///< runs the traced program, if there is one
        plain_read,
        plain_write,
        hold,  ///< `value` units of time
    };

    Kind kind = Kind::load;
    unsigned variable = 0;
    unsigned value = 0;
    unsigned expected = 0;
    unsigned mask = ~0U;
    unsigned poll = 1;
    bool once = false;  ///< a timed wait gives up when it has looked once
    bool plus_last = false;
    std::memory_order order = std::memory_order_relaxed;
    std::memory_order failure = std::memory_order_relaxed;  ///< of a compare-exchange
    /// Left out if what was read last is 0 (1: is not 0).
    enum class If : std::uint8_t { always, last_is_zero, last_is_not_zero } condition = If::always;
    /// Of an access: its address depends on a load of order `dependency` that its program has made, if there
    /// is one.
    enum class Through : std::uint8_t { nothing, last_load, load_before } through = Through::nothing;
    unsigned site = 0;  ///< below `site_count`
};

inline constexpr unsigned max_variables = 3;
inline constexpr unsigned max_tasks = max_cpus;
/// Behind x, y, z come the variables that one CPU alone writes: `own_variable(cpu)`.
inline constexpr unsigned variable_count = max_variables + max_tasks;
inline constexpr unsigned own_variable(unsigned cpu) {
    return max_variables + cpu;
}
inline constexpr std::uint64_t time_unit = 1'000'000;

/// Sites of instructions; the point behind a task has one of its own.
inline constexpr unsigned site_count = 2;
inline constexpr unsigned end_site = site_count;

using Code = std::vector<Instruction>;

/// Handlers by their kind of interrupt.
inline constexpr std::array interrupt_kinds = {ContextKind::softirq, ContextKind::hardirq, ContextKind::nmi};

struct Interrupt {
    Code code;                                 ///< the same for every CPU
    std::array<unsigned, max_tasks> budget{};  ///< per CPU
    std::bitset<site_count + 1> window = std::bitset<site_count + 1>{}.set();
};

struct Program {
    std::vector<Code> tasks;  ///< per CPU
    Interrupt softirq;
    Interrupt hardirq;
    Interrupt nmi;
    /// Programs at trace points; empty: none is attached. If there is a second one, there is a second trace
    /// point: that of instructions with an odd `value`.
    std::array<Code, 2> traced;
    std::array<TraceGuard, 2> guards{};
    std::array<unsigned, variable_count> initial{};  ///< values of the variables
    unsigned slow = 0;                               ///< see Configuration
    std::bitset<max_tasks> slow_cpus = std::bitset<max_tasks>{}.set();
    MemoryModel memory_model = MemoryModel::rc11;
    bool waits_loop = false;  ///< waits without time are loops of reads; the enumerator knows no such loops

    unsigned trace_point(const Instruction& instruction) const {
        return traced[1].empty() ? 0 : instruction.value % 2;
    }
    const Interrupt& interrupt(ContextKind kind) const {
        if (kind == ContextKind::nmi) return nmi;
        return kind == ContextKind::hardirq ? hardirq : softirq;
    }
};

std::string to_text(const Program& program);

inline bool is_left_out(const Instruction& instruction, std::uint64_t last) {
    switch (instruction.condition) {
        case Instruction::If::last_is_zero:
            return last != 0;
        case Instruction::If::last_is_not_zero:
            return last == 0;
        default:
            return false;
    }
}

/// Does it read with the order `dependency`?
inline bool is_dependency_load(const Instruction& instruction) {
    switch (instruction.kind) {
        case Instruction::Kind::load:
        case Instruction::Kind::exchange:
        case Instruction::Kind::compare_exchange:
        case Instruction::Kind::update:
        case Instruction::Kind::flip:
        case Instruction::Kind::add:
        case Instruction::Kind::await:
        case Instruction::Kind::timed_await:
            return instruction.order == dependency;
        default:
            return false;
    }
}

/// The two loads of order `dependency` that a program has made last.
/// @tparam T a load, or what stands for it; T{}: none
template <class T>
class LatestLoads {
  public:
    void add(T load) { loads_ = {load, loads_[0]}; }
    /// The load that the address of an access depends on.
    T of(const Instruction& access) const {
        switch (access.through) {
            case Instruction::Through::last_load:
                return loads_[0];
            case Instruction::Through::load_before:
                return loads_[1];
            default:
                return T{};
        }
    }
    const std::array<T, 2>& all() const { return loads_; }

  private:
    std::array<T, 2> loads_{};
};

/// Values stay small, so that conditions are often met.
inline std::uint64_t value_stored(const Instruction& instruction, std::uint64_t last) {
    return instruction.plus_last ? (last + instruction.value) % 4 : instruction.value;
}

}  // namespace model::tests
