// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An execution as a number, made from its accesses, the values that they read and wrote, and its virtual
/// time. The text and the lines of the sources do not count, because decisions mean the same as long as they
/// make this execution.

#include <cstdint>

#include "tools/protocol/trace.hpp"

namespace tools {

/// The fingerprint of the trace's steps.
std::uint32_t fingerprint(const ExecutionTrace& trace);

}  // namespace tools
