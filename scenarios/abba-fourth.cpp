// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    // CPU 2 is pending on B when CPU 0 and CPU 3 attempt B, in either order.
    if (cpu.id() != 1) cpu.hold((cpu.id() == 2 ? 1 : 2) * millisecond);
    if (cpu.id() >= 2) return cpu.lock_unlock(B);
    const Lock first = cpu.id() == 0 ? A : B;
    const Lock second = cpu.id() == 0 ? B : A;
    if (!cpu.lock(first)) return;
    if (cpu.id() == 1) cpu.hold(3 * millisecond);
    cpu.lock_unlock(second);
    cpu.unlock(first);
}

const Expectations expected{
    // CPU 2 waits from its attempt until CPU 1 has given up.
    {initial, {acquired, deadlock_true, sent_away}, 3_ms},
    {queue_kept, {acquired, deadlock_true}, 3_ms},
    // As in `initial`: this set has no `queue_kept`.
    {v6_18_y, {acquired, deadlock_true, sent_away}, 3_ms},
};

const Registration registration{{
    .name = "abba-fourth",
    .claim = "a CPU that waits behind the head of a queue that sees a deadlock gets its lock",
    .source = "queue-kept, 7bd6e5ce5be6",
    .cpus = {4},
    .locks = 2,
    .task = task,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
