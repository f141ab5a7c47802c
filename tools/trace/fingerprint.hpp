// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What an execution is, as a number: its accesses, what they read and wrote, and its virtual time. The text
/// of the sources is not in it, nor are their lines: decisions mean the same as long as they make this
/// execution.

#include <cstdint>

#include "tools/protocol/trace.hpp"

namespace tools {

/// Of the steps.
std::uint32_t fingerprint(const ExecutionTrace& trace);

}  // namespace tools
