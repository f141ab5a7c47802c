// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Expectations expected{
    // The NMI checks nothing, and the head's check does not know of the NMI. The history says 250 ms, but a
    // head waits for twice that time.
    {initial, {acquired, deadlock_true, sent_away, timeout_missed}, 500_ms},
    {nmi_trylock, {acquired, deadlock_true}, 1_ms},
    {aa_first, {acquired, deadlock_true}},
    // As in `initial`. As in nmi-aa-latency, the NMI may also be a sole head itself.
    {nmi_queue, {acquired, deadlock_true, sent_away, timeout_needed, timeout_missed}, 500_ms, sole_head},
    {aa_before_queue, {acquired, deadlock_true}},
    {v6_18_y, {acquired, deadlock_true, sent_away, timeout_missed}, 500_ms},
};

const Registration registration{{
    .name = "nmi-nonhead-over-owner",
    .claim = "an NMI that interrupts the owner and queues behind a head costs at most the head's timeout",
    .source = "nmi-queue, 81d5a6a43859; aa-before-queue, 087849cca31d",
    .cpus = {3},
    .task = lock_unlock(A),
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}, .window = {"section.exit"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
