// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// Scenarios that only make sense on hardware. Contention and NMIs are as dense as possible, and no revision
/// is known to hang on them, so that a smoke test may run them on any revision.

#include "scenarios/framework/limits.hpp"
#include "scenarios/framework/scenario.hpp"

namespace {

using scenarios::A;
using scenarios::B;
using scenarios::C;
using scenarios::Cpu;
using scenarios::most_hardware_cpus;
using scenarios::nothing_claimed;
using scenarios::Registration;
using scenarios::TraceGuard;

// No CPU holds B and wants A, and no NMI waits behind another NMI, so there is no cycle on any revision. On
// `initial` an NMI queues for B, and its CPU is never queued for B.
const Registration other_lock({
    .name = "hardware-other-lock",
    .claim = "NMIs that take another lock than the tasks disturb no task",
    .source = "smoke test of the hardware machine",
    .cpus = {.min = 1, .max = most_hardware_cpus, .natural = 2},
    .locks = 2,
    .task = [](Cpu& cpu) { cpu.lock_unlock(A); },
    .handlers = {.nmi = {.program = [](Cpu& cpu) { cpu.lock_unlock(B); }}},
    .expected = nothing_claimed,
});

// There is one lock, so there is neither a true nor a false ABBA deadlock. Once the AA check comes before the
// queue, the head of the queue cannot diagnose a deadlock. Before `aa-before-queue` the head can, and waits
// for a next node that may not come. On `initial` an NMI may queue behind the node that it interrupted.
const Registration same_lock({
    .name = "hardware-same-lock",
    .claim = "NMIs that take the tasks' lock get it, or an error",
    .source = "smoke test of the hardware machine",
    .cpus = {.min = 1, .max = most_hardware_cpus, .natural = 2},
    .task = [](Cpu& cpu) { cpu.lock_unlock(A); },
    .handlers = {.nmi = {.program = [](Cpu& cpu) { cpu.lock_unlock(A); }}},
    .expected = nothing_claimed,
});

// Each lap goes the same way: CPU 0 owns the lock until the others are in line, and CPU 1, the last
// one, keeps it.
const Registration in_step({
    .name = "hardware-in-step",
    .claim = "CPUs that wait for each other go through each lap together",
    .source = "smoke test of the hardware machine",
    .cpus = {.min = 2, .max = most_hardware_cpus, .natural = 3},
    .task =
        [](Cpu& cpu) {
            constexpr scenarios::Flag owned{0};
            if (cpu.id() == 0) {
                if (!cpu.lock_irqsave(A)) return;
                cpu.signal(owned);
                cpu.await_pending(A);
                return cpu.unlock_irqrestore(A);
            }
            cpu.await(owned);
            if (cpu.lock(A) && cpu.id() != 1) cpu.unlock(A);
        },
    .in_step = true,
    .expected = nothing_claimed,
});

const Registration traced({
    .name = "hardware-traced",
    .claim = "programs at the trace points take another lock than the tasks",
    .source = "smoke test of the hardware machine",
    .cpus = {.min = 1, .max = most_hardware_cpus, .natural = 3},
    .locks = 2,
    .task = [](Cpu& cpu) { cpu.lock_unlock(A); },
    .contention_begin = [](Cpu& cpu) { cpu.lock_unlock(B); },
    .contention_end = [](Cpu& cpu) { cpu.lock_unlock(B); },
    .expected = nothing_claimed,
});

const Registration traced_raw({
    .name = "hardware-traced-raw",
    .claim = "raw programs at the trace points, several at one of them, take other locks than the tasks",
    .source = "smoke test of the hardware machine",
    .cpus = {.min = 1, .max = most_hardware_cpus, .natural = 3},
    .locks = 3,
    .task = [](Cpu& cpu) { cpu.lock_unlock(A); },
    .handlers = {.nmi = {.program = [](Cpu& cpu) { cpu.lock_unlock(A); }}},
    .contention_begin = {{.program = [](Cpu& cpu) { cpu.lock_unlock(B); }, .guard = TraceGuard::program}},
    .contention_end = {{.program = [](Cpu& cpu) { cpu.lock_unlock(C); }, .guard = TraceGuard::program},
                       {.program = [](Cpu& cpu) { cpu.lock_unlock(B); }, .lock = A}},
    .expected = nothing_claimed,
});

const Registration misuse({
    .name = "hardware-misuse",
    .claim = "an unlock of what is not held is left out, and told of",
    .source = "test of the hardware machine",
    .cpus = {1},
    .locks = 2,
    .task =
        [](Cpu& cpu) {
            cpu.lock_unlock(A);
            cpu.unlock(B);
            if (cpu.lock_irqsave(A)) cpu.unlock(A);
            cpu.unlock_irqrestore(A);
        },
    .expected = nothing_claimed,
});

const Registration unanswered({
    .name = "hardware-unanswered",
    .claim = "a CPU that waits for good is found by the watchdog, and does not keep a stop from being one",
    .source = "test of the hardware machine",
    .cpus = {2},
    .task =
        [](Cpu& cpu) {
            constexpr scenarios::Flag never_signalled{0};
            if (cpu.id() == 1) cpu.await(never_signalled);
            cpu.lock_unlock(A);
        },
    .in_step = true,
    .expected = nothing_claimed,
});

const Registration undeclared({
    .name = "hardware-undeclared",
    .claim = "a lock that is not declared is an error of the scenario",
    .source = "test of the hardware machine",
    .cpus = {1},
    .task = [](Cpu& cpu) { cpu.lock_unlock(B); },
    .expected = nothing_claimed,
});

const Registration hardirqs({
    .name = "hardware-no-hardirqs",
    .claim = "hardirqs are refused",
    .source = "test of the hardware machine",
    .cpus = {1},
    .task = [](Cpu& cpu) { cpu.lock_unlock(A); },
    .handlers = {.hardirq = {.program = [](Cpu& cpu) { cpu.lock_unlock(A); }}},
    .expected = nothing_claimed,
});

}  // namespace
