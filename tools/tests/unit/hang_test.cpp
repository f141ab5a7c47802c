// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/hang.hpp"

#include <rqcheck_catch.hpp>

using tools::ExecutionTrace;
using tools::TraceStep;

namespace {

using Context = std::vector<std::string>;
using Lines = std::vector<std::string>;

/// Three CPUs and the lock A.
ExecutionTrace three_cpus() {
    ExecutionTrace trace;
    trace.ends.assign(3, {"finished", "", ""});
    return trace;
}

TraceStep& add(ExecutionTrace& trace, unsigned cpu, const Context& context, const std::string& operation,
               const std::string& site) {
    TraceStep& step = trace.steps.emplace_back();
    step.cpu = cpu;
    step.context = context;
    step.operation = operation;
    step.site = site;
    return step;
}

void exchange_tail(ExecutionTrace& trace, unsigned cpu, const Context& context, const std::string& before,
                   const std::string& after) {
    TraceStep& step = add(trace, cpu, context, "update", "queue.xchg_tail");
    step.variable = "A";
    step.read = "(" + before + ",0,1)";
    step.written = "(" + after + ",0,1)";
    step.coherence = static_cast<std::uint32_t>(trace.steps.size());
}

void wait_for_ever(ExecutionTrace& trace, unsigned cpu, const Context& context, const std::string& site,
                   const std::string& variable) {
    TraceStep& step = add(trace, cpu, context, tools::hang, site);
    step.variable = variable;
    step.file = "lock/slowpath.hpp";
    step.line = 7;
    trace.ends[cpu] = {"blocked", site, variable};
}

const Context task{"task"};
const Context nmi{"task", "nmi"};

}  // namespace

TEST_CASE("an NMI behind the waiter that it has interrupted: only that one could end it", "[hang]") {
    ExecutionTrace trace = three_cpus();
    exchange_tail(trace, 0, task, "0", "cpu0/0");
    exchange_tail(trace, 0, nmi, "cpu0/0", "cpu0/1");
    wait_for_ever(trace, 0, nmi, "queue.wait", "cpu0.node1.locked");
    CHECK(hang_sentences(trace) == Lines{"CPU 0's NMI waits for ever at queue.wait, slowpath.hpp:7, for "
                                         "cpu0.node1.locked, which only CPU 0's interrupted task stores"});
    CHECK(ender_text(trace, trace.steps.back()) == "only CPU 0's interrupted task stores it");
    CHECK(first_hang(trace) == &trace.steps.back());
}

TEST_CASE("a head that waits for a next that is not there", "[hang]") {
    ExecutionTrace trace = three_cpus();
    exchange_tail(trace, 2, task, "0", "cpu2/0");
    wait_for_ever(trace, 2, task, "head.await_next", "cpu2.node0.next");
    CHECK(hang_sentences(trace) ==
          Lines{"CPU 2 waits for ever at head.await_next, slowpath.hpp:7, for cpu2.node0.next, which only a "
                "waiter behind it would store: there is none"});
}

TEST_CASE("a waiter whose neighbour hangs, is interrupted or has ended", "[hang]") {
    ExecutionTrace trace = three_cpus();
    exchange_tail(trace, 1, task, "0", "cpu1/0");
    exchange_tail(trace, 0, task, "cpu1/0", "cpu0/0");
    wait_for_ever(trace, 0, task, "queue.wait", "cpu0.node0.locked");
    CHECK(ender_text(trace, trace.steps.back()) == "only CPU 1's task would store it, which has ended");

    ExecutionTrace hanging = trace;
    wait_for_ever(hanging, 1, task, "head.await_next", "cpu1.node0.next");
    CHECK(ender_text(hanging, hanging.steps.back()) == "only CPU 0's task stores it, which hangs too");
    CHECK(ender_text(hanging, hanging.steps[2]) == "only CPU 1's task stores it, which hangs too");

    ExecutionTrace interrupted = trace;
    wait_for_ever(interrupted, 1, nmi, "queue.wait", "cpu1.node1.locked");
    CHECK(ender_text(interrupted, interrupted.steps[2]) ==
          "only CPU 1's task stores it, over which its NMI hangs");
}

TEST_CASE("an older use of a node does not count", "[hang]") {
    ExecutionTrace trace = three_cpus();
    exchange_tail(trace, 0, task, "0", "cpu0/0");
    exchange_tail(trace, 1, task, "cpu0/0", "cpu1/0");
    exchange_tail(trace, 0, task, "0", "cpu0/0");
    wait_for_ever(trace, 0, task, "head.await_next", "cpu0.node0.next");
    CHECK(ender_text(trace, trace.steps.back()) == "only a waiter behind it would store it: there is none");
}

TEST_CASE("a word is stored by its lock holder, and a flag by a program of which no trace tells", "[hang]") {
    ExecutionTrace trace = three_cpus();
    tools::Announcement change;
    change.lock = "A";
    change.phase = "owner";
    add(trace, 1, task, "note", "fast.cmpxchg").change = change;
    wait_for_ever(trace, 0, task, "tas.read", "A");
    wait_for_ever(trace, 2, task, "flag.await", "flag0");
    CHECK(
        hang_sentences(trace) ==
        Lines{"CPU 0 waits for ever at tas.read, slowpath.hpp:7, for A, which only CPU 1's task would "
              "store, which has ended",
              "CPU 2 waits for ever at flag.await, slowpath.hpp:7, a wait of the scenario's own, for flag0"});
    CHECK(first_hang(trace) == &trace.steps[1]);

    // Another waiter ends this one, and not the lock holder.
    wait_for_ever(trace, 0, task, "await.queued", "A");
    CHECK(ender_text(trace, trace.steps.back()).empty());
}

TEST_CASE("a call that fails for ever has its line", "[hang]") {
    ExecutionTrace trace = three_cpus();
    TraceStep& step = add(trace, 1, nmi, tools::hang, "");
    step.file = "scenarios/mine.cpp";
    step.line = 12;
    trace.ends[1] = {"retries", "", "", "nmi", "scenarios/mine.cpp", 12, 16};
    CHECK(hang_sentences(trace) ==
          Lines{"CPU 1's NMI makes the call at mine.cpp:12 again and again, 16 rounds "
                "so far, and no other CPU can help"});
    CHECK(hang_text(trace, trace.steps.back()) == "retries for ever, 16 rounds so far");
}
