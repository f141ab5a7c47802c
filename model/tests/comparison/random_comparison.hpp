// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Random programs on the native engine against the brute-force enumerator. The two must find the same
/// graphs, and the engine must find each graph once. With a planted error they must differ.

#include "model/tests/comparison/planted_errors.hpp"

namespace model::tests {

/// Runs a whole command line.
/// @param errors the errors that can be planted in this build of the engine
/// @return the exit code
int compare_random_programs(int argc, char** argv, const std::vector<PlantedError>& errors);

}  // namespace model::tests
