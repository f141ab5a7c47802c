// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds gives_up = step + head_timeout + 1;

// CPU 2 owns A and B longer than a head waits. CPU 3 is pending on A and gives up; CPU 0 is the head. CPU 1
// queues behind CPU 0 just when CPU 0 leaves. CPU 0 has to wait for CPU 1's node, and there an NMI attempts
// B, on which CPU 4 is pending.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(step);
            return cpu.lock_unlock(A);
        case 1:
            cpu.hold(gives_up);
            return cpu.lock_unlock(A);
        case 2:
            if (!cpu.lock(B)) return;
            cpu.lock_hold_unlock(A, gives_up + step);
            return cpu.unlock(B);
        case 3:
            cpu.hold(step / 2);
            return cpu.lock_unlock(A);
        default:
            cpu.hold(gives_up - step);
            return cpu.lock_unlock(B);
    }
}

const Expectations expected{
    {initial, {acquired, sent_away, timeout_early}, head_timeout},
    {trylock_once, {acquired, busy, sent_away, timeout_early}, head_timeout},
    {v6_18_y, {acquired, sent_away, timeout_early}, head_timeout},
};

const Registration registration{{
    .name = "nmi-leave",
    .claim =
        "a head that gives up tells the CPU that is about to link itself, whatever an NMI does meanwhile",
    .source = "v6.15",
    .cpus = {5},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(B), .cpus = {0}, .window = {"leave.await_next"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
