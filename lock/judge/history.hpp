// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The history of each CPU, rebuilt from its phases: contexts, attempts, and the ranges in which a context
/// held a lock, stood in line for one, waited, or stayed in a critical section.

#include <cstdint>
#include <vector>

#include "lock/judge/execution.hpp"
#include "lock/judge/order.hpp"

namespace rqspinlock::judge {

/// The place of an attempt while it waits.
enum class Stand : std::uint8_t {
    outside,  ///< not in line: before the slow path, or in the fallback
    pending,
    queued,  ///< in the queue, head or not
};

/// The task, or a nested context from its `enter` to its `leave`.
struct Context {
    std::uint32_t depth = 0;  ///< number of contexts below it on its CPU: 0 is the task
    Range range;
};

/// One attempt, from its call to its return.
struct Attempt {
    std::uint32_t cpu = 0;
    std::uint32_t depth = 0;    ///< of its context
    std::uint32_t context = 0;  ///< its index among the contexts of its CPU
    std::uint32_t lock = 0;
    std::uint32_t begin = 0;     ///< index of the step that announced it
    std::uint32_t end = 0;       ///< index of the step that announced its end, or the number of steps
    std::uint32_t decision = 0;  ///< index of the step that announced `failing`
    Check check = Check::none;
    bool acquired = false;
    bool returned = false;
    Nanoseconds wait = 0;
};

/// A range in which a context must act before others get the lock.
struct Obligation {
    std::uint32_t attempt = 0;  ///< index among the attempts
    /// The attempt's context, or its heir: the context below one that has ended while it held the lock.
    std::uint32_t context = 0;
    std::uint32_t lock = 0;
    enum class Kind : std::uint8_t { owner, pending, queued } kind = Kind::owner;
    std::uint32_t place = 0;  ///< queued: the position of the tail's exchange in the word's coherence
    /// owner: the positions of the acquiring and of the releasing write in the word's coherence. 0: the
    /// position is not known, or the lock is not released.
    std::uint32_t acquired_at = 0;
    std::uint32_t released_at = 0;
    Range range;
};

/// A range in which a context waits in the same way all the time, whatever runs above it.
struct Wait {
    std::uint32_t attempt = 0;
    std::uint32_t context = 0;
    Stand stand = Stand::outside;
    std::uint32_t place = 0;  ///< queued: as in Obligation
    Range range;
};

/// A range in which a context stays in a critical section for a while of virtual time.
struct Hold {
    std::uint32_t context = 0;
    Range range;
};

struct History {
    std::vector<std::vector<Context>> contexts;        ///< per CPU, in the order in which they began
    std::vector<Attempt> attempts;                     ///< by CPU, then in the order in which they began
    std::vector<std::vector<Obligation>> obligations;  ///< per CPU
    std::vector<std::vector<Wait>> waits;              ///< per CPU
    std::vector<std::vector<Hold>> holds;              ///< per CPU

    // The replay alone notices these.
    bool node_reused = false;
    bool lost_exclusion = false;    ///< an acquisition of a locked word, or above a section of the same CPU
    bool error_while_held = false;  ///< an error while we have locked the word, or success while we have not
    bool misused = false;           ///< a call that the lock does not support
    bool failed_check = false;      ///< a check of a program that does not hold
    bool inconsistent = false;      ///< phases in an order that the lock cannot announce
};

History replay(const Execution& execution);

}  // namespace rqspinlock::judge
