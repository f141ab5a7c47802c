// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What no scenario reaches, and why that is so. `rqcheck coverage` prints the reason, and complains when the
/// row has been reached after all.

#include <array>
#include <cstdint>
#include <string_view>

namespace tools {

enum class Coverable : std::uint8_t {
    site,
    nmi_window,  ///< an NMI just before a site
    path,        ///< see tools/protocol/paths.hpp
    attempt,     ///< a class of attempts
};

constexpr std::string_view name(Coverable kind) {
    constexpr std::string_view names[] = {"site", "NMI window", "path", "class"};
    return names[static_cast<unsigned>(kind)];
}

struct Explanation {
    Coverable kind;
    std::string_view name;
    std::string_view reason;
};

inline constexpr std::string_view only_nmis_fall_back =
    "the four contexts below NMIs (task, softirq, hardirq, a program at a trace point) have a node each, so "
    "only "
    "NMIs reach the fallback, and no NMI interrupts one";

inline constexpr std::array explanations{
    Explanation{Coverable::nmi_window, "fallback.read", only_nmis_fall_back},
    Explanation{Coverable::nmi_window, "fallback.cmpxchg", only_nmis_fall_back},
    Explanation{Coverable::path, "no node", only_nmis_fall_back},
};

}  // namespace tools
