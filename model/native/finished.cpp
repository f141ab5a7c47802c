// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/finished.hpp"

#include <algorithm>

#include "model/mix.hpp"

namespace model::native {
namespace {

bool races(const PlainAccess& left, unsigned left_cpu, const PlainAccess& right, unsigned right_cpu) {
    return left.location == right.location && (left.is_write || right.is_write) &&
           !right.happens_before.covers(left_cpu, left.tick) &&
           !left.happens_before.covers(right_cpu, right.tick);
}

/// A record with its time, which its checkpoint knows.
struct TimedRecord {
    const Record* record;
    const Checkpoint* made_for;
};

/// The records of one CPU, from its first on.
std::vector<TimedRecord> records_of(const Checkpoint* checkpoint) {
    std::vector<TimedRecord> records;
    for (; checkpoint != nullptr; checkpoint = checkpoint->parent) {
        for (std::size_t i = checkpoint->record_count; i-- > 0;) {
            records.push_back({&checkpoint->records[i], checkpoint});
        }
    }
    std::reverse(records.begin(), records.end());
    return records;
}

bool is_write(const Record& record) {
    return record.operation == Operation::write || record.operation == Operation::update;
}

/// The write that was read; nullptr: none, or the initial value.
const Event* source_of(const Record& record) {
    const Event* const event = record.event;
    if (event == nullptr) return nullptr;
    if (record.operation == Operation::update) return event->read->reads_from;
    if (record.operation != Operation::read) return nullptr;
    return event->is_read() ? event->reads_from : event;
}

model::Event to_event(const TimedRecord& timed) {
    const Record& record = *timed.record;
    model::Event event;
    event.operation = record.operation;
    event.context = record.context;
    event.site = record.site;
    event.order = static_cast<std::uint8_t>(record.order);
    event.epoch = timed.made_for->epoch;
    event.time = timed.made_for->time;
    event.file = record.file;
    event.line = record.line;
    switch (record.operation) {
        case Operation::read:
            event.location = record.location;
            event.read = value_of(record.event);
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
            event.written = value_of(record.event);
            break;
        case Operation::note:
            event.note = record.note;
            event.subject = record.subject;
            event.detail = record.detail;
            break;
        default:
            break;
    }
    return event;
}

/// Puts the records of all CPUs into one order that agrees with program order, reads-from, clock jumps and,
/// where all of them leave it possible, coherence.
class Sequencer {
  public:
    Sequencer(const Machine& machine, Recorder& recorder)
        : graph_(machine.graph_view()), recorder_(recorder) {
        for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
            records_[cpu] = records_of(&machine.at(cpu));
            for (std::uint32_t index = 0; index < records_[cpu].size(); ++index) {
                const Record& record = *records_[cpu][index].record;
                if (is_write(record)) record.event->record = index;
            }
        }
        written_.resize(graph_.known_locations());
    }

    void run() {
        for (std::uint32_t epoch = 0; !all_done(); ++epoch) {
            while (step(epoch, true) || step(epoch, false)) {
            }
        }
    }

  private:
    bool all_done() const {
        for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
            if (done_[cpu] < records_[cpu].size()) return false;
        }
        return true;
    }

    /// Lets the CPUs run as far as they can; without regard to coherence, for one step only.
    bool step(std::uint32_t epoch, bool keep_coherence) {
        bool moved = false;
        for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
            while (done_[cpu] < records_[cpu].size()) {
                const TimedRecord& next = records_[cpu][done_[cpu]];
                if (next.made_for->epoch > epoch || !is_ready(*next.record, keep_coherence)) break;
                append(cpu, next);
                moved = true;
                if (!keep_coherence) return true;
            }
        }
        return moved;
    }

    bool is_ready(const Record& record, bool keep_coherence) const {
        const Event* const from = source_of(record);
        if (from != nullptr && done_[from->cpu] <= from->record) return false;
        return !keep_coherence || !is_write(record) ||
               written_[record.location] + 1 == record.event->coherence;
    }

    void append(unsigned cpu, const TimedRecord& timed) {
        model::Event event = to_event(timed);
        const Event* const from = source_of(*timed.record);
        if (from != nullptr) event.reads_from = {from->cpu, from->record};
        if (is_write(*timed.record)) {
            written_[event.location] = std::max(written_[event.location], event.coherence);
        } else if (event.operation == Operation::read) {
            event.stale = position_of(from) < written_[event.location];
        }
        recorder_.append(cpu, event);
        ++done_[cpu];
    }

    const Graph& graph_;
    Recorder& recorder_;
    std::array<std::vector<TimedRecord>, max_cpus> records_;
    std::array<std::size_t, max_cpus> done_{};
    std::vector<std::uint32_t> written_;  // per location: the latest write so far
};

}  // namespace

bool FinishedGraph::has_race() const {
    const unsigned cpus = machine_.cpu_count();
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        for (const PlainAccess* left = machine_.at(cpu).state.plain; left != nullptr; left = left->previous) {
            for (unsigned other = cpu + 1; other < cpus; ++other) {
                const PlainAccess* right = machine_.at(other).state.plain;
                for (; right != nullptr; right = right->previous) {
                    if (races(*left, cpu, *right, other)) return true;
                }
            }
        }
    }
    return false;
}

MachineFailures FinishedGraph::failures() const {
    MachineFailures failures;
    failures.stuck = stuck_;
    failures.race = has_race();
    failures.assertion = endless_ || machine_.failed_assertion();
    return failures;
}

Fingerprint FinishedGraph::skeleton() {
    Fingerprint whole;
    for (unsigned cpu = 0; cpu < machine_.cpu_count(); ++cpu) {
        const CpuState& state = machine_.at(cpu).state;
        absorb(whole, state.skeleton.high);
        absorb(whole, state.skeleton.low);
        absorb(whole, static_cast<std::uint64_t>(state.request.kind) << 32U |
                          static_cast<std::uint64_t>(state.observed_writes) << 8U | state.request.info.site);
    }
    // The observed writes of a CPU are in coherence as they are in its program order.
    for (const LocationId id : machine_.configuration().observed) {
        for (const Event* write : machine_.graph_view().location(id).coherence) {
            if (write->observed) absorb(whole, static_cast<std::uint64_t>(id) << 8U | write->cpu);
        }
    }
    const MachineFailures seen = failures();
    absorb(whole, static_cast<std::uint64_t>(seen.stuck) | static_cast<std::uint64_t>(seen.race) << 1U |
                      static_cast<std::uint64_t>(seen.assertion) << 2U);
    return whole;
}

const Execution& FinishedGraph::record() {
    recorder_.begin(machine_.cpu_count());
    Sequencer(machine_, recorder_).run();
    Execution& execution = recorder_.execution();
    execution.failures = failures();
    for (unsigned cpu = 0; cpu < machine_.cpu_count(); ++cpu) {
        const Request& request = machine_.at(cpu).state.request;
        CpuRecord& record = execution.cpu[cpu];
        if (endless_) continue;
        if (stuck_ && request.kind == Request::Kind::await) {
            record.end = CpuEnd::blocked;
            record.blocked_at = request.info.site;
            record.blocked_on = request.location;
        } else {
            record.end = CpuEnd::finished;
        }
    }
    return execution;
}

}  // namespace model::native
