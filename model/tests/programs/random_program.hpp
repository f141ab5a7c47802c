// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Makes random small programs from everything that the machine has.

#include "model/tests/programs/program.hpp"

namespace model::tests {

/// The subject of a random program.
enum class Subject : std::uint8_t {
    memory,      ///< accesses of any order, waits without time, choices
    seq_cst,     ///< stores, loads and fences, most of them seq_cst, on few variables
    addresses,   ///< loads of order `dependency`, and accesses through the loaded values
    time,        ///< timed waits and holds
    interrupts,  ///< handlers of several instructions, masks, windows, trace points, CPU-local data
    everything,
};

/// The features that the generator may use.
struct Shape {
    unsigned max_cpus = 4;
    unsigned max_instructions = 10;  ///< of all tasks together
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
/// @return the subject of the program with this seed
Subject subject_of(std::uint64_t seed, const Shape& shape);

}  // namespace model::tests
