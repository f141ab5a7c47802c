// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock(A);
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(A);
}

std::optional<Expectation> expected(Revision, unsigned) {
    return std::nullopt;
}

const Registration registration{{
    .name = "nmi-unlock-order",
    .claim = "an NMI between the cleared entry and the release does not see the deadlock",
    .source = "entry-first, beb7021a6003",
    .cpus = {.min = 1, .max = 2, .natural = 2},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"unlock."},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
