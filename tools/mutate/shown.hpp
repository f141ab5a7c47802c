// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What a search of a mutant shows that one of the lock does not.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lock/judge/classes.hpp"
#include "tools/protocol/report.hpp"

namespace tools::mutate {

/// What tells two locks apart: no counts.
struct Shown {
    rqspinlock::judge::Failures failures;
    rqspinlock::judge::Classes classes;
    std::uint64_t worst_wait = 0;  ///< in whole ms
    bool exhausted = false;

    friend bool operator==(const Shown&, const Shown&) = default;
};

Shown shown_by(const Report& report);

struct Difference {
    bool of_wait_only = false;
    std::string text;  ///< "stuck", "timeout_missed comes", "no deadlock_true", "waits 500 ms, not 250 ms"
};

/// The worst one; nullopt if there is none. What does not come in a bounded search is none.
std::optional<Difference> difference(const Shown& lock, const Shown& mutant);

}  // namespace tools::mutate
