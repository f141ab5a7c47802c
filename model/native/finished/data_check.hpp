// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What is wrong with the data of a finished graph: races, and reads of what was never written.

#include "model/native/machine/program_runner.hpp"

namespace model::native {

/// Two accesses to the same plain data by different CPUs, one of them a write, neither before the other by
/// the memory model that is chosen (`AccessOrder`).
bool has_race(const ProgramRunner& runner);
/// All such pairs, as the record numbers its events.
Races races_of(const ProgramRunner& runner);

/// Is there a read of plain data with no write before it, or one that finds in a location, behind its
/// poisoning, what was there before? A wait looks more than once: it counts if one of its looks could have
/// found that.
bool has_uninitialised_read(const ProgramRunner& runner);

}  // namespace model::native
