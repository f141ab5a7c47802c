// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Failure kinds and classes in words, and which of them a reader should look at.

#include <string_view>

namespace tools {

/// For "stuck": "no CPU will ever move". Empty for other texts, and for a class that needs no explanation.
std::string_view meaning_of(std::string_view failure_or_class);

/// Is it a failure kind, or a class whose attempt got the wrong answer?
bool is_problem(std::string_view failure_or_class);

}  // namespace tools
