// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Counts races of plain accesses in compiled code, by the two lines of the accesses. Such races are not
/// failures: the kernel's race detector reports the same kind.

#include <cstdint>
#include <map>
#include <string>

#include "model/execution.hpp"

namespace tools {

/// Counts the execution once for each pair of lines that race in it:
/// "aa.count rqspinlock.c:102, plain read, and grab.count rqspinlock.h:78, write".
void count_plain_races(const model::Execution& execution, std::map<std::string, std::uint64_t>& counts);

}  // namespace tools
