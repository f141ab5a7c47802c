// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The judge: classifies what an execution did. It reads only the finished execution, so the order in which
/// an engine ran the CPUs has no influence on it.

#include <array>
#include <string>
#include <vector>

#include "lock/judge/execution.hpp"
#include "lock/judge/history.hpp"

namespace rqspinlock::judge {

/// One attempt and its class.
struct JudgedAttempt {
    Attempt attempt;
    bool stuck = false;  ///< the attempt never returned; `what` has no meaning then
    Class what = Class::acquired;
};

/// The part of an execution that the judge goes by. Executions with the same such part are judged the same.
enum class Basis : std::uint8_t {
    notes,  ///< each CPU's phases, contexts and holds with their times, and the locks' words in coherence
    order,  ///< the notes, and which of them must have happened before which
    all,
};

struct JudgedExecution {
    Failures failures;
    std::vector<JudgedAttempt> attempts;  ///< by CPU, then in the order in which they began
    /// Per CPU: it waits for ever, in a wait of the scenario's own and not in the lock.
    std::vector<bool> in_own_wait;
    Nanoseconds worst_wait = 0;  ///< of the attempts that returned
    Basis basis = Basis::notes;

    std::array<std::uint32_t, class_count> count_classes() const;
};

JudgedExecution judge(const Execution& execution);

/// The outcome as text: CPUs in order, attempts in program order, nested contexts in brackets. An attempt
/// has its class where it is not `ok`, and its wait where it is not 0 ms: `cpu0 A=ok [nmi A=deadlock-true]
/// cpu1 A=ok@1ms`. A bracket begins with its kind: nmi, hardirq, softirq, or trace for a program at a trace
/// point. `await=stuck` is a wait of the scenario's own that never ends. `A=unfinished` is an attempt
/// during which the execution was broken off. A row of more than four equal attempts is written once: `A=ok
/// x5`.
std::string outcome(const Execution& execution, const JudgedExecution& judged);

/// `A`, `B`... for lock 0, 1...
std::string lock_name(std::uint32_t lock);

}  // namespace rqspinlock::judge
