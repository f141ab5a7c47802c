// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The lock's announcements to its platform, which are no memory accesses: phases, from which the judge
/// rebuilds lock holders and waiters, and lock events, the kernel's statistics.

#include <string_view>

#include "lock/misuse.hpp"
#include "lock/result.hpp"

namespace rqspinlock {

/// Phases of an attempt, in the order in which an attempt can go through them. A phase that is the effect of
/// an access is announced right after the access, with no point between at which an interrupt could land.
enum class Phase : unsigned char {
    attempt,          ///< an attempt begins
    entry_grabbed,    ///< the held entry names the lock
    pending,          ///< we set the pending bit
    pending_cleared,  ///< we cleared it again without taking the lock
    node_taken,       ///< a queue node is ours; detail: its index
    queued,           ///< the tail was exchanged: we are in the queue
    head,             ///< we are at the head of it
    fallback,         ///< no node: trylock
    owner,            ///< the lock is ours
    failing,          ///< a check decided against the attempt; detail: the `Check`
    dequeued,         ///< we are out of the queue: handed over, or the tail is gone
    node_dropped,     ///< the node is free again; detail: its index
    acquired,         ///< the attempt returns with the lock
    left,             ///< the attempt returns with an error; detail: the `Check`
    released,         ///< unlock gave the lock away
    entry_cleared,    ///< the held entry is gone
    misused,  ///< a machine, not the lock, has found a call that the lock does not support, and left it out;
              ///< detail: the `Misuse`
    check_failed,  ///< a check of the program, not of the lock, does not hold; detail: a number of its text
};

constexpr std::string_view name(Phase phase) {
    constexpr std::string_view names[] = {
        "attempt",  "entry grabbed", "pending",  "pending cleared", "node taken", "queued",
        "head",     "fallback",      "owner",    "failing",         "dequeued",   "node dropped",
        "acquired", "left",          "released", "entry cleared",   "misused",    "check failed",
    };
    return names[static_cast<unsigned>(phase)];
}

/// Detail of a phase: the check of an error, the index of a node, or the misuse.
struct PhaseDetail {
    unsigned char value = 0;
    constexpr PhaseDetail() = default;
    constexpr PhaseDetail(Misuse misuse) : value(static_cast<unsigned char>(misuse)) {}
    constexpr PhaseDetail(Check check) : value(static_cast<unsigned char>(check)) {}
    constexpr explicit PhaseDetail(unsigned index) : value(static_cast<unsigned char>(index)) {}
};

/// Statistics, counted like the kernel's lock events; docs/kernel-map.md says where the place differs.
enum class LockEvent : unsigned char {
    lock_pending,    ///< acquired through the pending bit
    lock_slowpath,   ///< went to the queue
    lock_use_node2,  ///< used the second node
    lock_use_node3,
    lock_use_node4,
    lock_no_node,             ///< took the fallback
    rqspinlock_lock_timeout,  ///< error after a wait, but not in pass_queue_on or the test-and-set lock
    count,
};

}  // namespace rqspinlock
