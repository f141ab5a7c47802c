// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Reports that cannot be true.

#include "tools/protocol/report.hpp"

namespace tools {

/// Says in some words by what the report contradicts itself, or the request that it answers. Empty: by
/// nothing. A report that contradicts itself is not believed.
std::string contradiction(const Report& report, const Request& request, Engine engine);

}  // namespace tools
