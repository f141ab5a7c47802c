// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// From a changed lock to an engine that runs it.

#include "tools/client/engine_process.hpp"
#include "tools/variant/variant.hpp"

namespace tools {

/// The native engine with this lock: the one file of it that includes the lock's code is compiled, by the
/// build that this executable is of. A build that has been made before is there at once.
/// @throw UsageError if it does not compile, with what the compiler says; NotDone
EngineExecutable engine_with(const Variant& variant);

/// The engine with the mutants and oracles, tools/mutate/: it is built if it is not there.
/// @throw UsageError if this build has none; NotDone
EngineExecutable engine_with_faults();

}  // namespace tools
