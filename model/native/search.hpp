// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A search with the native engine.

#include "model/machine.hpp"
#include "model/native/explorer.hpp"

namespace model::native {

/// Shows every execution graph of the programs to the observer, each once.
/// @throw NotDeterministic if a program that is run again does something else
/// @throw what a program throws
SearchResult search(const Configuration& configuration, const Programs& programs, const SearchLimits& limits,
                    Observer& observer, Sabotage sabotage = {});

}  // namespace model::native
