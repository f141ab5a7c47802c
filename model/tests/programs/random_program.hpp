// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Makes small programs up, of what the machine has.

#include "model/tests/programs/program.hpp"

namespace model::tests {

/// What a made-up program is about.
enum class Subject : std::uint8_t {
    memory,      ///< accesses of any order, waits without time, choices
    seq_cst,     ///< stores, loads and fences of which most are seq_cst, on few variables
    addresses,   ///< loads of order `dependency`, and accesses through what they have read
    time,        ///< timed waits and holds
    interrupts,  ///< handlers of several instructions, masks, windows, trace points, CPU-local data
    everything,
};

/// What the generator may use.
struct Shape {
    unsigned max_cpus = 4;
    unsigned max_instructions = 10;  ///< of all tasks
    bool waits = true;
    bool time = true;
    bool choices = true;
    bool interrupts = true;
    bool plain = true;
    bool seq_cst = true;
    bool dependencies = true;
    unsigned slow = 0;  ///< waits that may let their CPU's time pass; programs then have timed waits
};

Program random_program(std::uint64_t seed, const Shape& shape);
/// @return what the program with this seed is about
Subject subject_of(std::uint64_t seed, const Shape& shape);

}  // namespace model::tests
