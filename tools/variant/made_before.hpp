// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What is compiled for a user and kept for the next time: one build at a time, and the oldest goes.

#include <cstddef>
#include <filesystem>

#include "tools/cli/descriptor.hpp"

namespace tools {

/// One build at a time: they are made in one place.
class Turn {
  public:
    /// Waits for the turn. @throw NotDone
    explicit Turn(const std::filesystem::path& folder);

  private:
    Descriptor file_;  // closing it ends the turn
};

/// @param most so many files or folders are kept
void remove_oldest(const std::filesystem::path& folder, std::size_t most);

}  // namespace tools
