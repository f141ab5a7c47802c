// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The error that ends the tool with one line and exit code 2.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tools {

/// The user asked for something that does not exist or is impossible. The text is the line that is printed.
class UsageError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
    /// @param details lines of another program, such as a compiler, that are printed below the line
    UsageError(const std::string& line, const std::string& details)
        : std::runtime_error(line + ":\n" + details), line_size_(line.size() + 1) {}

    std::string_view line() const { return std::string_view(what()).substr(0, line_size_); }
    std::string_view details() const { return std::string_view(what()).substr(line().size()); }

  private:
    std::size_t line_size_ = std::string_view::npos;
};

}  // namespace tools
