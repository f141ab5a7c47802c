// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Builds an engine that runs a changed lock.

#include "tools/client/engines.hpp"
#include "tools/variant/variant.hpp"

namespace tools {

/// The native engine with this lock. The build of this executable compiles the one file of the engine that
/// includes the lock's code. An engine that was built before is used again.
/// @throw UsageError if the change does not compile, with the compiler's messages; NotDone
EngineExecutable engine_with(const Variant& variant);

/// The engine with the mutants and oracles, tools/mutate/. It is built if it is not there.
/// @throw UsageError if this build has no such engine; NotDone
EngineExecutable engine_with_faults();

}  // namespace tools
