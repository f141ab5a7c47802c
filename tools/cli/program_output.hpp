// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Runs other programs for their output.

#include <string>
#include <vector>

namespace tools {

struct ProgramOutput {
    int status;  ///< exit code; 127: there is no such program
    std::string text;
};

/// The outputs of a program that are read. A reader of the text of stdout does not want error messages in it.
enum class Outputs : unsigned char { only_stdout, stderr_too };

/// Runs the program to its end.
/// @param words the program and its arguments; a shell interprets nothing in them
/// @throw NotDone if the program could not be started, or was killed
ProgramOutput output_of(const std::vector<std::string>& words, Outputs outputs);

}  // namespace tools
