// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Ctrl-C and SIGTERM. The first one asks the engine to answer with what it has, the second one kills engine
/// and tool. Two within a tenth of a second are one.

#include <sys/types.h>

namespace tools {

/// Handles SIGINT and SIGTERM from now on. A signal that was ignored when the tool was started stays ignored
/// (SIGINT is ignored in a shell's background job).
void watch_stop_signals();

/// Sets the process that gets the signals; 0: none.
void set_stop_target(pid_t engine);

bool stop_requested();

}  // namespace tools
