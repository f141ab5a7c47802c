// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Finds the executables of the engines.

#include <string>
#include <vector>

#include "tools/protocol/request.hpp"

namespace tools {

/// Serves requests from standard input, in a process that was forked for it (tools/checker/serve.hpp).
using ServeFunction = void (*)(const std::vector<std::string>& arguments);

/// The program that is started as an engine, and its arguments.
struct EngineExecutable {
    std::string executable;  ///< the file, also if `own` serves
    std::vector<std::string> arguments{};
    ServeFunction own = nullptr;  ///< this executable has the engine, and a fork of it serves
};

/// All that decides the answers of this program: its build, and the contents of the files that its arguments
/// name.
std::string identity_of(const EngineExecutable& program);

/// The engine's executable: `$RQCHECK_ENGINE_<NAME>` if it is set; otherwise this executable, if it has the
/// engine itself; otherwise `rqcheck-<name>` beside this executable, or in `tools/` beside its directory, for
/// the scenarios' own executables. Throws `EngineError` if there is none.
EngineExecutable engine_program(Engine engine);

/// The file of the engine, for a debugger. Throws `EngineError` if there is none.
std::string engine_file(Engine engine);

/// Declares that this executable has the engine itself. A worker is a fork of this process then.
void set_own_engine(Engine engine, ServeFunction serve);

}  // namespace tools
