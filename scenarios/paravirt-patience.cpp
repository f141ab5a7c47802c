// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/programs.hpp"
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds hold_time = 990 * millisecond;

const Expectations expected{
    {initial, {acquired}, hold_time},
    // One attempt has two entries: it finds itself below its own top entry.
    {entry_first, {acquired, deadlock_false}, 1_ms, paravirt_entry},
    {aa_first, {acquired, deadlock_false}, 0_ms, paravirt_entry},
    {tas_entry, {acquired}, hold_time},
    {v6_18_y, {acquired}, hold_time},
};

const Registration registration{{
    .name = "paravirt-patience",
    .claim = "a CPU of a guest takes the lock if it is free within one second, longer than a queue waits",
    .source = "v6.15",
    .cpus = {2},
    .form = Form::paravirt,
    .task = wait_for_owner(hold_time),
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
