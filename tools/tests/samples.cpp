// SPDX-License-Identifier: GPL-2.0-or-later
//
// Scenarios for the tests of the command line, so that its golden files do not change with the real ones.
// Nothing runs them: the fake engine's answers are written beforehand.
#include "scenarios/framework/scenario.hpp"

namespace {

using namespace scenarios;

void lock_unlock_a(Cpu& cpu) {
    cpu.lock_unlock(A);
}

std::optional<Expectation> all_acquire(Revision /*revision*/, unsigned /*cpus*/) {
    return Expectation{};
}

std::optional<Expectation> window_until_entry_first(Revision revision, unsigned cpus) {
    const Classes diagnosed{Class::acquired, Class::deadlock_true};
    if (revision == Revision::initial) {
        return Expectation{diagnosed.with(Class::timeout_missed), 500 * millisecond,
                           Failures{FailureKind::stuck}, "sample-finding"};
    }
    if (revision == Revision::nmi_queue) return std::nullopt;
    if (revision < Revision::entry_first) {
        return Expectation{diagnosed.with(Class::timeout_missed), 250 * millisecond};
    }
    if (cpus == 1) return Expectation{diagnosed};
    return Expectation{diagnosed.with(Class::deadlock_false)};
}

const Registration exclusion{{
    .name = "sample-exclusion",
    .claim = "Two sections of one lock never overlap.",
    .source = "the samples of the command line's tests",
    .cpus = {2, 4, 2},
    .task = lock_unlock_a,
    .expected = all_acquire,
}};

const Registration contexts{{
    .name = "sample-contexts",
    .claim = "Handlers of all kinds, and programs at trace points.",
    .source = "the samples of the command line's tests",
    .cpus = {2, 2, 2},
    .task = lock_unlock_a,
    .nmi = lock_unlock_a,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .hardirq = lock_unlock_a,
    .hardirqs = 2,
    .softirq = lock_unlock_a,
    .softirqs = 1,
    .softirq_cpus = CpuSet::of({1}),
    .contention_begin = lock_unlock_a,
    .contention_end = lock_unlock_a,
    .window = {"unlock."},
    .expected = all_acquire,
}};

const Registration guest{{
    .name = "sample-guest",
    .claim = "A guest's lock is the test-and-set lock.",
    .source = "the samples of the command line's tests",
    .cpus = {2, 2, 2},
    .form = Form::paravirt,
    .arch = Arch::x86,
    .task = lock_unlock_a,
    .expected = all_acquire,
}};

const Registration window{{
    .name = "sample-window",
    .claim = "An NMI in the window costs a timeout before entry-first.",
    .source = "the samples of the command line's tests",
    .cpus = {1, 2, 2},
    .task = lock_unlock_a,
    .nmi = lock_unlock_a,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"fast.", "grab.entry"},
    .expected = window_until_entry_first,
}};

}  // namespace
