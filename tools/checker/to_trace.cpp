// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/to_trace.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "lock/judge/judge.hpp"
#include "lock/misuse.hpp"
#include "lock/phases.hpp"
#include "model/access.hpp"
#include "model/happens_before.hpp"
#include "model/sequence.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/checker/check_texts.hpp"
#include "tools/protocol/check_name.hpp"
#include "tools/support/source_path.hpp"

namespace tools {
namespace {

using model::Event;
using model::EventId;
using model::Operation;

const char* name(Operation operation) {
    constexpr const char* names[] = {
        "read",  "write", "update",     "fence",    "plain_read", "plain_write", "note",
        "enter", "leave", "hold_begin", "hold_end", "slow",       "choice",
    };
    return names[static_cast<unsigned>(operation)];
}

const char* name(model::ContextKind kind) {
    return model::context_name(kind);
}

const char* name(model::Order order) {
    switch (order) {
        case std::memory_order_relaxed:
            return "relaxed";
        case model::dependency:
            return "dependency";
        case std::memory_order_acquire:
            return "acquire";
        case std::memory_order_release:
            return "release";
        case std::memory_order_acq_rel:
            return "acq_rel";
        case std::memory_order_seq_cst:
            break;
    }
    return "seq_cst";
}

std::string site_name(model::SiteId site) {
    return std::string(scenarios::site_name(static_cast<rqspinlock::Site>(site)));
}

bool is_atomic(Operation operation) {
    return operation == Operation::read || operation == Operation::write || operation == Operation::update;
}

bool is_plain(Operation operation) {
    return operation == Operation::plain_read || operation == Operation::plain_write;
}

Announcement change_of(const Event& event) {
    const auto phase = static_cast<rqspinlock::Phase>(event.note);
    Announcement change;
    change.lock = rqspinlock::judge::lock_name(event.subject);
    change.phase = rqspinlock::name(phase);
    if (phase == rqspinlock::Phase::failing || phase == rqspinlock::Phase::left) {
        change.check = tools::name(static_cast<rqspinlock::Check>(event.detail));
    }
    if (phase == rqspinlock::Phase::check_failed) {
        change.lock.clear();
        change.check = text_with_number(event.detail);
    }
    if (phase == rqspinlock::Phase::misused) {
        change.check = rqspinlock::name(static_cast<rqspinlock::Misuse>(event.detail));
    }
    if (phase == rqspinlock::Phase::node_taken || phase == rqspinlock::Phase::node_dropped) {
        change.node = event.detail;
    }
    return change;
}

/// Goes through the events of an execution in their order.
class Walk {
  public:
    Walk(ExecutionTrace& trace, const model::Execution& execution, const Names& names)
        : trace_(trace),
          execution_(execution),
          names_(names),
          happens_before_(execution),
          cpus_(execution.cpus) {
        std::size_t count = 0;
        for (unsigned cpu = 0; cpu < cpus_.size(); ++cpu) count += execution.cpu[cpu].events.size();
        order_.resize(count);
        for (unsigned cpu = 0; cpu < cpus_.size(); ++cpu) {
            const auto& events = execution.cpu[cpu].events;
            for (std::uint32_t index = 0; index < events.size(); ++index) {
                order_[events[index].sequence] = {cpu, index};
            }
        }
    }

    void run() {
        for (const EventId id : order_) {
            const Event& event = at(id);
            TraceStep step = described(id, event);
            add_enabled_cpus(id, event, step);
            if (is_atomic(event.operation)) add_stores(id, event, step);
            const auto clock = happens_before_.clock(id);
            step.clock.assign(clock.begin(), clock.end());
            trace_.steps.push_back(std::move(step));
            cpus_[id.cpu].done = id.index + 1;
            if (event.coherence != 0) written_[event.location].push_back(id);
        }
        add_ends();
        for (unsigned cpu = 0; cpu < cpus_.size(); ++cpu) {
            if (trace_.ends[cpu].end == "blocked" || trace_.ends[cpu].end == "retries") add_hang(cpu);
        }
        if (execution_.failures.race) find_race();
    }

  private:
    struct Cpu {
        std::uint32_t done = 0;
        std::vector<std::string> context{"task"};
        /// Per location: the position in coherence of its last access.
        std::map<model::LocationId, std::uint32_t> accessed;
    };

    const Event& at(EventId id) const { return execution_.cpu[id.cpu].events[id.index]; }
    StepNumber number(EventId id) const { return id ? static_cast<StepNumber>(at(id).sequence) : initial; }
    std::uint32_t coherence(EventId write) const { return write ? at(write).coherence : 0; }

    TraceStep described(EventId id, const Event& event) {
        TraceStep step;
        step.cpu = id.cpu;
        std::vector<std::string>& context = cpus_[id.cpu].context;
        if (event.operation == Operation::enter) context.emplace_back(name(event.context));
        step.context = context;
        if (event.operation == Operation::leave && context.size() > 1) context.pop_back();
        step.operation = name(event.operation);
        step.site = site_name(event.site);
        step.time = event.time;
        step.epoch = event.epoch;
        step.ahead = event.ahead;
        step.file = source_path(event.file);
        step.line = event.line;
        const auto value = [&](std::uint64_t bits) { return names_.value(event.location, bits); };
        if (is_atomic(event.operation) || is_plain(event.operation)) {
            step.variable = names_.location(event.location);
        }
        if (is_atomic(event.operation) || event.operation == Operation::fence) {
            step.order = name(static_cast<model::Order>(event.order));
        }
        if (event.address_from != EventId::none) step.address_from = number({id.cpu, event.address_from});
        if (event.operation == Operation::read || event.operation == Operation::update) {
            step.read = value(event.read);
            step.from = number(event.reads_from);
        }
        if (event.operation == Operation::write || event.operation == Operation::update) {
            step.written = value(event.written);
            step.coherence = event.coherence;
        }
        if (event.operation == Operation::choice) step.written = std::to_string(event.written);
        if (event.operation == Operation::note) step.change = change_of(event);
        return step;
    }

    void add_enabled_cpus(EventId id, const Event& event, TraceStep& step) const {
        for (unsigned cpu = 0; cpu < cpus_.size(); ++cpu) {
            const auto& events = execution_.cpu[cpu].events;
            if (cpu == id.cpu || cpus_[cpu].done == events.size()) continue;
            const Event& next = events[cpus_[cpu].done];
            const EventId from = next.reads_from;
            if (next.epoch != event.epoch || (from && from.index >= cpus_[from.cpu].done)) continue;
            step.enabled_cpus.push_back(cpu);
        }
    }

    /// Is `first` the event before `event` in program order, or does it happen before that one?
    bool is_before_predecessors(EventId first, EventId event) const {
        if (event.index == 0) return false;
        const EventId previous{event.cpu, event.index - 1};
        return first == previous || happens_before_.is_before(first, previous);
    }

    /// Adds the newer stores that were there, and the other stores that the memory model would have
    /// let it read.
    void add_stores(EventId id, const Event& event, TraceStep& step) {
        Cpu& cpu = cpus_[id.cpu];
        if (event.operation == Operation::read) {
            const std::uint32_t read = coherence(event.reads_from);
            std::uint32_t oldest = cpu.accessed[event.location];
            for (const EventId write : written_[event.location]) {
                const bool known = is_before_predecessors(write, id) || at(write).epoch < event.epoch;
                if (known) oldest = std::max(oldest, at(write).coherence);
            }
            if (read != 0 && oldest == 0) step.enabled_stores.push_back(initial);
            for (const EventId write : written_[event.location]) {
                if (at(write).coherence > read) step.missed.push_back(number(write));
                if (at(write).coherence >= oldest && write != event.reads_from) {
                    step.enabled_stores.push_back(number(write));
                }
            }
            cpu.accessed[event.location] = read;
            return;
        }
        cpu.accessed[event.location] = event.coherence;
    }

    void add_ends() {
        for (unsigned cpu = 0; cpu < cpus_.size(); ++cpu) {
            const model::CpuRecord& record = execution_.cpu[cpu];
            TraceEnd end;
            end.end = record.end == model::CpuEnd::finished ? "finished" : "abandoned";
            if (record.end == model::CpuEnd::blocked) {
                end = {"blocked", site_name(record.blocked_at), names_.location(record.blocked_on)};
                end.file = source_path(record.blocked_file);
                end.line = record.blocked_line;
            } else if (record.end == model::CpuEnd::retries) {
                end.end = "retries";
                end.rounds = record.rounds;
                end.context = name(record.retrying);
                end.line = record.retried_line;
                end.file = source_path(record.retried_file);
            }
            trace_.ends.push_back(std::move(end));
        }
    }

    /// The clock of a hang. It is that of the CPU's last step without an address dependency, because such a
    /// dependency orders more before its own access than before later steps.
    std::vector<std::uint32_t> last_clock(unsigned cpu) const {
        std::uint32_t own = 0;
        std::vector<std::uint32_t> clock(cpus_.size());
        for (const TraceStep& step : trace_.steps) {
            if (step.cpu != cpu) continue;
            ++own;
            if (!step.address_from) clock = step.clock;
        }
        clock[cpu] = own + 1;
        return clock;
    }

    void add_hang(unsigned cpu) {
        const model::CpuRecord& record = execution_.cpu[cpu];
        const TraceEnd& end = trace_.ends[cpu];
        TraceStep step;
        step.cpu = cpu;
        step.context = cpus_[cpu].context;
        step.operation = hang;
        step.clock = last_clock(cpu);
        if (!trace_.steps.empty()) {
            step.time = trace_.steps.back().time;
            step.epoch = trace_.steps.back().epoch;
        }
        step.site = end.site;
        step.variable = end.variable;
        step.file = end.file;
        step.line = end.line;
        // The wait reads the newest store for ever.
        if (record.end == model::CpuEnd::blocked) {
            EventId newest;
            for (const EventId write : written_[record.blocked_on]) {
                if (coherence(write) > coherence(newest)) newest = write;
            }
            if (newest) {
                step.read = names_.value(record.blocked_on, at(newest).written);
                step.from = number(newest);
            }
        }
        trace_.steps.push_back(std::move(step));
    }

    /// Finds the first access that races with an earlier one, and the last such earlier access. An engine
    /// that does not report the races itself has C++'s memory model.
    void find_race() {
        if (!execution_.races.empty()) return choose_race();
        for (std::size_t second = 0; second < order_.size(); ++second) {
            for (std::size_t first = second; first-- > 0;) {
                const Event& a = at(order_[first]);
                const Event& b = at(order_[second]);
                const bool conflict =
                    is_plain(a.operation) && is_plain(b.operation) && a.location == b.location &&
                    order_[first].cpu != order_[second].cpu &&
                    (a.operation == Operation::plain_write || b.operation == Operation::plain_write);
                if (!conflict || happens_before_.is_before(order_[first], order_[second])) continue;
                trace_.race = {static_cast<StepNumber>(first), static_cast<StepNumber>(second)};
                return;
            }
        }
    }

    /// Chooses among the races that the engine has found.
    void choose_race() {
        StepNumber chosen_first = 0;
        StepNumber chosen_second = 0;
        for (const model::Race& race : execution_.races) {
            const auto [first, second] = std::minmax({number(race.first), number(race.second)});
            const bool is_better = trace_.race.empty() || second < chosen_second ||
                                   (second == chosen_second && first > chosen_first);
            if (!is_better) continue;
            chosen_first = first;
            chosen_second = second;
            trace_.race = {first, second};
        }
    }

    ExecutionTrace& trace_;
    const model::Execution& execution_;
    const Names& names_;
    const model::HappensBefore happens_before_;
    std::vector<Cpu> cpus_;
    std::vector<EventId> order_;
    std::map<model::LocationId, std::vector<EventId>> written_;
};

}  // namespace

void add_steps(ExecutionTrace& trace, model::Execution execution, const Names& names) {
    model::put_in_order(execution);
    Walk(trace, execution, names).run();
}

}  // namespace tools
