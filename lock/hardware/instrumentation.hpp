// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The hardware platform's announcements to an observer. The product has no observer and no cost.

#include "lock/phases.hpp"
#include "lock/sites.hpp"

namespace rqspinlock::hardware {

/// - `before(site)`: this CPU is about to do the access of the site. Called in the context of the access.
/// - `phase(...)`: as `Platform::phase`.
template <class I>
concept Instrumentation = requires(Site site, Phase phase, const void* lock, PhaseDetail detail) {
    I::before(site);
    I::phase(phase, lock, detail);
};

/// Observes nothing.
struct NoInstrumentation {
    [[gnu::always_inline]] static void before(Site) {}
    [[gnu::always_inline]] static void phase(Phase, const void*, PhaseDetail) {}
};

}  // namespace rqspinlock::hardware
