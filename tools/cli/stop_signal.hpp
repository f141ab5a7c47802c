// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Ctrl-C, SIGTERM and SIGHUP. The first one asks for an end with what is there, the second one kills the
/// tool, and its workers die with it. Two within a tenth of a second are one.

namespace tools {

/// Handles these signals from now on. A signal that was ignored when the tool was started stays ignored
/// (SIGINT is ignored in a shell's background job, SIGHUP under nohup).
void watch_stop_signals();

bool stop_requested();

}  // namespace tools
