// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag given_up{0};
constexpr unsigned entries = 31;
constexpr Lock X = lock_number(entries);
constexpr Lock Y = lock_number(entries + 1);

// CPU 0 takes X and releases it, then CPU 1 takes X. CPU 1 waits for another lock of CPU 0, and checks while
// CPU 0 takes Y into the entry that X had. If X is still there, CPU 0 seems to wait for CPU 1.
void task(Cpu& cpu) {
    if (cpu.id() == 1) {
        cpu.await(given_up);
        if (!cpu.lock(X)) return;
        cpu.lock_unlock(A);
        return cpu.unlock(X);
    }
    const unsigned held = cpu.choose(2) == 0 ? 1 : entries - 1;
    for (unsigned i = 0; i < held; ++i) {
        if (!cpu.lock(lock_number(i))) return;
    }
    cpu.lock_unlock(X);
    cpu.signal(given_up);
    cpu.hold(first_check);
    cpu.lock_unlock(Y);
    cpu.hold(step);  // the check is over
    for (unsigned i = held; i > 0; --i) cpu.unlock(lock_number(i - 1));
}

const Registration registration{{
    .name = "abba-after-unlock",
    .claim = "a lock that was released is not taken for half of a deadlock, wherever in the table it was",
    .source = "v6.15",
    .cpus = {2},
    .locks = entries + 2,
    .task = task,
    .in_step = true,
    .expected = {{initial, {acquired}, 1_ms}},
}};

}  // namespace
}  // namespace scenarios
