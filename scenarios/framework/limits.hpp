// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// As much as can be asked of a machine, by a declaration and on a command line.

namespace scenarios {

inline constexpr unsigned most_cpus = 8;  ///< of an engine
inline constexpr unsigned most_hardware_cpus = 64;
inline constexpr unsigned most_interrupts = 8;  ///< of a kind, per CPU
inline constexpr unsigned most_slow_waits = 8;  ///< of an execution

inline constexpr unsigned most_trace_programs = 8;  ///< of a declaration, at both trace points together

}  // namespace scenarios
