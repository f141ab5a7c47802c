// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Small programs as data: an engine runs them, the brute-force enumerator interprets them, a generator makes
/// them up.

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "model/machine.hpp"

namespace model::tests {

struct Instruction {
    enum class Kind : std::uint8_t {
        load,
        store,             ///< `value`, or what was read last plus `value`
        exchange,          ///< the same, atomically with a read
        compare_exchange,  ///< `expected` by `value`
        fence,
        await,        ///< until the variable is `expected`
        timed_await,  ///< the same, looking up every unit of time, up to `value` units
        choose,       ///< one of `value`; counts as what was read last
        plain_read,
        plain_write,
        hold,  ///< `value` units of time
    };

    Kind kind = Kind::load;
    unsigned variable = 0;
    unsigned value = 0;
    unsigned expected = 0;
    bool plus_last = false;
    std::memory_order order = std::memory_order_relaxed;
    /// Left out if what was read last is 0 (1: is not 0).
    enum class If : std::uint8_t { always, last_is_zero, last_is_not_zero } condition = If::always;
};

inline constexpr unsigned max_variables = 3;
inline constexpr std::uint64_t time_unit = 1'000'000;

struct Program {
    std::vector<std::vector<Instruction>> tasks;  ///< per CPU
    std::vector<Instruction> nmi;                 ///< the same for every CPU
    std::vector<unsigned> nmi_budget;             ///< per CPU
    unsigned slow = 0;                            ///< see Configuration
    MemoryModel memory_model = MemoryModel::rc11;
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

/// Values stay small, so that conditions are often met.
inline std::uint64_t value_stored(const Instruction& instruction, std::uint64_t last) {
    return instruction.plus_last ? (last + instruction.value) % 4 : instruction.value;
}

/// What the generator may use.
struct Shape {
    unsigned max_cpus = 3;
    unsigned max_instructions = 8;  ///< of all CPUs
    bool waits = true;
    bool time = true;
    bool choices = true;
    bool nmis = true;
    bool plain = true;
    bool seq_cst = true;
    unsigned slow = 0;  ///< waits that may let their CPU's time pass; programs then have timed waits
};

Program random_program(std::uint64_t seed, const Shape& shape);

}  // namespace model::tests
