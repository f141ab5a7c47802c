// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/recorder.hpp"

#include "model/mix.hpp"

namespace model {
namespace {

/// Absorbs an event without `sequence`, which depends on the engine's order, and without the source line,
/// for which the site stands.
void absorb(Hash& hash, const Event& event) {
    absorb(hash, static_cast<std::uint64_t>(event.operation) |
                     static_cast<std::uint64_t>(event.context) << 8 |
                     static_cast<std::uint64_t>(event.site) << 16 |
                     static_cast<std::uint64_t>(event.location) << 32);
    absorb(hash, event.read);
    absorb(hash, event.written);
    absorb(hash, static_cast<std::uint64_t>(event.reads_from.cpu) << 32 | event.reads_from.index);
    absorb(hash, static_cast<std::uint64_t>(event.coherence) << 32 | event.epoch);
    absorb(hash, event.time);
    absorb(hash, static_cast<std::uint64_t>(event.note) << 48 |
                     static_cast<std::uint64_t>(event.subject) << 32 | event.detail);
}

}  // namespace

bool Execution::complete() const {
    for (unsigned number = 0; number < cpus; ++number) {
        if (cpu[number].end != CpuEnd::finished) return false;
    }
    return true;
}

void Execution::add_to(Reached& reached) const {
    for (unsigned number = 0; number < cpus; ++number) {
        reached.sites |= cpu[number].reached;
        for (const Event& event : cpu[number].events) {
            if (event.is_interrupt()) reached.by(event.context).set(event.site);
        }
    }
}

RecordSize Execution::size() const {
    RecordSize size;
    for (unsigned number = 0; number < cpus; ++number) {
        for (const Event& event : cpu[number].events) {
            ++size.events;
            if (event.is_interrupt() || event.operation == Operation::slow) ++size.interruptions;
        }
    }
    return size;
}

Hash Execution::hash() const {
    Hash whole;
    for (unsigned number = 0; number < cpus; ++number) {
        absorb(whole, cpu[number].hash.high);
        absorb(whole, cpu[number].hash.low);
        absorb(whole, static_cast<std::uint64_t>(cpu[number].end) << 8 | cpu[number].blocked_at);
    }
    absorb(whole, static_cast<std::uint64_t>(failures.stuck) |
                      static_cast<std::uint64_t>(failures.race) << 1 |
                      static_cast<std::uint64_t>(failures.uninitialised) << 2 |
                      static_cast<std::uint64_t>(failures.assertion) << 3 |
                      static_cast<std::uint64_t>(failures.livelock) << 4);
    return whole;
}

void Recorder::begin(unsigned cpus) {
    execution_.cpus = cpus;
    execution_.failures = {};
    execution_.races.clear();
    for (CpuRecord& record : execution_.cpu) {
        record.events.clear();
        record.end = CpuEnd::abandoned;
        record.blocked_at = 0;
        record.blocked_on = 0;
        record.blocked_file = nullptr;
        record.blocked_line = 0;
        record.retried_file = nullptr;
        record.retried_line = 0;
        record.rounds = 0;
        record.retrying = ContextKind::task;
        record.hash = {};
        record.reached.reset();
    }
    sequence_ = 0;
}

EventId Recorder::append(std::uint32_t cpu, Event event) {
    CpuRecord& record = execution_.cpu[cpu];
    event.sequence = sequence_++;
    absorb(record.hash, event);
    record.events.push_back(event);
    return {cpu, static_cast<std::uint32_t>(record.events.size() - 1)};
}

}  // namespace model
