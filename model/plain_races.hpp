// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Races of ordinary accesses to locations, as the Linux kernel's race detector (KCSAN) defines them. They
/// are not failures of an execution: the engine gives such accesses the values that relaxed accesses may
/// read.

#include <functional>
#include <set>
#include <string>

#include "model/execution.hpp"

namespace model {

/// Pairs of accesses of different CPUs to the same bytes of a location. At least one of the two is a write,
/// at least one is plain, and neither happens before the other. An interrupt does not race with its own CPU.
/// @pre program order and reads-from of the record make no cycle
Races plain_races(const Execution& execution);

/// Returns each pair of racing events in words, once: "this, and that" with the two in alphabetical order.
/// @param text_of gives the text for an event
std::set<std::string> plain_races_in_words(const Execution& execution,
                                           const std::function<std::string(const Event&)>& text_of);

}  // namespace model
