// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Other programs that are run for what they print.

#include <string>
#include <vector>

namespace tools {

struct ProgramOutput {
    int status;  ///< exit code; 127: there is no such program
    std::string text;
};

/// Which of its outputs: an error message is wanted, or would only be in the way of what is read.
enum class Outputs : unsigned char { only_stdout, stderr_too };

/// Runs it to its end. @param words the program and its arguments, each as it is
/// @throw NotDone if it could not be started, or was killed
ProgramOutput output_of(const std::vector<std::string>& words, Outputs outputs);

}  // namespace tools
