// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Counts as JSON. Times are in nanoseconds.

#include <nlohmann/json.hpp>

#include "tools/hardware/counts.hpp"
#include "tools/hardware/not_returned.hpp"

namespace tools::hardware {

nlohmann::ordered_json attempts_json(const Totals::Attempts& attempts);

/// NMIs by the region in which they landed.
nlohmann::ordered_json landings_json(const Totals::Nmis& nmis);

nlohmann::ordered_json not_returned_json(const NotReturned& not_returned);

}  // namespace tools::hardware
