// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// C code of a test on the native engine, to compare with the test's own form of the same program.

#include "model/compiled/runtime.hpp"
#include "model/tests/native/native_program.hpp"

namespace model::tests {

/// Loads an object of `programs/`, and declares its memory: `shared` and the per-CPU variables of
/// `programs/shared.h`.
void load_compiled(const std::string& object);

/// Searches the setup with functions of the object in place of its own functions. The handler takes the place
/// of the NMI and hardirq handlers.
Outcomes explore_compiled(Setup setup, const char* task, const char* handler = nullptr,
                          const std::function<void(const Execution&)>& look = {});

/// The runtime's refusal of the task of one CPU; empty: no refusal.
std::string refusal_of(const char* task);

/// The memory of the object.
struct SharedMemory {
    char* begin;
    std::size_t size;
};
SharedMemory shared_memory();

}  // namespace model::tests
