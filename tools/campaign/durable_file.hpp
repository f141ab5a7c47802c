// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Files that are there as a whole or not at all, whatever happens to the process or the machine.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace tools {

/// Who writes: "HOST-PID-START". Two processes never have the same name, not even one after the other.
const std::string& writer_name();

/// Is the writer a process of this machine that has ended?
bool has_ended(std::string_view writer);

/// Does a file have to outlive a crash of the machine?
enum class Lasting : unsigned char { no, yes };

/// Makes a file that does not exist yet. It appears with all of its content. A lasting one is on the disk
/// when this returns.
/// @return false: there is a file with this name already, and it stays as it is
/// @throw NotDone
bool write_new(const std::filesystem::path& path, std::string_view content, Lasting lasting);

/// Puts a file in the place of what is there. @throw NotDone
void replace(const std::filesystem::path& path, std::string_view content, Lasting lasting);

/// nullopt: there is no such file. @throw NotDone
std::optional<std::string> read_if_there(const std::filesystem::path& path);

/// Removes what processes that have ended were writing.
void remove_unfinished(const std::filesystem::path& folder);

}  // namespace tools
