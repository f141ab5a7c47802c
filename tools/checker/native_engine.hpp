// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The native engine as the tools use it.

#include "tools/checker/engine.hpp"
#include "tools/checker/watchdog.hpp"

namespace tools {

struct NativeSettings {
    bool plays_faults = false;  ///< this engine has the mutants, and has set up the request's faults
    // For tests.
    bool judge_all = false;  ///< judge each execution, even if a judged one has the same skeleton
};

/// Runs the search that is asked for.
/// @throw RequestError
Report run_on_native(const Request& request, const ProgressCallback& progress,
                     const NativeSettings& settings = {});

/// From now on, runs the lock of a kernel tree in place of this project's lock.
/// @param object made by tools/kernel/compile
/// @throw std::runtime_error
void use_kernel_lock(const std::string& object);

/// See watchdog.hpp.
Pulse native_pulse(const void* here);

}  // namespace tools
