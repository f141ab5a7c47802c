// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Finds the executables of the engines.

#include <string>

#include "tools/client/engine_process.hpp"

namespace tools {

/// The engine's executable: `$RQCHECK_ENGINE_<NAME>` if it is set; otherwise this executable, if it has the
/// engine itself; otherwise `rqcheck-<name>` beside this executable, or in `tools/` beside its directory, for
/// the scenarios' own executables. Throws `EngineError` if there is none.
EngineExecutable engine_program(Engine engine);

/// Declares that this executable has the engine itself. Called with this argument alone, it
/// serves (tools/checker/serve.hpp).
void set_own_engine(Engine engine, const std::string& argument);

}  // namespace tools
