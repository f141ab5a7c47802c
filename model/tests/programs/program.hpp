// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Small programs as data: an engine runs them, the brute-force enumerator interprets them, and a generator
/// makes random ones.

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
        store,             ///< stores `value`, or the value read last plus `value`
        exchange,          ///< like `store`, atomically with a read
        compare_exchange,  ///< replaces `expected` by `value`, within the bits of `mask`
        update,            ///< keeps the bits of `expected` and sets those of `value`
        flip,              ///< keeps the bits of `expected` and changes those of `value`
        add,               ///< adds `value` within the bits of `mask`
        fence,
        await,        ///< waits until the variable is `expected`
        timed_await,  ///< like `await`, but looks every `poll` units of time, up to `value` units
        choose,       ///< chooses one of `value` values; counts as the value read last
        own_load,     ///< loads the variable that only its CPU writes
        own_add,      ///< adds `value` to that variable, with no interrupt between
        local_load,   ///< loads the CPU-local variable
        local_store,  ///< like `store`, to the CPU-local variable
        mask,         ///< masks hardirqs and softirqs
        unmask,       ///< restores the mask from before the last `mask` of the same program
        trace_point,  ///< runs the traced program, if there is one
        plain_read,
        plain_write,
        hold,  ///< lasts `value` units of time
    };

    Kind kind = Kind::load;
    unsigned variable = 0;
    unsigned value = 0;
    unsigned expected = 0;
    unsigned mask = ~0U;
    unsigned poll = 1;
    bool once = false;  ///< a timed wait gives up after one look
    bool plus_last = false;
    std::memory_order order = std::memory_order_relaxed;
    std::memory_order failure = std::memory_order_relaxed;  ///< the failure order of a compare-exchange
    /// The instruction is left out if the value read last is 0 (or if it is not 0).
    enum class If : std::uint8_t { always, last_is_zero, last_is_not_zero } condition = If::always;
    /// Of an access: its address depends on an earlier load of order `dependency` in its program, if there is
    /// one.
    enum class Through : std::uint8_t { nothing, last_load, load_before } through = Through::nothing;
    unsigned site = 0;  ///< below `site_count`
};

inline constexpr unsigned max_variables = 3;
inline constexpr unsigned max_tasks = max_cpus;
/// After x, y, z follow the variables that only one CPU writes: `own_variable(cpu)`.
inline constexpr unsigned variable_count = max_variables + max_tasks;
inline constexpr unsigned own_variable(unsigned cpu) {
    return max_variables + cpu;
}
inline constexpr std::uint64_t time_unit = 1'000'000;

/// Sites of instructions. The point after a task has a site of its own.
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
    /// Programs at trace points; empty: no program is attached. If there is a second program, there is a
    /// second trace point: instructions with an odd `value` reach it.
    std::array<Code, 2> traced;
    std::array<TraceGuard, 2> guards{};
    std::array<unsigned, variable_count> initial{};  ///< values of the variables
    unsigned slow = 0;                               ///< see Configuration
    std::bitset<max_tasks> slow_cpus = std::bitset<max_tasks>{}.set();
    MemoryModel memory_model = MemoryModel::rc11;
    bool waits_loop = false;  ///< untimed waits are loops of reads; the enumerator does not know such loops

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

/// The two latest loads of order `dependency` of a program.
/// @tparam T a load, or its stand-in; T{}: none
template <class T>
class LatestLoads {
  public:
    void add(T load) { loads_ = {load, loads_[0]}; }
    /// The load on which the address of an access depends.
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
