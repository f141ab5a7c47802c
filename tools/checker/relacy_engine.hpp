// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The Relacy engine as the tools use it.

#include "tools/checker/engine.hpp"
#include "tools/checker/watchdog.hpp"

namespace tools {

/// Runs the search that is asked for.
/// @throw RequestError
Report run_on_relacy(const Request& request, const ProgressCallback& progress);

/// See watchdog.hpp.
Pulse relacy_pulse(const void* here);

}  // namespace tools
