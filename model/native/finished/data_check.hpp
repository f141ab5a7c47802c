// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The errors in the data of a finished graph: races, and reads of data that was never written.

#include "model/native/machine/program_runner.hpp"

namespace model::native {

/// Are there two accesses to the same plain data by different CPUs, at least one of them a write, of which
/// neither comes before the other by the chosen memory model (`AccessOrder`)?
bool has_race(const ProgramRunner& runner);
/// All such pairs, with the event numbers of the record.
Races races_of(const ProgramRunner& runner);

/// Is there a read of plain data with no write before it, or a read that comes after a location's poisoning
/// and finds the old value there? A wait looks more than once. It counts if one of its looks could have
/// found the old value.
bool has_uninitialised_read(const ProgramRunner& runner);

}  // namespace model::native
