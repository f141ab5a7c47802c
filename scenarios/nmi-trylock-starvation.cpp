// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};

// CPU 2 comes when CPU 1 owns A, and gets it from there or finds it free. An NMI on CPU 0, whose task wants
// nothing, wants it too, and that CPU is slow.
void task(Cpu& cpu) {
    if (cpu.id() == 1) {
        if (!cpu.lock(A)) return;
        cpu.signal(owned);
        return cpu.unlock(A);
    }
    if (cpu.id() == 2) {
        cpu.await(owned);
        cpu.lock_unlock(A);
    }
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(A);
}

// Whoever queues is the head some time, and the head has twice as long.
std::optional<Expectation> expected(Revision revision, unsigned) {
    const bool queues = revision < Revision::nmi_trylock || revision >= Revision::nmi_queue;
    return Expectation{.classes = {Class::acquired, Class::timeout_early},
                       .worst_wait = (queues ? 500 : 250) * millisecond};
}

const Registration registration{{
    .name = "nmi-trylock-starvation",
    .claim = "an NMI that does not queue spins up to 250 ms while others pass the lock on; since nmi-queue "
             "it queues",
    .source = "nmi-trylock, 0d80e7f951be; nmi-queue, 81d5a6a43859; trylock-once, 30dc2f7025fe",
    .cpus = {.min = 3, .max = 3, .natural = 3},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .slow = 1,
    .slow_cpus = CpuSet::of({0}),
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
