// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Expectations expected{
    {initial, {acquired, deadlock_true}, 1_ms},
    {entry_first, {acquired, deadlock_true}, 1_ms, paravirt_entry},
    // A deadlock of an attempt with itself, at its first look: no CPU waits.
    {aa_first, {acquired, deadlock_true, deadlock_false}, 0_ms, paravirt_entry},
    {tas_entry, {acquired, deadlock_true}, 1_ms},
    {v6_18_y, {acquired, deadlock_true}, 1_ms},
};

const Registration registration{{
    .name = "paravirt-abba",
    .claim = "two CPUs that take two paravirt locks crosswise learn of the deadlock within about 1 ms",
    .source = "v6.15",
    .cpus = {2},
    .locks = 2,
    .form = Form::paravirt,
    .task = lock_crosswise,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
