// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// CPUs that pause after many rounds of a failed call. These functions find out whether a store is news for
/// such CPUs, and whether there is still a CPU that could make one.

#include <bitset>

#include "model/native/machine/program_runner.hpp"

namespace model::native {

std::bitset<max_cpus> paused_cpus(const ProgramRunner& runner);

/// Returns the paused CPUs for which a store is news.
std::bitset<max_cpus> has_news(const ProgramRunner& runner, std::bitset<max_cpus> paused);

/// Does every CPU that has time before it make a failed call again and again?
bool only_retries(const ProgramRunner& runner);

}  // namespace model::native
