// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/to_judge.hpp"

#include <algorithm>
#include <optional>

namespace tools {
namespace {

namespace judge = rqspinlock::judge;

judge::CpuEnd end_of(model::CpuEnd end) {
    switch (end) {
        case model::CpuEnd::finished:
            return judge::CpuEnd::finished;
        case model::CpuEnd::blocked:
            return judge::CpuEnd::blocked;
        case model::CpuEnd::abandoned:
        case model::CpuEnd::retries:
            break;
    }
    return judge::CpuEnd::abandoned;
}

judge::StepKind kind_of(model::Operation operation) {
    switch (operation) {
        case model::Operation::note:
            return judge::StepKind::phase;
        case model::Operation::enter:
            return judge::StepKind::enter;
        case model::Operation::leave:
            return judge::StepKind::leave;
        case model::Operation::hold_begin:
            return judge::StepKind::hold_begin;
        case model::Operation::hold_end:
            return judge::StepKind::hold_end;
        default:
            return judge::StepKind::access;
    }
}

judge::Nested nested_of(model::ContextKind kind) {
    switch (kind) {
        case model::ContextKind::softirq:
            return judge::Nested::softirq;
        case model::ContextKind::hardirq:
            return judge::Nested::hardirq;
        case model::ContextKind::trace:
            return judge::Nested::trace;
        default:
            return judge::Nested::nmi;
    }
}

class Converter {
  public:
    explicit Converter(const std::vector<model::LocationId>& lock_words) : lock_words_(lock_words) {}

    judge::Step step(const model::Event& event) const {
        judge::Step step;
        step.kind = kind_of(event.operation);
        step.epoch = event.epoch;
        step.time = event.time;
        step.ahead = event.ahead;
        if (step.kind == judge::StepKind::phase) {
            step.phase = static_cast<rqspinlock::Phase>(event.note);
            step.lock = event.subject;
            step.detail.value = static_cast<unsigned char>(event.detail);
        } else if (step.kind == judge::StepKind::enter) {
            step.nested = nested_of(event.context);
        } else if (step.kind == judge::StepKind::access) {
            access(event, step);
        }
        return step;
    }

  private:
    void access(const model::Event& event, judge::Step& step) const {
        step.location = event.location;
        step.coherence = event.coherence;
        if (event.reads_from) step.reads_from = {event.reads_from.cpu, event.reads_from.index};
        const auto word = std::find(lock_words_.begin(), lock_words_.end(), event.location);
        if (word == lock_words_.end()) return;
        if (event.operation != model::Operation::update && event.operation != model::Operation::write) return;
        step.lock = static_cast<std::uint32_t>(word - lock_words_.begin());
        step.before = static_cast<std::uint32_t>(event.read);
        step.after = static_cast<std::uint32_t>(event.written);
    }

    const std::vector<model::LocationId>& lock_words_;
};

judge::Failures failures_of(const model::MachineFailures& machine) {
    judge::Failures failures;
    if (machine.livelock) failures.insert(judge::FailureKind::livelock);
    if (machine.race) failures.insert(judge::FailureKind::race);
    if (machine.uninitialised) failures.insert(judge::FailureKind::uninitialised);
    if (machine.assertion) failures.insert(judge::FailureKind::assertion);
    return failures;
}

}  // namespace

judge::Execution to_judge(const model::Execution& execution, const std::vector<model::LocationId>& lock_words,
                          const Residue& residue) {
    const Converter converter(lock_words);
    judge::Execution result;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        const model::CpuRecord& record = execution.cpu[cpu];
        std::vector<judge::Step>& steps = result.cpus.emplace_back();
        steps.reserve(record.events.size());
        for (const model::Event& event : record.events) steps.push_back(converter.step(event));
        result.ends.push_back(end_of(record.end));
    }
    result.words = residue.words;
    result.held_counts = residue.held_counts;
    result.node_counts = residue.node_counts;
    result.seen_by_engine = failures_of(execution.failures);
    return result;
}

}  // namespace tools
