// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/finished/finished.hpp"

#include "model/mix.hpp"
#include "model/native/finished/data_check.hpp"
#include "model/native/graph/dependencies.hpp"
#include "model/native/machine/retries.hpp"

namespace model::native {
namespace {

bool is_write(const Record& record) {
    return record.operation == Operation::write || record.operation == Operation::update;
}

/// The write that was read; nullptr: none, or the initial value.
const GraphEvent* source_of(const Record& record) {
    const GraphEvent* const event = record.event;
    if (event == nullptr) return nullptr;
    if (record.operation == Operation::update) return event->read->reads_from;
    if (record.operation != Operation::read) return nullptr;
    return event->is_read() ? event->reads_from : event;
}

/// The read that an event is or contains; nullptr: none.
const GraphEvent* read_of(const Record& record) {
    if (record.event == nullptr) return nullptr;
    return record.operation == Operation::update ? record.event->read : record.event;
}

/// The load from which an access has its address. If several loads have read the same store, so that the
/// access gains the same by each of them, it is the last one.
/// @param records the CPU's records, up to the access
std::uint32_t address_source(const std::vector<const Record*>& records, std::uint32_t index) {
    const Dependency address = records[index]->info.address;
    if (!address) return EventId::none;
    while (index-- > 0) {
        const Record& record = *records[index];
        if (record.operation != Operation::read && record.operation != Operation::update) continue;
        const GraphEvent* const read = read_of(record);
        if (read != nullptr && read->is_read() && dependency_on(*read).number == address.number) return index;
    }
    return EventId::none;
}

void fill(model::Event& event, const Record& record, const Graph& graph) {
    event.operation = record.operation;
    event.context = record.context;
    event.site = record.info.site;
    event.order = static_cast<std::uint8_t>(record.info.order);
    event.bytes = record.info.bytes;
    event.is_plain = record.info.is_plain;
    event.epoch = record.epoch;
    event.time = record.time;
    event.ahead = record.ahead;
    event.file = record.info.file;
    event.line = record.info.line;
    if (const GraphEvent* const from = source_of(record)) event.reads_from = {from->cpu, from->record};
    switch (record.operation) {
        case Operation::read:
            event.location = record.location;
            event.read = graph.location(record.location).value_of(record.event);
            break;
        case Operation::write:
        case Operation::update:
            event.location = record.location;
            event.written = record.event->value;
            event.coherence = record.event->coherence;
            if (record.operation == Operation::update) event.read = record.event->read->value;
            break;
        case Operation::plain_read:
        case Operation::plain_write:
            event.location = record.location;
            break;
        case Operation::choice:
            event.written = record.event == nullptr ? 0 : record.event->value;
            break;
        case Operation::note:
            event.note = record.note;
            event.subject = record.subject;
            event.detail = record.detail;
            break;
        default:
            break;
    }
}

void fill_retry(CpuRecord& record, const CpuState& state) {
    const Retry* const retry = state.retry->worst;
    record.end = CpuEnd::retries;
    record.retried_file = retry->source.file;
    record.retried_line = retry->source.line;
    record.rounds = retry->rounds;
    record.retrying = state.interrupts.running();
}

}  // namespace

MachineFailures FinishedGraph::failures() const {
    MachineFailures failures;
    failures.stuck = ending_ == Ending::stuck;
    failures.livelock = goes_on_and_on();
    failures.race = has_race(runner_);
    failures.uninitialised = has_uninitialised_read(runner_);
    for (unsigned cpu = 0; cpu < runner_.cpu_count(); ++cpu) {
        if (runner_.at(cpu).failed_assertion) failures.assertion = true;
    }
    return failures;
}

bool FinishedGraph::goes_on_and_on() const {
    bool gave_up = false;
    for (unsigned cpu = 0; cpu < runner_.cpu_count(); ++cpu) gave_up |= runner_.at(cpu).gave_up;
    return gave_up || ending_ == Ending::livelock || ending_ == Ending::endless;
}

Hash FinishedGraph::make_skeleton() const {
    Hash whole;
    for (unsigned cpu = 0; cpu < runner_.cpu_count(); ++cpu) {
        const CpuState& state = runner_.at(cpu);
        absorb(whole, state.skeleton.high);
        absorb(whole, state.skeleton.low);
        absorb(whole, static_cast<std::uint64_t>(state.next.kind) << 32U |
                          static_cast<std::uint64_t>(state.observed_writes) << 8U | state.next.info.site);
    }
    // A CPU's observed writes stand in the same order in coherence as in its program order.
    for (const LocationId id : runner_.configuration().observed) {
        for (const GraphEvent* write : runner_.graph_view().location(id).coherence) {
            if (write->observed) absorb(whole, static_cast<std::uint64_t>(id) << 8U | write->cpu);
        }
    }
    const MachineFailures seen = failures();
    absorb(whole, static_cast<std::uint64_t>(seen.stuck) | static_cast<std::uint64_t>(seen.race) << 1U |
                      static_cast<std::uint64_t>(seen.assertion) << 2U |
                      static_cast<std::uint64_t>(seen.uninitialised) << 3U |
                      static_cast<std::uint64_t>(seen.livelock) << 4U);
    return whole;
}

RecordSize FinishedGraph::size() const {
    RecordSize size;
    for (unsigned cpu = 0; cpu < runner_.cpu_count(); ++cpu) {
        size.interruptions += runner_.at(cpu).interruptions;
        size.events += runner_.at(cpu).record_count;
    }
    return size;
}

void FinishedGraph::add_to(Reached& reached) const {
    for (unsigned cpu = 0; cpu < runner_.cpu_count(); ++cpu) {
        const CpuState& state = runner_.at(cpu);
        reached.sites |= state.reached;
        if (state.interruptions == 0) continue;
        for (const Record* record = state.record; record != nullptr; record = record->previous) {
            if (record->operation != Operation::enter || record->context == ContextKind::trace) continue;
            reached.by(record->context).set(record->info.site);
        }
    }
}

/// Puts the records of a CPU in program order, and numbers them.
void FinishedGraph::collect(unsigned cpu) {
    const CpuState& state = runner_.at(cpu);
    std::vector<const Record*>& records = records_[cpu];
    records.resize(state.record_count);
    std::uint32_t number = state.record_count;
    for (const Record* record = state.record; record != nullptr; record = record->previous) {
        records[--number] = record;
        if (is_write(*record)) record->event->record = number;
    }
}

const Execution& FinishedGraph::record() {
    const unsigned cpus = runner_.cpu_count();
    execution_.cpus = cpus;
    execution_.failures = failures();
    execution_.races.clear();
    if (execution_.failures.race) execution_.races = races_of(runner_);
    // The records are numbered first: a read may read any CPU's write.
    for (unsigned cpu = 0; cpu < cpus; ++cpu) collect(cpu);
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        CpuRecord& record = execution_.cpu[cpu];
        record.events.clear();
        record.events.reserve(records_[cpu].size());
        for (std::uint32_t index = 0; index < records_[cpu].size(); ++index) {
            model::Event& event = record.events.emplace_back();
            fill(event, *records_[cpu][index], runner_.graph_view());
            event.address_from = address_source(records_[cpu], index);
        }
        const NextStep& next = runner_.at(cpu).next;
        const bool is_cut = ending_ == Ending::endless || runner_.at(cpu).gave_up ||
                            (ending_ == Ending::livelock && next.kind != NextStep::Kind::finished);
        record.reached = runner_.at(cpu).reached;
        record.end = is_cut ? CpuEnd::abandoned : CpuEnd::finished;
        record.blocked_at = 0;
        record.blocked_on = 0;
        record.blocked_file = nullptr;
        record.blocked_line = 0;
        if (ending_ == Ending::stuck &&
            (next.kind == NextStep::Kind::await || next.kind == NextStep::Kind::spin)) {
            record.end = CpuEnd::blocked;
            record.blocked_at = next.info.site;
            record.blocked_on = next.location;
            record.blocked_file = next.info.file;
            record.blocked_line = next.info.line;
        }
        if (ending_ == Ending::livelock && retries_in_vain(runner_.at(cpu), runner_.configuration()))
            fill_retry(record, runner_.at(cpu));
    }
    return execution_;
}

}  // namespace model::native
