// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The text that `rqcheck-c` prints.

#include <string>

#include "tools/c_program/c_search.hpp"

namespace tools {

/// @param name the name of the program
/// @param machine the machine in words: "2 CPUs, 1 NMI on each"
std::string c_report(const std::string& name, const std::string& machine, const std::string& memory,
                     const CFindings& findings);

}  // namespace tools
