// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The texts of a program's checks, by number: an event of an execution has a number only. The numbers are
/// those of this process. No output has them.

#include <cstdint>
#include <string_view>

namespace tools {

/// @param text lives as long as the process
std::uint32_t number_of_text(const char* text);
/// @param number of a text, made by `number_of_text`
std::string_view text_with_number(std::uint32_t number);

}  // namespace tools
