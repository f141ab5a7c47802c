// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The results that a search of a mutant shows and a search of the lock does not.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lock/judge/classes.hpp"
#include "tools/protocol/report.hpp"

namespace tools::mutate {

/// The results that tell two locks apart. Counts are not among them.
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

/// The worst difference; nullopt if there is none. A result that is missing in a bounded search
/// is no difference.
std::optional<Difference> difference(const Shown& lock, const Shown& mutant);

}  // namespace tools::mutate
