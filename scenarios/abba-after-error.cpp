// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
constexpr unsigned entries = 31;
constexpr Lock X = lock_number(entries);
constexpr Lock Y = lock_number(entries + 1);

// CPU 1 owns X, and CPU 0's attempt on X fails. After that CPU 1 waits for a lock of CPU 0, and checks while
// CPU 0 takes Y into the entry that X had. If X is still there, CPU 0 seems to wait for CPU 1.
void task(Cpu& cpu) {
    if (cpu.id() == 1) {
        if (!cpu.lock(X)) return;
        cpu.signal(owned);
        cpu.hold(pending_timeout + step);
        cpu.lock_unlock(A);
        return cpu.unlock(X);
    }
    const unsigned held = cpu.choose(2) == 0 ? 1 : entries - 1;
    for (unsigned i = 0; i < held; ++i) {
        if (!cpu.lock(lock_number(i))) return;
    }
    cpu.await(owned);
    cpu.lock_unlock(X);
    // The attempt lasted a nanosecond longer than the timeout.
    cpu.hold(step + first_check - 1);
    cpu.lock_unlock(Y);
    cpu.hold(step);  // the check is over
    for (unsigned i = held; i > 0; --i) cpu.unlock(lock_number(i - 1));
}

const Registration registration{{
    .name = "abba-after-error",
    .claim =
        "a lock that was attempted in vain is not taken for half of a deadlock, wherever in the table it was",
    .source = "v6.15",
    .cpus = {2},
    .locks = entries + 2,
    .task = task,
    .in_step = true,
    .expected = {{initial, {acquired, timeout_early}, pending_timeout}},
}};

}  // namespace
}  // namespace scenarios
