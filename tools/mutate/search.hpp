// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The native engine on the mutated copy of the lock.

#include "tools/mutate/mutant.hpp"
#include "tools/protocol/report.hpp"

namespace tools::mutate {

/// Runs a search in this process, of the mutant that was selected (selection.hpp).
/// @throw RequestError
Report search(const Request& request);

}  // namespace tools::mutate
