// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/counts.hpp"

namespace tools::hardware {
void Totals::Attempts::add(const AttemptCounts& counts) {
    acquired += counts.acquired.get();
    deadlock += counts.deadlock.get();
    timed_out += counts.timed_out.get();
    longest_wait = std::max(longest_wait, counts.longest_wait.get());
    for (std::size_t i = 0; i < wait_buckets; ++i) waits[i] += counts.waits[i].get();
}

void Totals::Attempts::add(const Attempts& other) {
    acquired += other.acquired;
    deadlock += other.deadlock;
    timed_out += other.timed_out;
    longest_wait = std::max(longest_wait, other.longest_wait);
    for (std::size_t i = 0; i < wait_buckets; ++i) waits[i] += other.waits[i];
}

void Totals::Nmis::add(const NmiCounts& counts) {
    for (unsigned i = 0; i < region_count; ++i) landed[i] += counts.landed[i].get();
    refused += counts.refused.get();
}

void Totals::Nmis::add(const Nmis& other) {
    for (unsigned i = 0; i < region_count; ++i) landed[i] += other.landed[i];
    refused += other.refused;
}

void Totals::add(const CpuCounters& cpu) {
    laps += cpu.laps.get();
    task.add(cpu.task);
    handler.add(cpu.handler);
    for (const AttemptCounts& counts : cpu.traced) traced.add(counts);
    asynchronous.add(cpu.asynchronous);
    aimed.add(cpu.aimed);
}

}  // namespace tools::hardware
