// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};

// CPU 1 checks while the owner of A attempts A a second time. If that made CPU 1 give up, CPU 1 would wait
// for B, which is never released.
void task(Cpu& cpu) {
    if (cpu.id() == 1) {
        cpu.await(owned);
        if (cpu.lock(A)) return cpu.unlock(A);
        return cpu.lock_unlock(B);
    }
    if (!cpu.lock(B) || !cpu.lock(A)) return;
    cpu.signal(owned);
    cpu.hold(first_check);
    cpu.lock_unlock(A);
    cpu.unlock(A);
}

const Expectations expected{
    // The AA check comes a millisecond later.
    {initial, {acquired, deadlock_true}, 2_ms},
    // The owner is the sole head, and never returns.
    {queue_kept, {acquired, timeout_needed}, 250_ms, sole_head},
    {aa_before_queue, {acquired, deadlock_true}, 1_ms},
    // A head that sees a deadlock leaves. The AA check comes a millisecond later.
    {v6_18_y, {acquired, deadlock_true}, 2_ms},
};

const Registration registration{{
    .name = "abba-owner-again",
    .claim = "an owner's deadlock with itself is not reported to a CPU that waits for the lock",
    .source = "v6.15",
    .cpus = {2},
    .locks = 2,
    .task = task,
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
