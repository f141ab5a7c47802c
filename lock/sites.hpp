// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Every access of the lock has a site: a stable short name, declared here and nowhere else. Windows are sets
/// of sites. Traces and coverage name sites, and ordering analysis weakens or drops them.
///
/// An NMI "at" a site arrives just before its access.

#include <array>
#include <string_view>

namespace rqspinlock {

// clang-format off
#define RQSPINLOCK_SITES(SITE)                                                                                \
    /* fast path */                                                                                           \
    SITE(fast_cmpxchg,            "fast.cmpxchg",            "cmpxchg of the word, 0 to locked")              \
    /* held-locks table, grab_held_lock_entry and release_held_lock_entry */                                  \
    SITE(grab_count_read,         "grab.count_read",         "load half of cnt += 1 where it is split")       \
    SITE(grab_count,              "grab.count",              "cnt += 1")                                      \
    SITE(grab_entry,              "grab.entry",              "the lock into the new top entry")               \
    SITE(release_entry,           "release.entry",           "NULL into the top entry after an error")        \
    SITE(release_barrier,         "release.barrier",         "write barrier between the NULL and cnt -= 1")   \
    SITE(release_count_read,      "release.count_read",      "load half of cnt -= 1 where it is split")       \
    SITE(release_count,           "release.count",           "cnt -= 1 after an error")                       \
    /* check_deadlock_AA and check_deadlock_ABBA */                                                           \
    SITE(aa_count,                "aa.count",                "own cnt")                                       \
    SITE(aa_entry,                "aa.entry",                "own entry below the top")                       \
    SITE(abba_count,              "abba.count",              "a CPU's cnt")                                   \
    SITE(abba_word,               "abba.word",               "is the lock still taken?")                      \
    SITE(abba_top,                "abba.top",                "the other CPU's top entry")                     \
    SITE(abba_entry,              "abba.entry",              "the other CPU's entries below it")              \
    SITE(abba_own_count,          "abba.own_count",          "own cnt")                                       \
    SITE(abba_own_entry,          "abba.own_entry",          "own entry below the top")                       \
    /* slow path: pending */                                                                                  \
    SITE(pending_spin,            "pending.spin",            "bounded re-read while only pending is set")     \
    SITE(pending_set,             "pending.set",             "pending bit set, old word returned")            \
    SITE(pending_set_read,        "pending.set_read",        "x86: separate read of the other bits")          \
    SITE(pending_undo,            "pending.undo",            "pending cleared: there is a queue")             \
    SITE(pending_wait,            "pending.wait",            "pending waiter: until the owner is gone")       \
    SITE(pending_clear,           "pending.clear",           "pending cleared on an error")                   \
    SITE(pending_take,            "pending.take",            "pending to locked in one store")                \
    /* slow path: queue */                                                                                    \
    SITE(queue_count_read,        "queue.count_read",        "load half of node count += 1")                  \
    SITE(queue_count,             "queue.count",             "node count += 1")                               \
    SITE(queue_init_locked,       "queue.init_locked",       "node.locked = 0")                               \
    SITE(queue_init_next,         "queue.init_next",         "node.next = NULL")                              \
    SITE(queue_trylock_read,      "queue.trylock_read",      "trylock once more: read")                       \
    SITE(queue_trylock_cmpxchg,   "queue.trylock_cmpxchg",   "trylock once more: cmpxchg")                    \
    SITE(queue_barrier,           "queue.barrier",           "write barrier: node before tail")               \
    SITE(queue_xchg_tail,         "queue.xchg_tail",         "the tail exchanged")                            \
    SITE(queue_link,              "queue.link",              "our node into prev.next")                       \
    SITE(queue_wait,              "queue.wait",              "non-head: until node.locked, no timeout")       \
    SITE(queue_read_next,         "queue.read_next",         "node.next after the hand-over")                 \
    SITE(queue_count_drop_read,   "queue.count_drop_read",   "load half of node count -= 1")                  \
    SITE(queue_count_drop,        "queue.count_drop",        "node count -= 1")                               \
    /* slow path: head of the queue */                                                                        \
    SITE(head_wait,               "head.wait",               "head: until neither locked nor pending")        \
    SITE(head_await_next,         "head.await_next",         "until node.next is known, no timeout")          \
    SITE(head_cmpxchg,            "head.cmpxchg",            "sole waiter: the whole word to locked")         \
    SITE(head_set_locked,         "head.set_locked",         "locked set, the queue stays")                   \
    SITE(head_hand_over,          "head.hand_over",          "1 into next.locked: be the head")               \
    SITE(head_pass_await_next,    "head.pass_await_next",    "head with a deadlock: until node.next is known") \
    SITE(head_pass_on,            "head.pass_on",            "1 into next.locked by a head with a deadlock")  \
    /* slow path: leaving with an error */                                                                    \
    SITE(leave_read,              "leave.read",              "the word, is the tail ours?")                   \
    SITE(leave_cmpxchg,           "leave.cmpxchg",           "the tail from us to 0")                         \
    SITE(leave_await_next,        "leave.await_next",        "until node.next is known, no timeout")          \
    SITE(leave_timeout_next,      "leave.timeout_next",      "RES_TIMEOUT_VAL into next.locked")              \
    /* slow path: fallback */                                                                                 \
    SITE(fallback_read,           "fallback.read",           "trylock of the fallback: read")                 \
    SITE(fallback_cmpxchg,        "fallback.cmpxchg",        "trylock of the fallback: cmpxchg")              \
    /* unlock */                                                                                              \
    SITE(unlock_entry,            "unlock.entry",            "NULL into the top entry")                       \
    SITE(unlock_release,          "unlock.release",          "0 into the locked byte")                        \
    SITE(unlock_count_read,       "unlock.count_read",       "load half of cnt -= 1 where it is split")       \
    SITE(unlock_count,            "unlock.count",            "cnt -= 1")                                      \
    /* test-and-set lock */                                                                                   \
    SITE(tas_read,                "tas.read",                "until the word is 0")                           \
    SITE(tas_cmpxchg,             "tas.cmpxchg",             "cmpxchg of the word, 0 to locked")              \
    /* trace points */                                                                                        \
    SITE(contention_begin,        "trace.contention_begin",  "trace point contention_begin")                  \
    SITE(contention_end,          "trace.contention_end",    "trace point contention_end")
// clang-format on

enum class Site : unsigned char {
#define RQSPINLOCK_SITE_ENUMERATOR(id, name, what) id,
    RQSPINLOCK_SITES(RQSPINLOCK_SITE_ENUMERATOR)
#undef RQSPINLOCK_SITE_ENUMERATOR
};

/// A site with its name and its meaning. The number of a site is its place among all.
struct SiteName {
    Site site;
    std::string_view name;
    std::string_view what;
};

/// The lock's own sites, by number.
inline constexpr std::array lock_sites{
#define RQSPINLOCK_SITE_NAME(id, name, what) SiteName{Site::id, name, what},
    RQSPINLOCK_SITES(RQSPINLOCK_SITE_NAME)
#undef RQSPINLOCK_SITE_NAME
};

/// A program that runs around the lock may have sites too. Its n-th site is numbered after the lock's own
/// sites, and has no enumerator here.
constexpr Site site_around_lock(unsigned n) {
    return static_cast<Site>(lock_sites.size() + n);
}
constexpr bool is_lock_site(Site site) {
    return static_cast<unsigned>(site) < lock_sites.size();
}

}  // namespace rqspinlock
