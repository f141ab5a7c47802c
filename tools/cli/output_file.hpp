// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A file that is written as a whole or not at all.

#include <filesystem>
#include <string>
#include <string_view>

namespace tools {

/// `-` is stdout. In this case nothing else is printed there, see `show` of terminal.hpp.
class OutputFile {
  public:
    /// Is stdout the file of an option?
    static bool has_stdout();

    /// Throws `UsageError` if the file cannot be written, because an error now is better than after an hour's
    /// search.
    /// @param option the option that named the file
    OutputFile(std::string_view option, const std::string& path);

    /// After a return, and after a crash of the machine, the file has the new content. A crash before leaves
    /// the previous content or the new one, and never a part.
    ///
    /// Throws `UsageError` or `NotDone`. The previous content of the file is then still there, and nothing is
    /// left beside the file. Only if the folder cannot be synchronised, the new content is there, and may get
    /// lost in a crash.
    void write(const std::string& content) const;

  private:
    std::string typed_;
    std::filesystem::path path_;  ///< the file to which symbolic links lead
    bool is_stdout_ = false;
    bool in_place_ = false;  ///< it is a device or a pipe, which no file may replace
};

}  // namespace tools
