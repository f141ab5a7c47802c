// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The verdict of a search, from its results alone. Whether it was expected is in `judgement.hpp`.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lock/judge/classes.hpp"
#include "tools/protocol/report.hpp"

namespace tools {

enum class Verdict : std::uint8_t {
    pass,     ///< nothing failed, and the search ended by itself
    fail,     ///< an execution failed, or the policy rules one out
    bounded,  ///< nothing failed as far as the search went
};

inline constexpr std::array<std::string_view, 3> verdict_names{"pass", "fail", "bounded"};

constexpr std::string_view name(Verdict verdict) {
    return verdict_names[static_cast<unsigned>(verdict)];
}

/// The worst kind that occurred; nullopt if no execution failed.
std::optional<rqspinlock::judge::FailureKind> worst_failure(const Report& report);

/// A breach of the request's policy: a result that must not come.
struct Breach {
    std::string what;  ///< the class, or "wait"
    std::string text;  ///< a line
};

/// Empty if the search found nothing that the policy rules out.
std::vector<Breach> breaches(const Report& report);

/// Does the trace show what fails the verdict: a failed execution, or a breach of the policy?
bool fails_verdict(const Report& report, const Trace& trace);

/// A failure and a breach of the policy both fail the verdict.
Verdict verdict(const Report& report);

}  // namespace tools
