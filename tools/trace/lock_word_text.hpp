// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The text of a lock word in traces.

#include <cstdint>
#include <string>

namespace tools {

/// The word in the form of the slow path's documentation, (tail, pending, locked): `(cpu1/0,1,1)`.
std::string lock_word_text(std::uint32_t word);

}  // namespace tools
