// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "golden_trace.hpp"
#include "run.hpp"

namespace tools {
namespace {

TEST_CASE("traces of the windows", "[trace]") {
    check_golden("nmi-lock-entry.queue-kept.timeout_missed",
                 trace_of(run(request_for("nmi-lock-entry", "queue-kept", 1)), "timeout_missed"));
    check_golden("nmi-unlock-order.queue-kept.timeout_missed",
                 trace_of(run(request_for("nmi-unlock-order", "queue-kept", 1)), "timeout_missed"));
    check_golden("nmi-aa-latency.nmi-queue.stuck",
                 trace_of(run(request_for("nmi-aa-latency", "nmi-queue", 2)), "stuck"));
    Request bounded = request_for("nmi-queue-interrupt", "initial", 3);
    bounded.search.bounds.executions = 40'000;
    check_golden("nmi-queue-interrupt.initial.stuck", trace_of(run(bounded), "stuck"));
    Request third = request_for("abba-third", "aa-before-queue", 3);
    third.search.scheduler = Scheduler::random;
    third.search.bounds.executions = 5'000;
    check_golden("abba-third.aa-before-queue.stuck", trace_of(run(third), "stuck"));
    Request x86 = request_for("mutual-exclusion", "aa-before-queue", 2);
    x86.setup.arch = rqspinlock::Arch::x86;
    check_golden("mutual-exclusion.x86.race", trace_of(run(x86), "race"));
    Request paravirt = request_for("paravirt", "aa-before-queue", 2);
    paravirt.setup.interrupts[scenarios::Interrupt::nmi].budget = 0;
    check_golden("paravirt.aa-before-queue.leak", trace_of(run(paravirt), "leak"));
}

}  // namespace
}  // namespace tools
