// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/programs.hpp"
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag c_owned{0};
constexpr Flag a_owned{1};
constexpr Flag b_owned{2};
constexpr Flag begun[] = {Flag{3}, Flag{4}};  // set by CPUs 0 and 1
constexpr Flag has_a{5};                      // set by CPU 0
constexpr Flag has_b{6};                      // set by CPU 1

void signal_owned_until(Cpu& cpu, Lock lock, Flag owned, unsigned queued) {
    if (!cpu.lock(lock)) return;
    cpu.signal(owned);
    cpu.await_queued(lock, queued);
    cpu.unlock(lock);
}

// CPUs 0 and 1 queue on C. One after the other, their programs at contention_begin queue on A and on B,
// behind CPU 2, which owns the lock, and CPU 3, which is pending. When they have these locks, CPU 2 attempts
// A and CPU 3 attempts B: both are pending.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 2:
            if (!cpu.lock(C)) return;
            cpu.signal(c_owned);
            for (const Flag flag : begun) cpu.await(flag);
            cpu.unlock(C);
            signal_owned_until(cpu, A, a_owned, 0);
            signal_owned_until(cpu, B, b_owned, 1);
            cpu.await(has_a);
            return cpu.lock_unlock(A);
        case 3:
            cpu.await(c_owned);
            cpu.lock_unlock(C);
            cpu.await(a_owned);
            cpu.lock_unlock(A);
            cpu.await(b_owned);
            cpu.lock_unlock(B);
            cpu.await(has_b);
            return cpu.lock_unlock(B);
        default:
            cpu.await_pending(C);
            return cpu.lock_unlock(C);
    }
}

void begin(Cpu& cpu) {
    const Lock lock = cpu.id() == 0 ? A : B;
    cpu.signal(begun[cpu.id()]);
    cpu.await_pending(lock);
    cpu.lock_unlock(lock);
}

// CPU 0 has A and attempts B, CPU 1 has B and attempts A. Both are sole heads. The pending waiters check
// before the heads, and CPU 0 checks before CPU 1. If CPU 0 leaves, there is no deadlock left to be
// found.
void end_of_a(Cpu& cpu) {
    if (cpu.id() != 0) return;
    cpu.signal(has_a);
    cpu.await(has_b);
    cpu.await_pending(B);
    cpu.hold(step);
    cpu.lock_unlock(B);
}

void end_of_b(Cpu& cpu) {
    if (cpu.id() != 1) return;
    cpu.signal(has_b);
    cpu.await(has_a);
    cpu.await_pending(A);
    cpu.hold(2 * step);
    cpu.lock_unlock(A);
}

const Expectations expected{
    {initial, {acquired, deadlock_true}, 1_ms},
    // Both heads wait for a next waiter that never comes. CPUs 2 and 3 wait for them, and give up.
    {queue_kept, {acquired, timeout_needed}, 250_ms, sole_head},
    {tail_reset, {acquired, deadlock_true}, 1_ms},
    {v6_18_y, {acquired, deadlock_true}, 1_ms},
};

const Registration registration{{
    .name = "tracepoint-raw",
    .claim = "programs at contention_end of attempts of programs at contention_begin learn of a deadlock",
    .source = "a report of hard lockups below raw tracepoint programs, kernel 7.0",
    .cpus = {4},
    .locks = 3,
    .task = task,
    .contention_begin = {{.program = begin, .guard = TraceGuard::program, .lock = C}},
    .contention_end = {{.program = end_of_a, .guard = TraceGuard::program, .lock = A},
                       {.program = end_of_b, .guard = TraceGuard::program, .lock = B}},
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
