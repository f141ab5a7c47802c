// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The mutants that are built in.

#include <vector>

#include "tools/mutate/mutant.hpp"

namespace tools::mutate {

/// In the order of the table; a mutant's number is its place.
const std::vector<Mutant>& all_mutants();

}  // namespace tools::mutate
