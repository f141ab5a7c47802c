// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Failure kinds and classes in words, and which of them are a reader's concern.

#include <string_view>

namespace tools {

/// "no CPU will ever move", of "stuck"; empty: no failure kind, and no class that needs words.
std::string_view meaning_of(std::string_view failure_or_class);

/// A failure kind, or a class that says of an attempt that it got the wrong answer.
bool is_problem(std::string_view failure_or_class);

}  // namespace tools
