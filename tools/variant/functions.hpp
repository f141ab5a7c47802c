// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Finds the functions of a C++ file, by ctags.

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace tools {

/// A definition. Lines are counted from 0. `end` is the line after the last one.
struct Function {
    std::string name;
    std::string scope;  ///< "rqspinlock::SlowPath"
    std::size_t begin;  ///< of its template line and the comment before it, if it has them
    std::size_t end;
};

/// The functions in the order of the file, without those within functions.
/// @param lines the lines of the file
/// @throw UsageError if there is no ctags; NotDone
std::vector<Function> functions_of(const std::filesystem::path& file, const std::vector<std::string>& lines);

/// Throws `UsageError` if the file cannot be read.
std::vector<std::string> lines_of(const std::filesystem::path& file);

}  // namespace tools
