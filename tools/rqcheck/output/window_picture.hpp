// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The lock's sites as a drawing, with the places marked where interrupts may arrive.

#include <string>

#include "tools/protocol/request.hpp"

namespace tools {

/// Lines that end in a newline; empty: no kind of interrupt that arrives has a window.
std::string window_picture(const Setup& setup);

}  // namespace tools
