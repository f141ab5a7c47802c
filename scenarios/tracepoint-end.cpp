// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
constexpr Flag queued{1};

// CPU 1 is pending and CPU 2 is behind it. CPU 3 attempts the lock while these two are served.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(A)) return;
            cpu.signal(owned);
            cpu.await_queued(A, 2);
            cpu.signal(queued);
            return cpu.unlock(A);
        case 1:
            cpu.await(owned);
            break;
        case 2:
            cpu.await_pending(A);
            break;
        default:
            cpu.await(queued);
    }
    cpu.lock_unlock(A);
}

const Expectations expected{
    // The program queues above the owner. Behind a head it checks nothing, and the head's check does not know
    // of the program.
    {initial, {acquired, deadlock_true, sent_away, timeout_missed}, 500_ms},
    // As in nmi-aa-latency: a sole head with a deadlock.
    {queue_kept, {acquired, deadlock_true, sent_away, timeout_needed, timeout_missed}, 500_ms, sole_head},
    // A head that gave up runs the program too, while its entry is still in the table.
    {aa_first,
     {acquired, deadlock_true, deadlock_false, sent_away, timeout_needed, timeout_missed},
     500_ms,
     sole_head},
    {aa_before_queue, {acquired, deadlock_true}},
    {v6_18_y, {acquired, deadlock_true, sent_away, timeout_missed}, 500_ms},
};

const Registration registration{{
    .name = "tracepoint-end",
    .claim = "a program at contention_end that takes the same lock, or another, ends and leaks nothing",
    .source = "v6.15",
    .cpus = {4},
    .locks = 2,
    .task = task,
    .contention_end = lock_unlock_one_of(A, B),
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
