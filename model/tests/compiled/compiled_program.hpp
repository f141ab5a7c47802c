// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// C code of a test on the native engine, beside the same program as the test has it.

#include "model/compiled/runtime.hpp"
#include "model/tests/native/native_program.hpp"

namespace model::tests {

/// Loads an object of `programs/`, and declares its memory: `shared` and the per-CPU variables of
/// `programs/shared.h`.
void load_compiled(const std::string& object);

/// Searches the setup with functions of the object in place of those that it has, the handler in place of
/// those of NMIs and hardirqs.
Outcomes explore_compiled(Setup setup, const char* task, const char* handler = nullptr,
                          const std::function<void(const Execution&)>& look = {});

/// What the runtime says to the task of one CPU; empty: nothing.
std::string refusal_of(const char* task);

/// The memory of the object.
struct SharedMemory {
    char* begin;
    std::size_t size;
};
SharedMemory shared_memory();

}  // namespace model::tests
