// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The reasons why some mutants survive and need not be killed.

#include <istream>
#include <map>
#include <string>

namespace tools::mutate {

/// Reads the reason for each mutant. Lines are "NAME: reason"; `#` begins a comment.
/// @throw TableError for any other line, for a name that no mutant has, and for a second reason
std::map<std::string, std::string> read_reasons(std::istream& file);

}  // namespace tools::mutate
