// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Where the engines' executables are.

#include <string>

namespace tools {

/// `$RQCHECK_ENGINE_<NAME>` if it is set; otherwise `rqcheck-<name>` beside this executable, or in `tools/`
/// beside its directory, for the scenarios' own executables. Throws `EngineError` if there is none.
std::string engine_executable(const std::string& name);

}  // namespace tools
