// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The error that ends the tool with one line and exit code 5.

#include <stdexcept>
#include <string>

namespace tools {

/// The request was right, but could not be done this time. The text is the line that is printed.
class NotDone : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Does this value of `errno` say that a resource ran out, or that the reader of a pipe has ended, and not
/// that the request was wrong?
bool is_about_resources(int error);

/// Throws `NotDone` or `UsageError`, with this text and the meaning of the value of `errno`.
[[noreturn]] void throw_for(int error, const std::string& text);

}  // namespace tools
