// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr unsigned entries = 31;

// The CPU holds 30 to 32 locks and attempts one of them again: the first, or one of the last. Then it takes
// each lock once more, which would fail with a table out of balance.
void task(Cpu& cpu) {
    const unsigned held = entries - 1 + cpu.choose(3);
    for (unsigned i = 0; i < held; ++i) {
        if (!cpu.lock(lock_number(i))) return;
    }
    const unsigned again = cpu.choose(4);
    cpu.lock_unlock(lock_number(again == 0 ? 0 : held - again));
    for (unsigned i = held; i > 0; --i) cpu.unlock(lock_number(i - 1));
    for (unsigned i = 0; i < held; ++i) cpu.lock_unlock(lock_number(i));
}

const Registration registration{{
    .name = "held-overflow",
    .claim = "more locks than the table has entries: counts stay balanced, a hidden entry costs a timeout",
    .source = "v6.15",
    .cpus = {1},
    .locks = entries + 1,
    .task = task,
    .expected = {{initial, {acquired, deadlock_true, timeout_missed}, 250_ms}},
}};

}  // namespace
}  // namespace scenarios
