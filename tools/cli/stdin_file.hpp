// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A file with the text of stdin, for programs that need a name, such as compilers.

#include <filesystem>
#include <string>
#include <string_view>

namespace tools {

/// Lives as long as the object. A file that was named is left alone.
class StdinFile {
  public:
    /// @param typed what the command line names; `-` is stdin
    /// @param name of the file for stdin, such as "stdin.c"; `.patch` replaces its ending if the text is a
    /// patch
    /// @throw UsageError
    StdinFile(const std::string& typed, std::string_view name);
    ~StdinFile();
    StdinFile(const StdinFile&) = delete;
    StdinFile& operator=(const StdinFile&) = delete;

    const std::string& path() const { return path_; }

  private:
    std::string path_;
    std::filesystem::path folder_;  ///< empty: there is none
};

}  // namespace tools
