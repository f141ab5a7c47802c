// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr unsigned entries = 31;

// The last lock is in the last entry. Its second attempt is beyond the table.
void task(Cpu& cpu) {
    for (unsigned i = 0; i < entries; ++i) {
        if (!cpu.lock(lock_number(i))) return;
    }
    cpu.lock_unlock(lock_number(entries - 1));
    for (unsigned i = entries; i > 0; --i) cpu.unlock(lock_number(i - 1));
}

const Registration registration{{
    .name = "held-full-top",
    .claim = "with a full table the AA check leaves the last entry out: its lock costs a timeout",
    .source = "v6.15",
    .cpus = {1},
    .locks = entries,
    .task = task,
    .expected = {{initial, {acquired, timeout_missed}, 250_ms}},
}};

}  // namespace
}  // namespace scenarios
