// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The lock's state in words, for leaks and for the dump of a run that hangs.

#include <span>
#include <string>

#include "tools/hardware/section.hpp"

namespace tools::hardware {

/// In one line, something that is left although all CPUs are at rest. Empty if there is nothing.
std::string find_leak(std::span<const ProtectedSection> sections, unsigned cpus);

/// Words, nodes, tables and the sites of the CPUs. If the CPUs run meanwhile, the text is only
/// roughly consistent.
std::string describe(std::span<const ProtectedSection> sections, unsigned cpus);

}  // namespace tools::hardware
