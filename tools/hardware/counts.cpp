// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/counts.hpp"

namespace tools::hardware {
namespace {

void add_attempts(Totals::Attempts& sum, const AttemptCounts& counts) {
    sum.acquired += counts.acquired.get();
    sum.deadlock += counts.deadlock.get();
    sum.timed_out += counts.timed_out.get();
    sum.longest_wait = std::max(sum.longest_wait, counts.longest_wait.get());
}

void add_nmis(Totals::Nmis& sum, const NmiCounts& counts) {
    for (unsigned i = 0; i < region_count; ++i) sum.landed[i] += counts.landed[i].get();
    sum.refused += counts.refused.get();
}

}  // namespace

void Totals::add(const CpuCounters& cpu) {
    laps += cpu.laps.get();
    add_attempts(task, cpu.task);
    add_attempts(handler, cpu.handler);
    add_attempts(traced, cpu.traced);
    add_nmis(asynchronous, cpu.asynchronous);
    add_nmis(aimed, cpu.aimed);
}

}  // namespace tools::hardware
