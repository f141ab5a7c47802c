// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An engine as a program of its own: requests as JSON lines on standard input, progress and reports as JSON
/// lines on standard output. `rqcheck` starts it.

#include "tools/checker/engine.hpp"
#include "tools/checker/watchdog.hpp"

namespace tools {

using RunFunction = Report (*)(const Request& request, const ProgressCallback& progress);

/// Answers requests until the input ends, or SIGINT or SIGTERM has ended a search. A program that does not
/// end is answered with `{"endless": "text"}`, and ends the process. An engine that `rqcheck` has started
/// dies with it.
void serve(RunFunction run, PulseFunction pulse);

}  // namespace tools
