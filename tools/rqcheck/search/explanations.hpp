// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The rows of the coverage that no scenario reaches, and the reasons. `rqcheck coverage` prints the reason,
/// and complains if a search reached the row after all.

#include <array>
#include <cstdint>
#include <string_view>

namespace tools {

enum class Coverable : std::uint8_t {
    site,
    interrupted_site,  ///< a site with an NMI just before it
    path,              ///< see tools/protocol/paths.hpp
    attempt,           ///< a class of attempts
};

constexpr std::string_view name(Coverable kind) {
    constexpr std::string_view names[] = {"site", "interrupted site", "path", "class"};
    return names[static_cast<unsigned>(kind)];
}

struct Explanation {
    Coverable kind;
    std::string_view name;
    std::string_view reason;
};

/// There is no explanation, because the scenarios reach everything.
inline constexpr std::array<Explanation, 0> explanations{};

}  // namespace tools
