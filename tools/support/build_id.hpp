// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The id that the linker gives to an executable. Other code or another compiler makes another id.

#include <string>

namespace tools {

/// The build id of an ELF file of this machine, in hexadecimal digits. Empty: the file has none, or cannot be
/// read.
std::string build_id_of(const std::string& path);

}  // namespace tools
