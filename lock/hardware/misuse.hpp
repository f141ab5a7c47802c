// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The effect of a misuse on hardware, where `Options::checked` looks for it: a line on standard error and
/// the end of the process.

#include <cstdio>
#include <cstdlib>

#include "lock/misuse.hpp"

namespace rqspinlock::hardware {

[[noreturn]] inline void fail_misuse(Misuse misuse, const void* lock, unsigned cpu) {
    const std::string_view call = call_of(misuse);
    const std::string_view why = meaning(misuse);
    std::fprintf(stderr, "rqspinlock: CPU %u: %.*s of the lock at %p, %.*s\n", cpu,
                 static_cast<int>(call.size()), call.data(), lock, static_cast<int>(why.size()), why.data());
    std::abort();
}

}  // namespace rqspinlock::hardware
