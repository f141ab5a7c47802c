// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Short names to write programs as data by hand.

#include <utility>

#include "model/tests/programs/program.hpp"

namespace model::tests {

inline constexpr auto relaxed = std::memory_order_relaxed;
inline constexpr auto acquire = std::memory_order_acquire;
inline constexpr auto release = std::memory_order_release;
inline constexpr auto acq_rel = std::memory_order_acq_rel;
inline constexpr auto seq_cst = std::memory_order_seq_cst;

inline constexpr unsigned x = 0;
inline constexpr unsigned y = 1;
inline constexpr unsigned z = 2;

inline Instruction instruction(Instruction::Kind kind, unsigned variable, std::memory_order order) {
    Instruction made;
    made.kind = kind;
    made.variable = variable;
    made.order = order;
    return made;
}

inline Instruction load(unsigned variable, std::memory_order order) {
    return instruction(Instruction::Kind::load, variable, order);
}

inline Instruction store(unsigned variable, unsigned value, std::memory_order order) {
    Instruction made = instruction(Instruction::Kind::store, variable, order);
    made.value = value;
    return made;
}

inline Instruction exchange(unsigned variable, unsigned value, std::memory_order order) {
    Instruction made = instruction(Instruction::Kind::exchange, variable, order);
    made.value = value;
    return made;
}

inline Instruction compare_exchange(unsigned variable, unsigned expected, unsigned desired,
                                    std::memory_order order) {
    Instruction made = instruction(Instruction::Kind::compare_exchange, variable, order);
    made.expected = expected;
    made.value = desired;
    return made;
}

inline Instruction add(unsigned variable, unsigned value, std::memory_order order, unsigned mask = ~0U) {
    Instruction made = instruction(Instruction::Kind::add, variable, order);
    made.value = value;
    made.mask = mask;
    return made;
}

/// A compare-exchange that, if it fails, is a load of this order.
inline Instruction or_load(Instruction compare_exchange, std::memory_order failure) {
    compare_exchange.failure = failure;
    return compare_exchange;
}

inline Instruction fence(std::memory_order order) {
    return instruction(Instruction::Kind::fence, 0, order);
}

inline Instruction await(unsigned variable, unsigned expected, std::memory_order order) {
    Instruction made = instruction(Instruction::Kind::await, variable, order);
    made.expected = expected;
    return made;
}

/// An access whose address depends on the latest load of order `dependency`, or on the load before that.
inline Instruction through_last(Instruction access) {
    access.through = Instruction::Through::last_load;
    return access;
}
inline Instruction through_load_before(Instruction access) {
    access.through = Instruction::Through::load_before;
    return access;
}

inline Program program_of(std::vector<std::vector<Instruction>> tasks) {
    Program program;
    program.tasks = std::move(tasks);
    return program;
}

inline Program with(MemoryModel memory_model, Program program) {
    program.memory_model = memory_model;
    return program;
}

}  // namespace model::tests
