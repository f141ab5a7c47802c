// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The limits of a machine, for declarations and for command lines.

namespace scenarios {

inline constexpr unsigned most_cpus = 8;  ///< of an engine
inline constexpr unsigned most_hardware_cpus = 64;
inline constexpr unsigned most_interrupts = 8;  ///< of one kind, per CPU
inline constexpr unsigned most_slow_waits = 8;  ///< in an execution

inline constexpr unsigned most_trace_programs = 8;  ///< in a declaration, at both trace points together

}  // namespace scenarios
