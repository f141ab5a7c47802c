// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
constexpr Nanoseconds owner_stays = 2 * millisecond;
constexpr Nanoseconds others_stay = 10 * millisecond;

// CPU 1 waits as soon as CPU 0 has the lock. CPU 2 attempts the lock a millisecond later.
void task(Cpu& cpu) {
    if (cpu.id() != 0) cpu.await(owned);
    if (cpu.id() == 2) cpu.hold(millisecond);
    if (!cpu.lock(A)) return;
    if (cpu.id() == 0) cpu.signal(owned);
    cpu.hold(cpu.id() == 0 ? owner_stays : others_stay);
    cpu.unlock(A);
}

const Registration registration{{
    .name = "tas-overtaking",
    .claim = "a CPU that waits for a test-and-set lock may be overtaken: the lock has no FIFO",
    .source = "v6.15",
    .cpus = {3},
    .form = Form::test_and_set,
    .task = task,
    .in_step = true,
    // CPU 1 waits for both others if CPU 2 overtakes it. In FIFO order CPU 2 would wait longest, and a
    // millisecond less.
    .expected = {{initial, {acquired}, owner_stays + others_stay}},
}};

}  // namespace
}  // namespace scenarios
