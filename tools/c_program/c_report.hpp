// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What `rqcheck-c` prints.

#include <string>

#include "tools/c_program/c_search.hpp"

namespace tools {

/// @param name of the program
/// @param machine in words: "2 CPUs, 1 NMI on each"
std::string c_report(const std::string& name, const std::string& machine, const std::string& memory,
                     const CFindings& findings);

}  // namespace tools
