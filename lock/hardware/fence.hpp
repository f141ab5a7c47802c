// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Memory fences, with and without ThreadSanitizer.
///
/// ThreadSanitizer executes a fence but learns nothing from it, and g++ warns about that (-Wtsan). So in its
/// build the fence stays as it is, and in addition the writes that the lock's two fences are there for carry
/// the release themselves: at least as strong as "release fence, relaxed write" for these writes, and
/// ThreadSanitizer sees the edge. A write that is missing from the list could only make it report a false
/// race; the list hides a race only where these edges are wrong.

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

/// Is the write at this site one that a release fence of the lock was put there for? Behind `queue.barrier`:
/// the tail and the link. Behind `release.barrier`: the count, now or grown again by the next attempt.
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

/// The order to use for the write of a store or a read-modify-write. Outside of ThreadSanitizer's builds:
/// exactly the one that was passed.
[[gnu::always_inline]] constexpr Order write_order(Order order, Site site) {
    if constexpr (!thread_sanitizer) return order;
    if (!is_behind_release_fence(site)) return order;
    if (order == relaxed) return release;
    if (order == acquire) return std::memory_order_acq_rel;
    return order;
}

}  // namespace rqspinlock::hardware
