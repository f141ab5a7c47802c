// SPDX-License-Identifier: GPL-2.0-or-later
//
// A single scenario, for an executable of its own.
#include "scenarios/framework/scenario.hpp"

namespace {

const scenarios::Registration alone{{
    .name = "sample-alone",
    .claim = "The only scenario of its executable.",
    .source = "the samples of the command line's tests",
    .cpus = {.min = 1, .max = 2, .natural = 1},
    .task = [](scenarios::Cpu& cpu) { cpu.lock_unlock(scenarios::A); },
    .expected = {{scenarios::initial, {scenarios::acquired}}},
}};

}  // namespace
