// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The native engine as the tools use it.

#include "tools/engine/engine.hpp"

namespace tools {

/// Runs the search that is asked for.
/// @throw RequestError
Report run_on_native(const Request& request, const ProgressCallback& progress);

}  // namespace tools
