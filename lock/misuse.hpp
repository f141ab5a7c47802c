// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Calls that the lock does not support. A machine that runs programs finds them, and so does the lock itself
/// with `Options::checked`.

#include <string_view>

namespace rqspinlock {

enum class Misuse : unsigned char {
    not_held,      ///< unlock of a lock that the context does not hold
    not_last,      ///< unlock of a lock that is not the last one taken; a scenario may do that
    not_saved,     ///< unlock_irqrestore of a lock that lock_irqsave did not take
    not_restored,  ///< unlock of a lock that lock_irqsave took
};

/// A short name, for traces.
constexpr std::string_view name(Misuse misuse) {
    constexpr std::string_view names[] = {"not held", "not last", "not saved", "not restored"};
    return names[static_cast<unsigned>(misuse)];
}

/// The end of a sentence about a call with a lock.
constexpr std::string_view meaning(Misuse misuse) {
    constexpr std::string_view meanings[] = {
        "which this context does not hold",
        "which is not the lock that this CPU took last",
        "which lock_irqsave did not take: there is no state to restore",
        "which lock_irqsave took: interrupts would stay masked",
    };
    return meanings[static_cast<unsigned>(misuse)];
}

/// The call that the misuse is about.
constexpr std::string_view call_of(Misuse misuse) {
    return misuse == Misuse::not_saved ? "unlock_irqrestore" : "unlock";
}

}  // namespace rqspinlock
