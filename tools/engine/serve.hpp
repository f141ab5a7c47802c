// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An engine as a program of its own: requests as JSON lines on standard input, progress and reports as JSON
/// lines on standard output. `rqcheck` starts it.

#include "tools/engine/engine.hpp"

namespace tools {

using RunFunction = Report (*)(const Request& request, const ProgressCallback& progress);

/// Answers requests until the input ends, or SIGINT has ended a search.
void serve(RunFunction run);

}  // namespace tools
