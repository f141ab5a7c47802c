// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The native engine on the mutated copy of the lock.

#include "tools/mutate/mutant.hpp"
#include "tools/protocol/report.hpp"

namespace tools::mutate {

/// Searches the lock with the selected mutant (selection.hpp), in this process.
/// @throw RequestError
Report search(const Request& request);

}  // namespace tools::mutate
