// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The output of `rqcheck conform`.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/terminal.hpp"
#include "tools/rqcheck/search/conformance.hpp"

namespace tools {

std::string conform_text(const Conformance& conformance, const std::vector<NotRun>& not_run,
                         const Paint& paint, std::optional<std::size_t> page = {});

std::string conform_json(const Conformance& conformance, const std::vector<NotRun>& not_run);

}  // namespace tools
