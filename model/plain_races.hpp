// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Races of ordinary accesses to locations, as the Linux kernel's race detector (KCSAN) has them. They are no
/// failures of an execution: the engine gives such accesses the values that relaxed ones may read.

#include <functional>
#include <set>
#include <string>

#include "model/execution.hpp"

namespace model {

/// Pairs of accesses of different CPUs to the same bytes of a location, at least one of them a write and at
/// least one of them plain, neither happening before the other. An interrupt does not race with its own CPU.
/// @pre program order and reads-from of the record make no cycle
Races plain_races(const Execution& execution);

/// Each pair of events that race, in words, once: "this, and that" with the two in alphabetical order.
/// @param text_of what an event is called
std::set<std::string> plain_races_in_words(const Execution& execution,
                                           const std::function<std::string(const Event&)>& text_of);

}  // namespace model
