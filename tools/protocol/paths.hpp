// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Paths of an attempt that its sites do not tell apart: which check sent it away from which place, which way
/// a compare-and-exchange went, what the ABBA check found, and where tables and nodes run out.

#include <array>
#include <string_view>

namespace tools {

// clang-format off
#define RQCHECK_PATHS(PATH)                                                                                   \
    /* attempts that return an error, by the check and by where they waited */                                \
    PATH(aa_before_queue,       "aa before queue",             "AA, before a node is taken")                  \
    PATH(aa_pending,            "aa at pending.wait",          "AA, the pending waiter")                      \
    PATH(aa_head,               "aa at head.wait",             "AA, the head of the queue")                   \
    PATH(aa_fallback,           "aa at fallback.read",         "AA, in the fallback")                         \
    PATH(aa_tas,                "aa at tas.read",              "AA, in the test-and-set lock")                \
    PATH(abba_pending,          "abba at pending.wait",        "ABBA, the pending waiter")                    \
    PATH(abba_head,             "abba at head.wait",           "ABBA, the head of the queue")                 \
    PATH(abba_fallback,         "abba at fallback.read",       "ABBA, in the fallback")                       \
    PATH(abba_tas,              "abba at tas.read",            "ABBA, in the test-and-set lock")              \
    PATH(timeout_pending,       "timeout at pending.wait",     "timeout of the pending waiter")               \
    PATH(timeout_head,          "timeout at head.wait",        "timeout of the head of the queue")            \
    PATH(timeout_fallback,      "timeout at fallback.read",    "timeout of the fallback")                     \
    PATH(timeout_tas,           "timeout at tas.read",         "timeout of the test-and-set lock")            \
    PATH(trylock_taken,         "trylock, taken",              "the fallback's single trylock reads a word that is taken") \
    PATH(trylock_lost,          "trylock, lost",               "the fallback's single trylock loses its cmpxchg") \
    PATH(sent_away,             "sent away",                   "the head of the queue told us to leave")      \
    /* checks that let the wait go on */                                                                      \
    PATH(aa_clear,              "aa clear",                    "AA finds nothing")                            \
    PATH(abba_let_go,           "abba let go",                 "ABBA sees no owner in the way any more, and looks no further") \
    PATH(abba_no_top,           "abba no top",                 "ABBA finds another CPU's top entry NULL")     \
    PATH(abba_not_there,        "abba not there",              "ABBA finds another CPU without our lock below its top") \
    PATH(abba_inconclusive,     "abba inconclusive",           "ABBA finds the owner, which attempts nothing of ours") \
    /* both ways of each compare-and-exchange */                                                              \
    PATH(fast_won,              "fast.cmpxchg won",            "the fast path takes the lock")                \
    PATH(fast_lost,             "fast.cmpxchg lost",           "the fast path finds it taken")                \
    PATH(queue_trylock_won,     "queue.trylock_cmpxchg won",   "the trylock with a node takes the lock")      \
    PATH(queue_trylock_lost,    "queue.trylock_cmpxchg lost",  "it read 0, and comes too late")               \
    PATH(head_won,              "head.cmpxchg won",            "the sole waiter takes word and tail")         \
    PATH(head_lost,             "head.cmpxchg lost",           "the word changed under the sole waiter")      \
    PATH(leave_won,             "leave.cmpxchg won",           "a waiter that leaves takes the tail back")    \
    PATH(leave_lost,            "leave.cmpxchg lost",          "the word changed meanwhile")                  \
    PATH(fallback_won,          "fallback.cmpxchg won",        "the fallback takes the lock")                 \
    PATH(fallback_lost,         "fallback.cmpxchg lost",       "it read 0, and comes too late")               \
    PATH(tas_won,               "tas.cmpxchg won",             "the test-and-set lock is taken")              \
    PATH(tas_lost,              "tas.cmpxchg lost",            "it read 0, and comes too late")               \
    /* nodes and held-locks tables that run out */                                                            \
    PATH(second_node,           "second node",                 "a slow path in the node of index 1")          \
    PATH(third_node,            "third node",                  "a slow path in the node of index 2")          \
    PATH(fourth_node,           "fourth node",                 "a slow path in the node of index 3")          \
    PATH(no_node,               "no node",                     "no node is left, outside an NMI")             \
    PATH(no_node_for_nmi,       "no node for an NMI",          "an NMI may not queue, or no node is left")    \
    PATH(full_grab,             "full table, grab",            "an entry beyond the 31st is not stored")      \
    PATH(full_unlock,           "full table, unlock",          "unlock of an entry that is not stored")       \
    PATH(full_release,          "full table, error",           "an error of an attempt whose entry is not stored") \
    PATH(full_aa,               "full table, aa",              "AA with entries that are not stored")         \
    PATH(full_abba,             "full table, abba",            "ABBA finds another CPU's table full")
// clang-format on

enum class Path : unsigned char {
#define RQCHECK_PATH_ENUMERATOR(id, name, what) id,
    RQCHECK_PATHS(RQCHECK_PATH_ENUMERATOR)
#undef RQCHECK_PATH_ENUMERATOR
};

struct PathName {
    Path path;
    std::string_view name;
    std::string_view what;
};

inline constexpr std::array path_names{
#define RQCHECK_PATH_NAME(id, name, what) PathName{Path::id, name, what},
    RQCHECK_PATHS(RQCHECK_PATH_NAME)
#undef RQCHECK_PATH_NAME
};

inline constexpr std::size_t path_count = path_names.size();

}  // namespace tools
