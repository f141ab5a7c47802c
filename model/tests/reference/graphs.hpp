// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Execution graphs as text that is the same for the same graph, whichever engine made it.

#include <map>
#include <string>

#include "model/execution.hpp"

namespace model::tests {

/// Graphs, and how often each was met.
using Graphs = std::map<std::string, std::uint64_t>;

/// @param first_location the id of variable x; y, z and the plain data follow it
std::string graph_text(const Execution& execution, LocationId first_location);

}  // namespace model::tests
