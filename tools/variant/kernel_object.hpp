// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// From a kernel tree to its lock as compiled code.

#include <string>
#include <string_view>

#include "tools/protocol/revision.hpp"

namespace tools {

/// The object that an engine loads. It is compiled by clang, once for each text of the lock, the shim and the
/// compiler.
/// @param tree whose `tree` is the folder
/// @param form as tools/kernel/compile has it
/// @throw UsageError if it does not compile, with what the compiler says; NotDone
std::string kernel_object(const Revision& tree, std::string_view form);

/// Whether what compiles it is there: a line that says what is missing, or empty.
std::string missing_for_kernel_objects();

}  // namespace tools
