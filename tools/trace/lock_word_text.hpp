// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A lock word as traces have it.

#include <cstdint>
#include <string>

namespace tools {

/// As the slow path's documentation writes it: (tail, pending, locked), `(cpu1/0,1,1)`.
std::string lock_word_text(std::uint32_t word);

}  // namespace tools
