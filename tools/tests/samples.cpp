// SPDX-License-Identifier: GPL-2.0-or-later
//
// Scenarios for the tests of the command line, so that its golden files do not change with the real
// scenarios. They are never run: the answers of the fake engine are fixed.
#include "scenarios/framework/scenario.hpp"

namespace {

using namespace scenarios;

void lock_unlock_a(Cpu& cpu) {
    cpu.lock_unlock(A);
}

constexpr Finding sample_finding{"sample-finding", {}, Change::nmi_trylock, FailureKind::stuck};

const Expectations window_until_entry_first{
    {initial, {acquired, deadlock_true, timeout_missed}, 500_ms, sample_finding},
    {nmi_trylock, {acquired, deadlock_true, timeout_missed}, 250_ms},
    {entry_first, with_cpus(1), {acquired, deadlock_true}},
    {entry_first, with_cpus(2), {acquired, deadlock_true, deadlock_false}},
    {nmi_queue, nothing_claimed},
    {trylock_once, with_cpus(1), {acquired, deadlock_true}},
    {trylock_once, with_cpus(2), {acquired, deadlock_true, deadlock_false}},
};

const Registration exclusion{{
    .name = "sample-exclusion",
    .claim = "Two sections of one lock never overlap.",
    .source = "the samples of the command line's tests",
    .cpus = {.min = 2, .max = 4, .natural = 2},
    .task = lock_unlock_a,
    .expected = {{initial, {acquired}}},
}};

const Registration contexts{{
    .name = "sample-contexts",
    .claim = "Handlers of all kinds, and programs at trace points.",
    .source = "the samples of the command line's tests",
    .cpus = {2},
    .task = lock_unlock_a,
    .handlers = {.nmi = {.program = lock_unlock_a, .cpus = {0}, .window = {"unlock."}},
                 .hardirq = {.program = lock_unlock_a, .budget = 2, .window = {"unlock."}},
                 .softirq = {.program = lock_unlock_a, .cpus = {1}, .window = {"unlock."}}},
    .contention_begin = lock_unlock_a,
    .contention_end = lock_unlock_a,
    .expected = {{initial, {acquired}}},
}};

const Registration guest{{
    .name = "sample-guest",
    .claim = "A guest's lock is the test-and-set lock.",
    .source = "the samples of the command line's tests",
    .cpus = {2},
    .form = Form::paravirt,
    .arch = Arch::x86,
    .task = lock_unlock_a,
    .expected = {{initial, {acquired}}},
}};

const Registration window{{
    .name = "sample-window",
    .claim = "An NMI in the window costs a timeout before entry-first.",
    .source = "the samples of the command line's tests",
    .cpus = {.min = 1, .max = 2},
    .task = lock_unlock_a,
    .handlers = {.nmi = {.program = lock_unlock_a, .cpus = {0}, .window = {"fast.", "grab.entry"}}},
    .expected = window_until_entry_first,
}};

}  // namespace
