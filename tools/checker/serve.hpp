// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An engine as a process of its own. It reads requests as JSON lines on standard input, and writes progress
/// and reports as JSON lines on standard output (tools/client/worker.hpp). `rqcheck` starts it.

#include "tools/checker/engine.hpp"
#include "tools/checker/watchdog.hpp"

namespace tools {

using RunFunction = Report (*)(const Request& request, const ProgressCallback& progress);

/// Answers requests until the input ends, or until a signal to stop has ended a search. If a program does
/// not end, the answer is `{"endless": "text"}`, and the process ends. An engine that `rqcheck` has started
/// dies with `rqcheck`. Each report comes with the build id of this executable.
void serve(RunFunction run, PulseFunction pulse);

}  // namespace tools
