// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The entry of the Relacy engine.

#include "model/machine.hpp"

namespace model::relacy {

inline constexpr unsigned max_relacy_cpus = 4;

/// Runs the programs on the machine under Relacy until the search ends.
/// @pre 1 <= configuration.cpus <= max_relacy_cpus
/// @throw std::logic_error if the strategy is a replay
/// @throw std::runtime_error with the message of an exception that a program throws
/// @throw NotDeterministic if a program that is run again does something else
SearchResult search(const Configuration& configuration, const Programs& programs, const Strategy& strategy,
                    const SearchLimits& limits, Observer& observer);

}  // namespace model::relacy
