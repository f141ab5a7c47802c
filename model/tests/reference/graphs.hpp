// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Execution graphs as text. The same graph has the same text, whichever engine made it.

#include <map>
#include <string>

#include "model/execution.hpp"

namespace model::tests {

/// Graphs, and the number of times that each graph was met.
using Graphs = std::map<std::string, std::uint64_t>;

/// @param first_location the id of variable x. The ids of y, z and the plain data follow it.
std::string graph_text(const Execution& execution, LocationId first_location);

}  // namespace model::tests
