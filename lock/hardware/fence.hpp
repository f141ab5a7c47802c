// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Memory fences, with and without ThreadSanitizer.
///
/// ThreadSanitizer executes a fence but learns nothing from it, and g++ warns about that (-Wtsan). In its
/// build the fence stays as it is. In addition, the writes for which the lock has its two fences are releases
/// themselves. For these writes this is at least as strong as "release fence, relaxed write", and
/// ThreadSanitizer sees the edge. A write missing from the list can only cause a false report of a race. The
/// list hides a race only where these edges are wrong.

#include <atomic>

#include "lock/atomic_order.hpp"
#include "lock/sites.hpp"

#if defined(__SANITIZE_THREAD__)
#define RQSPINLOCK_THREAD_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define RQSPINLOCK_THREAD_SANITIZER 1
#endif
#endif
#ifndef RQSPINLOCK_THREAD_SANITIZER
#define RQSPINLOCK_THREAD_SANITIZER 0
#endif

namespace rqspinlock::hardware {

inline constexpr bool thread_sanitizer = RQSPINLOCK_THREAD_SANITIZER != 0;

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wtsan"
#endif

[[gnu::always_inline]] inline void fence(Order order) {
    std::atomic_thread_fence(order);
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

/// Does the lock have a release fence for the write at this site? `queue.barrier` is there for the tail and
/// the link, `release.barrier` for the count, as it is or as the next attempt has raised it again.
constexpr bool is_behind_release_fence(Site site) {
    switch (site) {
        case Site::queue_xchg_tail:
        case Site::queue_link:
        case Site::release_count:
        case Site::grab_count:
            return true;
        default:
            return false;
    }
}

/// The order for the write of a store or of a read-modify-write. In builds without ThreadSanitizer it is
/// exactly the order that was passed.
[[gnu::always_inline]] constexpr Order write_order(Order order, Site site) {
    if constexpr (!thread_sanitizer) return order;
    if (!is_behind_release_fence(site)) return order;
    if (order == relaxed) return release;
    if (order == acquire) return std::memory_order_acq_rel;
    return order;
}

}  // namespace rqspinlock::hardware
