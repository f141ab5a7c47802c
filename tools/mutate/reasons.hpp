// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Why mutants survive that are not to be killed.

#include <istream>
#include <map>
#include <string>

namespace tools::mutate {

/// Mutant -> reason. Lines are "NAME: reason"; `#` begins a comment.
/// @throw TableError for another line, a name that is no mutant's, and a second reason
std::map<std::string, std::string> read_reasons(std::istream& file);

}  // namespace tools::mutate
