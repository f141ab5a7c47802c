// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What ends the tool with one line and exit code 5.

#include <stdexcept>
#include <string>

namespace tools {

/// It was asked rightly, and could not be done this time. The text is the line that is printed.
class NotDone : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Is this value of `errno` about what runs out, and not about what was asked for?
bool is_about_resources(int error);

/// Throws `NotDone` or `UsageError`, with this text and what the value of `errno` says.
[[noreturn]] void throw_for(int error, const std::string& text);

}  // namespace tools
