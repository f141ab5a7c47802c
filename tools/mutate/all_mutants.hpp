// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The mutants that are built into this executable.

#include <vector>

#include "tools/mutate/mutant.hpp"

namespace tools::mutate {

/// The mutants in the order of the table. A mutant's number is its place.
const std::vector<Mutant>& all_mutants();

}  // namespace tools::mutate
