// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds deadlock = 20 * millisecond;
constexpr Nanoseconds nmi_time = 235 * millisecond;

// CPU 0 has A and waits for B, which CPU 3 owns. After 20 ms CPU 3 waits for A, behind CPU 2, the head, and
// CPU 1, which is pending: CPU 3 checks nothing itself. An NMI above CPU 0's wait may keep CPU 0 from
// checking until its time is over.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(A)) return;
            cpu.hold(step);
            cpu.lock_unlock(B);
            cpu.hold(step);
            return cpu.unlock(A);
        case 3:
            if (!cpu.lock(B)) return;
            cpu.hold(deadlock + 3 * step);
            cpu.lock_unlock(A);
            return cpu.unlock(B);
        default:
            cpu.hold(deadlock + cpu.id() * step);
            return cpu.lock_hold_unlock(A, step);
    }
}

void nmi(Cpu& cpu) {
    cpu.hold(nmi_time);
}

const Registration registration{{
    .name = "timeout-before-check",
    .claim = "a wait past its deadline times out, whatever a check would find then",
    .source = "v6.15",
    .cpus = {4},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {0}, .window = {"pending.wait"}}},
    .expected = {{initial, {acquired, deadlock_true, timeout_missed}, 256_ms}},
}};

}  // namespace
}  // namespace scenarios
