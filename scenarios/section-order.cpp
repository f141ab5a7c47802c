// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

//   CPU 0                            CPU 1
//   begun = 1                        await begun == 1
//   lock A                           lock A
//     count = count + 1  <- NMI        count = count + 1
//   unlock A                         unlock A
//   done++                           done++
//
// All accesses to the count are relaxed. Only the lock puts the two updates in order.

constexpr Variable count{0};
constexpr Variable begun{1};
constexpr Variable done{2};

constexpr Order relaxed = std::memory_order_relaxed;

void task(Cpu& cpu) {
    if (cpu.id() == 0) {
        cpu.store(begun, 1, relaxed);
    } else {
        cpu.await(begun, 1, relaxed);
    }
    if (!cpu.lock(A)) return;
    cpu.store(count, cpu.load(count, relaxed) + 1, relaxed);
    cpu.unlock(A);
    // The CPU that is done last has seen the sections of all others.
    cpu.fence(std::memory_order_release);
    const std::uint64_t others_done = cpu.fetch_add(done, 1, std::memory_order_acquire);
    if (others_done == 1) cpu.check(cpu.load(count, relaxed) == 2, "no update of the count is lost");
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(B);
}

const Registration registration{{
    .name = "section-order",
    .claim = "a critical section sees what the section before it has stored, by relaxed accesses, among NMIs",
    .source = "the kernel's rules for locks: a lock is an acquire, and an unlock a release",
    .cpus = {2},
    .locks = 2,
    .variables = {"count", "begun", "done"},
    .task = task,
    .handlers = {.nmi = {.program = nmi, .window = {"section.", "variable."}}},
    .in_step = true,
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
