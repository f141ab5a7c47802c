// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};

// CPU 0 owns the lock until CPU 2, the head, is queued behind CPU 1, which is pending. An NMI of CPU 0
// arrives in its unlock, when the word names the queue.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(A)) return;
            cpu.signal(owned);
            cpu.await_queued(A, 2);
            return cpu.unlock(A);
        case 1:
            cpu.await(owned);
            return cpu.lock_unlock(A);
        default:
            cpu.await_pending(A);
            return cpu.lock_unlock(A);
    }
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(A);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    if (revision == Revision::initial) {
        // The NMI queues, above the owner that both wait for.
        return Expectation{.classes = {Class::acquired, Class::sent_away, Class::timeout_missed},
                           .worst_wait = 500 * millisecond};
    }
    if (revision < Revision::entry_first) {
        // The entry goes before the release: the NMI is above an owner.
        return Expectation{.classes = {Class::acquired, Class::deadlock_true}, .worst_wait = millisecond};
    }
    if (revision == Revision::entry_first) return Expectation{};
    // Between the release and the cleared entry, accepted.
    Expectation expectation{.classes = {Class::acquired, Class::deadlock_false}};
    if (revision == Revision::nmi_queue || revision == Revision::trylock_once) {
        expectation.fails(FailureKind::stuck, sole_head);
    }
    return expectation;
}

const Registration registration{{
    .name = "nmi-undo-tail",
    .claim = "an attempt that sees a queue in the word leaves the pending bit alone",
    .source = "v6.15",
    .cpus = {.min = 3, .max = 3, .natural = 3},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"unlock.entry"},
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
