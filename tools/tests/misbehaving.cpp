// SPDX-License-Identifier: GPL-2.0-or-later
//
// Scenarios whose programs do not end, or not always the same way. Both engines run them.
#include "scenarios/framework/scenario.hpp"

namespace {

using namespace scenarios;

void lock_unlock_a(Cpu& cpu) {
    cpu.lock_unlock(A);
}

void retry_a(Cpu& cpu) {
    while (!cpu.lock(A)) {
    }
    cpu.unlock(A);
}

/// The NMI above the owner cannot get the lock, and goes on trying.
const Registration nmi_retries{{
    .name = "nmi-retries",
    .claim = "An NMI above the owner retries for ever.",
    .source = "the tests of programs that do not end",
    .cpus = {.min = 1, .max = 2, .natural = 1},
    .task = lock_unlock_a,
    .handlers = {.nmi = {.program = retry_a, .cpus = {0}, .window = {"section."}}},
    .expected = nothing_claimed,
}};

/// Each CPU owns the lock that the other CPU tries to get.
const Registration both_retry{{
    .name = "both-retry",
    .claim = "Two CPUs retry for ever.",
    .source = "the tests of programs that do not end",
    .cpus = {2},
    .locks = 2,
    .task =
        [](Cpu& cpu) {
            if (!cpu.lock(lock_number(cpu.id()))) return;
            while (!cpu.lock(lock_number(1 - cpu.id()))) {
            }
            cpu.unlock(lock_number(1 - cpu.id()));
            cpu.unlock(lock_number(cpu.id()));
        },
    .expected = nothing_claimed,
}};

/// An NMI that may not wait tries until the owner on the other CPU has left.
const Registration nmi_gets_it{{
    .name = "nmi-gets-it",
    .claim = "A retry loop that another CPU ends.",
    .source = "the tests of programs that do not end",
    .cpus = {2},
    .task =
        [](Cpu& cpu) {
            if (cpu.id() == 1) cpu.lock_unlock(A);
        },
    .handlers = {.nmi = {.program = retry_a, .cpus = {0}}},
    .expected = nothing_claimed,
}};

const Registration computes{{
    .name = "computes",
    .claim = "A program that asks for nothing and does not end.",
    .source = "the tests of programs that do not end",
    .cpus = {.min = 1, .max = 2, .natural = 1},
    .task =
        [](Cpu& cpu) {
            cpu.lock_unlock(A);
            for (volatile bool again = true; again;) {
            }
        },
    .expected = nothing_claimed,
}};

/// Locks and unlocks without end.
const Registration goes_on{{
    .name = "goes-on",
    .claim = "A program that never ends.",
    .source = "the tests of programs that do not end",
    .cpus = {.min = 1, .max = 2},
    .task =
        [](Cpu& cpu) {
            while (true) cpu.lock_unlock(A);
        },
    .expected = nothing_claimed,
}};

/// Lets time pass without end.
const Registration waits_on{{
    .name = "waits-on",
    .claim = "A program that never ends, and time passes.",
    .source = "the tests of programs that do not end",
    .cpus = {.min = 1, .max = 2, .natural = 1},
    .task =
        [](Cpu& cpu) {
            while (true) cpu.hold(millisecond);
        },
    .expected = nothing_claimed,
}};

/// Makes choices of one value without end. Such choices are no events.
const Registration chooses_on{{
    .name = "chooses-on",
    .claim = "A program that never ends, and does nothing.",
    .source = "the tests of programs that do not end",
    .cpus = {.min = 1, .max = 2, .natural = 1},
    .task =
        [](Cpu& cpu) {
            while (true) static_cast<void>(cpu.choose(1));
        },
    .expected = nothing_claimed,
}};

/// Retries while time passes, until the owner on the other CPU has left.
const Registration retries_in_time{{
    .name = "retries-in-time",
    .claim = "A retry loop that lets time pass.",
    .source = "the tests of programs that do not end",
    .cpus = {2},
    .task =
        [](Cpu& cpu) {
            if (cpu.id() == 1) {
                if (!cpu.lock(A)) return;
                cpu.hold(600 * millisecond);
                cpu.unlock(A);
                return;
            }
            while (!cpu.lock(A)) cpu.hold(millisecond);
            cpu.unlock(A);
        },
    .expected = nothing_claimed,
}};

int runs = 0;

/// Every third call of the program does something else.
const Registration keeps_state{{
    .name = "keeps-state",
    .claim = "A program that knows how often it ran.",
    .source = "the tests of programs that do not end",
    .cpus = {.min = 1, .max = 2},
    .locks = 2,
    .task = [](Cpu& cpu) { cpu.lock_unlock(++runs % 3 == 0 ? A : B); },
    .expected = nothing_claimed,
}};

int calls = 0;

/// From the hundredth call on, the program does something else.
const Registration turns{{
    .name = "turns",
    .claim = "A program that changes its mind.",
    .source = "the tests of programs that do not end",
    .cpus = {2},
    .locks = 2,
    .task =
        [](Cpu& cpu) {
            cpu.lock_unlock(A);
            cpu.lock_unlock(++calls < 100 ? A : B);
        },
    .expected = nothing_claimed,
}};

/// State that no program reads does no harm.
const Registration counts{{
    .name = "counts",
    .claim = "A program that counts, and does not look.",
    .source = "the tests of programs that do not end",
    .cpus = {.min = 1, .max = 2},
    .task =
        [](Cpu& cpu) {
            ++calls;
            cpu.lock_unlock(A);
        },
    .expected = nothing_claimed,
}};

}  // namespace
