// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/sources.hpp"

#include <fmt/core.h>

#include "tools/trace/source_hashes.hpp"

namespace tools {

std::uint32_t sources_of(std::string_view scenario) {
    for (const SourceHash& entry : source_hashes) {
        if (entry.scenario == scenario) return entry.hash;
    }
    return common_hash;
}

std::string sources_text(std::uint32_t sources) {
    return fmt::format("{:08x}", sources);
}

}  // namespace tools
