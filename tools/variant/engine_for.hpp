// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which executable runs a lock: the engine, one that is built with a change of the user's own, or the one
/// that has the faults.

#include <string>

#include "tools/client/engine_process.hpp"

namespace tools {

/// What is not there is built.
/// @throw EngineError, UsageError, NotDone
EngineExecutable engine_for(Engine engine, const Setup& setup);

/// Setups of the same lock have the same executable.
std::string lock_of(const Setup& setup);

}  // namespace tools
