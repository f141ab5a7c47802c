// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Keeps what is compiled for a user for the next time. One build runs at a time, and the oldest
/// results are removed.

#include <cstddef>
#include <filesystem>

#include "tools/cli/descriptor.hpp"

namespace tools {

/// The right to build. Only one process has it, because all builds are made in one place.
class Turn {
  public:
    /// Waits for the turn. @throw NotDone
    explicit Turn(const std::filesystem::path& folder);

  private:
    Descriptor file_;  // closing it ends the turn
};

/// @param most the number of files or folders that are kept
void remove_oldest(const std::filesystem::path& folder, std::size_t most);

}  // namespace tools
