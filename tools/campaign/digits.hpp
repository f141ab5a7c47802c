// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Short names for long texts.

#include <string>

namespace tools {

/// 16 hexadecimal digits: the first 64 bits of the SHA-1 of the text.
std::string digits_of(const std::string& text);

}  // namespace tools
