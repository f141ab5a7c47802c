// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Expectations expected{
    // The fast path has its lock-entry window, the unlock has one from the cleared entry to the release.
    {initial, {acquired, deadlock_true, timeout_missed}, 1000_ms},
    // One attempt has two entries: it finds itself below its own top, and unlock takes one back.
    {entry_first, {acquired, deadlock_true, deadlock_false}, 1_ms, paravirt_entry},
    {aa_first, {acquired, deadlock_true, deadlock_false}, 0_ms, paravirt_entry},
    // As in tas: an entry without the lock, which is accepted.
    {tas_entry, {acquired, deadlock_true, deadlock_false}},
    // One entry. The AA check comes a millisecond later.
    {v6_18_y, {acquired, deadlock_true}, 1_ms},
};

const Registration registration{{
    .name = "paravirt",
    .claim = "the test-and-set lock excludes, diagnoses AA, and gives up after 1 s",
    .source = "v6.15",
    .cpus = {2},
    .form = Form::paravirt,
    .task = lock_unlock(A),
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
