// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The error that ends the tool with one line and exit code 2.

#include <stdexcept>

namespace tools {

/// The user asked for something that does not exist or is impossible. The text is the line that is printed.
class UsageError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace tools
