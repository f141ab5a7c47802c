// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One request, and the wait for its answer.

#include <optional>

#include "tools/client/answer.hpp"
#include "tools/client/engines.hpp"

namespace tools {

/// Asks a new worker.
/// @return nullopt: a signal stopped the command before the engine could answer
/// @throw EngineError
std::optional<Report> ask(Engine engine, const EngineExecutable& program, const Request& request);

}  // namespace tools
