// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine/program_runner.hpp"

#include <algorithm>
#include <utility>

#include "model/native/graph/dependencies.hpp"
#include "model/not_deterministic.hpp"

namespace model::native {
namespace {

/// Can a program that runs again have asked for the same step as when the event was added?
bool may_have_become(const NextStep& step, const GraphEvent& event) {
    switch (step.kind) {
        case NextStep::Kind::read:
        case NextStep::Kind::await:
            return event.is_read() && event.location == step.location;
        case NextStep::Kind::update:
        case NextStep::Kind::add:
            return event.is_write() && event.exclusive && event.location == step.location &&
                   event.value == step.updated(event.read->value);
        case NextStep::Kind::compare_exchange:
            if (event.location != step.location) return false;
            if (event.is_read()) return !step.updates(event.value);
            return event.is_write() && event.exclusive && step.updates(event.read->value) &&
                   event.value == step.updated(event.read->value);
        case NextStep::Kind::write:
            return event.is_write() && !event.exclusive && event.location == step.location &&
                   event.value == step.first;
        case NextStep::Kind::fence:
            return event.kind == EventKind::fence;
        case NextStep::Kind::choice:
            return event.kind == EventKind::choice && event.value < step.first && event.slow == step.slow;
        case NextStep::Kind::hold:
        case NextStep::Kind::spin:
        case NextStep::Kind::pause:
        case NextStep::Kind::finished:
            return false;
    }
    return false;
}

/// The read that an event is or contains; nullptr: none.
const GraphEvent* read_of(const GraphEvent& event) {
    return event.is_read() ? &event : event.read;
}

/// Sets what happens before the steps after an event, for a CPU that gains or has gained by a dependency.
/// This can be less than what happens before the event itself.
[[gnu::noinline]] void follow_dependency(CpuState& own, const GraphEvent& event) {
    VectorClock clock = event.happens_before;
    if (event.order == dependency || event.address) {
        clock = own.happens_before;
        clock.advance(event.cpu, event.tick);
        const GraphEvent* const read = read_of(event);
        if (read != nullptr && read->reads_from != nullptr && is_acquire_read(read->order)) {
            clock.join(read->reads_from->released);
        }
    }
    own.happens_before = clock;
    own.gain(event.happens_before, clock);
}

}  // namespace

// ---- the search's side ----

void ProgramRunner::begin(const Configuration& configuration, SiteId task_end_site,
                          void (*entry)(void* argument), void* argument) {
    configuration_ = configuration;
    task_end_site_ = task_end_site;
    decider_ = nullptr;
    runs_again_ = false;
    graph_.begin(configuration.cpus, configuration.observed);
    cpus_.begin(configuration);
    for (unsigned cpu = 0; cpu < configuration.cpus; ++cpu) {
        cpus_.start(cpu, entry, argument);
        run(cpu);
    }
    take_checkpoints();
}

void ProgramRunner::go_back_to(unsigned cpu, std::uint32_t event_count) {
    told_ = cpus_.go_back_to_checkpoint_before(cpu, event_count);
    tell_up_to_ = event_count;
    cpus_.set_running(cpu);
    const GraphEvent* const event = next_told();
    if (event == nullptr) return;
    runs_again_ = true;
    resume(cpu, *event);
    runs_again_ = false;
}

/// The next event to tell the program of, after which it goes on.
const GraphEvent* ProgramRunner::next_told() {
    while (told_ < tell_up_to_) {
        const GraphEvent* const event = graph_.events(cpu())[told_++];
        if (event->is_answer()) return event;
    }
    return nullptr;
}

void ProgramRunner::run(unsigned cpu) {
    cpus_.set_running(cpu);
    cpus_.resume_running();
    while (std::exchange(is_in_loop_, false)) {
        spins_here_ = spins_.has_been_here(state(), cpus_.fiber(), cpu, events_so_far(), runs_again_);
        cpus_.resume_running();
    }
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

void ProgramRunner::resume(unsigned cpu, const GraphEvent& event) {
    cpus_.make_ready(cpu);
    take(event);
    run(cpu);
}

void ProgramRunner::resume(unsigned cpu, Reply reply, Nanoseconds now, std::uint32_t epoch) {
    cpus_.make_ready(cpu);
    state().ahead = state().time > now;
    state().time = std::max(state().time, now);
    state().epoch = epoch;
    reply_ = reply;
    run(cpu);
}

void ProgramRunner::look(unsigned cpu) {
    cpus_.make_ready(cpu);
    looking_ = true;
    run(cpu);
}

void ProgramRunner::take(const GraphEvent& event) {
    CpuState& own = state();
    if (event.order == model::dependency || own.has_gained) [[unlikely]] {
        follow_dependency(own, event);
    } else {
        own.happens_before = event.happens_before;
    }
    own.acquirable = event.acquirable;
    own.prefix = event.prefix;
    own.tick = event.tick;
    own.time = event.time;
    own.ahead = event.ahead;
    own.epoch = event.epoch;
    own.latest = &event;
    reply_ = Reply::value;
    reply_value_ = event.is_write() && event.exclusive ? event.read->value : event.value;
    records_.add_event(own, event);
}

// ---- the programs' side ----

Reply ProgramRunner::suspend() {
    if (runs_again_) {
        if (const GraphEvent* const event = next_told()) {
            if (!may_have_become(state().next, *event)) leave_as_different();
            take(*event);
            return reply_;
        }
    } else if (decider_ != nullptr && decider_->answer(cpu())) {
        return reply_;
    }
    cpus_.suspend_running();
    while (std::exchange(looking_, false)) {
        watcher_->stopped(cpu(), state().next.info.site);
        cpus_.suspend_running();
    }
    return reply_;
}

void ProgramRunner::stop() {
    ask(NextStep::Kind::finished, nowhere(0));
    suspend();
}

bool ProgramRunner::spins() {
    Fiber::clear_below();
    is_in_loop_ = true;
    cpus_.suspend_running();
    return spins_here_;
}

Dependency ProgramRunner::dependency() const {
    const GraphEvent* const read = read_of(*state().latest);
    return read == nullptr ? Dependency{} : dependency_on(*read);
}

const GraphEvent* ProgramRunner::latest_access(LocationId location) const {
    const GraphEvent* access = graph_.location(location).accesses[cpu()];
    if (runs_again_) {
        while (access != nullptr && access->index >= told_) access = access->previous_here;
    }
    return access;
}

void ProgramRunner::give_up() {
    state().gave_up = true;
    while (true) stop();
}

/// Leaves the running program: it does something else than it did before.
void ProgramRunner::leave_as_different() {
    const bool is_end = state().next.kind == NextStep::Kind::finished;
    leave_by(std::make_exception_ptr(NotDeterministic(cpu(), state().record_count + std::size_t{1},
                                                      is_end ? task_end_site_ : state().next.info.site)));
}

void ProgramRunner::leave_by(std::exception_ptr thrown) {
    thrown_ = std::move(thrown);
    while (true) cpus_.suspend_running();
}

}  // namespace model::native
