// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Expectations expected{
    // There is no lock-entry window. But the unlock is that of the queued lock: between the cleared entry and
    // the release the table does not show the lock.
    {initial, {acquired, deadlock_true, timeout_missed}, 1000_ms},
    {entry_first, {acquired, deadlock_true}, 1_ms},
    // An entry whose lock is not taken yet, or is already free, is a false deadlock: accepted.
    {aa_first, {acquired, deadlock_true, deadlock_false}},
    {v6_18_y, {acquired, deadlock_true}, 1_ms},
};

const Registration registration{{
    .name = "tas",
    .claim = "the test-and-set lock excludes, diagnoses AA, and gives up after 1 s",
    .source = "v6.15",
    .cpus = {2},
    .form = Form::test_and_set,
    .task = lock_unlock(A),
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
