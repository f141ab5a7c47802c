// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/turn_order.hpp"

#include <bit>

#include "model/native/search/blocking.hpp"

namespace model::native {

unsigned TurnOrder::next_cpu() const {
    if (graph_.pending_writes() != 0) return static_cast<unsigned>(std::countr_zero(graph_.pending_writes()));
    unsigned waiting = no_cpu;
    unsigned retrying = no_cpu;
    const auto offer = [&](unsigned cpu) {
        if (!retries(cpu)) return true;
        if (retrying == no_cpu || rounds(cpu) < rounds(retrying)) {
            retrying = cpu;
        }
        return false;
    };
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        const NextStep& next = runner_.at(cpu).next;
        if (next.kind >= NextStep::Kind::hold) continue;  // it waits for the clock, or has finished
        if (next.kind != NextStep::Kind::await) {
            if (offer(cpu)) return cpu;
            continue;
        }
        if (is_blocked(graph_, cpu)) continue;
        if (wait_order_ == WaitOrder::as_they_come || lets_go(graph_.location(next.location), next)) {
            if (offer(cpu)) return cpu;
            continue;
        }
        if (waiting == no_cpu) waiting = cpu;
    }
    return retrying != no_cpu ? retrying : waiting;
}

}  // namespace model::native
