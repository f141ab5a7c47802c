// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The verdict of a search, from what it found alone. Whether it was expected is in `judgement.hpp`.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lock/judge/classes.hpp"
#include "tools/report/report.hpp"

namespace tools {

enum class Verdict : std::uint8_t {
    pass,     ///< nothing failed, and the search ended by itself
    fail,     ///< an execution failed
    bounded,  ///< nothing failed as far as the search went
};

inline constexpr std::array<std::string_view, 3> verdict_names{"pass", "fail", "bounded"};

constexpr std::string_view name(Verdict verdict) {
    return verdict_names[static_cast<unsigned>(verdict)];
}

/// The worst kind that occurred; nullopt if no execution failed.
std::optional<rqspinlock::judge::FailureKind> worst_failure(const Report& report);

Verdict verdict(const Report& report);

}  // namespace tools
