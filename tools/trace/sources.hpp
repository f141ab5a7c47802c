// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A hash of the sources that decide what an execution does: the lock, its judge, what stands between a
/// scenario and an engine, and the scenario's file. The engine's own code is not in it: decisions say what
/// comes of a step in words that do not depend on how a search finds it.

#include <cstdint>
#include <string>
#include <string_view>

namespace tools {

/// Of this build. A scenario whose file is not in scenarios/ has the hash of the rest.
std::uint32_t sources_of(std::string_view scenario);

/// As people see it, eight hexadecimal digits.
std::string sources_text(std::uint32_t sources);

}  // namespace tools
