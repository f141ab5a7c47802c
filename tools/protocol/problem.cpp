// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/problem.hpp"

#include <algorithm>

#include "lock/judge/classes.hpp"
#include "tools/protocol/policy.hpp"

namespace tools {

using namespace rqspinlock::judge;

std::string_view meaning_of(std::string_view failure_or_class) {
    struct Meaning {
        std::string_view what;
        std::string_view text;
    };
    constexpr Meaning meanings[] = {
        {"stuck", "nobody will ever move"},
        {"livelock", "a context goes on without end, and no other CPU can help"},
        {"scenario_stuck", "a wait of the scenario's own never ends; no CPU is stuck in the lock"},
        {"exclusion", "two owners, or an acquisition above an unfinished section of the same CPU"},
        {"race", "two accesses of a critical section without order between them"},
        {"error_while_held", "an error returned while the lock is held, or success while it is not"},
        {"node_reuse", "a queue node used by two contexts at once"},
        {"leak", "something is left behind: held entry, node count, pending bit or tail"},
        {"uninitialised",
         "a read of something never written, or of what a queue node's last use has left in it"},
        {"misuse", "a call that the lock does not support, by the scenario's own programs"},
        {"assertion", "an internal inconsistency"},
        {"deadlock_true", "a deadlock was diagnosed, and it was one"},
        {"deadlock_false", "a deadlock was diagnosed, but the lock would have come"},
        {"busy", "the fallback's single trylock failed"},
        {"sent_away", "the head of the queue told the attempt to leave"},
        {"timeout_needed", "nobody could move, and the checks cannot see why"},
        {"timeout_missed", "nobody could move, and a deadlock was there to be diagnosed"},
        {"timeout_early", "others could have moved, or the owner was just holding"},
        {wait_trace, "an attempt waited for longer than is allowed"},
    };
    for (const Meaning& candidate : meanings) {
        if (candidate.what == failure_or_class) return candidate.text;
    }
    return "";
}

bool is_problem(std::string_view failure_or_class) {
    return failure_or_class == name(Class::timeout_missed) ||
           failure_or_class == name(Class::deadlock_false) ||
           std::find(failure_names.begin(), failure_names.end(), failure_or_class) != failure_names.end();
}

}  // namespace tools
