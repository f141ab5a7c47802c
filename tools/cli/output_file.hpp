// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A file that is either written as a whole or not at all.

#include <filesystem>
#include <string>
#include <string_view>

namespace tools {

/// `-` is stdout. Then nothing else is printed there: see `show` of terminal.hpp.
class OutputFile {
  public:
    /// Is stdout the file of an option?
    static bool has_stdout();

    /// Throws `UsageError` if the file could not be written: better now than after an hour's search.
    /// @param option that named it
    OutputFile(std::string_view option, const std::string& path);

    /// Throws `UsageError`; what was there before is then still there.
    void write(const std::string& content) const;

  private:
    std::string typed_;
    std::filesystem::path path_;  ///< behind symbolic links
    bool is_stdout_ = false;
    bool in_place_ = false;  ///< a device or a pipe, which no file may replace
};

}  // namespace tools
