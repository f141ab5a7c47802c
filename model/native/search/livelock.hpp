// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// CPUs that pause after many rounds of a failed call: whether a store is news for them, and whether a CPU
/// is left that could make one.

#include <bitset>

#include "model/native/machine/program_runner.hpp"

namespace model::native {

std::bitset<max_cpus> paused_cpus(const ProgramRunner& runner);

/// The paused CPUs for which a store is news.
std::bitset<max_cpus> has_news(const ProgramRunner& runner, std::bitset<max_cpus> paused);

/// Do all CPUs with time before them make a failed call again and again?
bool only_retries(const ProgramRunner& runner);

}  // namespace model::native
