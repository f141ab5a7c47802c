// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Compiles the lock of a kernel tree.

#include <string>
#include <string_view>

#include "tools/protocol/revision.hpp"

namespace tools {

/// The object that an engine loads. clang compiles it, once for each text of the lock, the shim
/// and the compiler.
/// @param tree a revision whose `tree` is the folder
/// @param form as tools/kernel/compile names it
/// @throw UsageError if the lock does not compile, with the compiler's messages; NotDone
std::string kernel_object(const Revision& tree, std::string_view form);

/// Says in a line which program for this is missing. Empty: all are there.
std::string missing_for_kernel_objects();

}  // namespace tools
