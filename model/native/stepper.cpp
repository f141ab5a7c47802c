// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/stepper.hpp"

#include <algorithm>

#include "model/native/consistency.hpp"

namespace model::native {
namespace {

/// An execution with more clock jumps than this does not end by itself.
constexpr std::uint32_t jump_limit = 10'000;

/// So much work is done in some milliseconds.
constexpr std::uint64_t look_every = 16'384;

}  // namespace

Stepper::Stepper(Machine& machine, const Configuration& configuration, bool await_last, Sabotage sabotage,
                 Patience& patience)
    : machine_(machine),
      graph_(machine.graph()),
      arena_(machine.arena()),
      configuration_(configuration),
      sabotage_(sabotage),
      patience_(patience),
      options_(machine, await_last, sabotage) {}

/// @return true if it is time to stop
[[gnu::noinline]] bool Stepper::looks_at_the_time() {
    look_at_ = machine_.work() + look_every;
    called_off_ = called_off_ || patience_.is_over();
    if (called_off_) look_at_ = 0;
    return called_off_;
}

std::optional<Ending> Stepper::advance() {
    while (!dead_end_) {
        if (machine_.work() >= look_at_ && looks_at_the_time()) return Ending::called_off;
        if (!found_) {
            cpu_ = options_.next_cpu();
            if (cpu_ == no_cpu) {
                if (const std::optional<Ending> ending = end_or_jump()) return ending;
                continue;
            }
            if (graph_.size() > event_limit) return Ending::endless;
            options_.find(cpu_);
        }
        found_ = false;
        if (options_.all().empty()) return Ending::discarded;
        if (!options_.is_single()) return std::nullopt;
        if (!step(options_.all().front())) return Ending::discarded;
    }
    return Ending::discarded;
}

/// The steps that `advance` would make next, without leaving the program.
bool Stepper::answer(unsigned cpu) {
    while (graph_.size() <= event_limit && machine_.work() < look_at_ && options_.next_cpu() == cpu) {
        options_.find(cpu);
        cpu_ = cpu;
        found_ = true;
        if (!options_.is_single()) return false;
        found_ = false;
        const Event* const event = add(cpu, options_.all().front());
        if (event == nullptr) {
            dead_end_ = true;
            return false;
        }
        if (event->is_answer()) {
            machine_.take(*event);
            return true;
        }
        if (event->blocked) return false;
    }
    return false;
}

/// Runs a program on, up to a request that can go in several ways or is another CPU's turn.
void Stepper::proceed(unsigned cpu, const Event& event) {
    machine_.set_decider(this);
    machine_.resume(cpu, event);
    machine_.set_decider(nullptr);
}

bool Stepper::apply(const Option& option, Revisit& undo) {
    return option.kind == Option::Kind::revisit ? revisit(option, undo) : step(option);
}

bool Stepper::step(Option option) {
    const Event* const event = add(cpu_, option);
    if (event == nullptr) return false;
    if (event->is_answer()) proceed(cpu_, *event);
    return true;
}

Stepper::Position Stepper::position() {
    Position position;
    position.size = graph_.size();
    position.cpu = cpu_;
    position.checkpoints = machine_.take_checkpoints();
    position.now = now_;
    position.epoch = epoch_;
    position.frozen_stamp = graph_.frozen_stamp();
    position.mark = arena_.mark();
    return position;
}

void Stepper::go_back_to(const Position& position, Revisit& undo) {
    if (undo.done) {
        while (graph_.size() > undo.size) graph_.remove_last();
        graph_.remove_last();
        graph_.replace(undo.replacement, undo.restriction.read, undo.restriction.read_position);
        graph_.undo(undo.restriction);
        undo.done = false;
    }
    while (graph_.size() > position.size) graph_.remove_last();
    graph_.freeze(position.frozen_stamp);
    now_ = position.now;
    epoch_ = position.epoch;
    cpu_ = position.cpu;
    found_ = false;
    dead_end_ = false;
    machine_.go_back_to(position.checkpoints);
    arena_.release_to(position.mark);
}

void Stepper::go_back_to(const Position& position) {
    Revisit none;
    go_back_to(position, none);
}

// ---- events ----

void Stepper::set_time(Event& event, Nanoseconds time) const {
    event.time = time;
    event.ahead = time > now_;
}

Event* Stepper::new_event(unsigned cpu, EventKind kind, const Request& request) {
    auto* const event = arena_.make<Event>();
    event->kind = kind;
    event->cpu = static_cast<std::uint8_t>(cpu);
    event->order = request.info.order;
    event->location = request.location;
    event->index = static_cast<std::uint32_t>(graph_.events(cpu).size());
    event->stamp = graph_.next_stamp();
    event->epoch = epoch_;
    set_time(*event, std::max(now_, machine_.at(cpu).time));
    return event;
}

/// The clocks of an event in program order behind a state, or behind another event.
template <class Before>
static void follow(Event& event, const Before& before) {
    event.tick = static_cast<Tick>(before.tick + 1);
    event.happens_before = before.happens_before;
    event.happens_before.advance(event.cpu, event.tick);
    event.prefix = before.prefix;
    event.prefix.advance(event.cpu, event.tick);
    event.acquirable = before.acquirable;
}

Event* Stepper::make_read(unsigned cpu, const Event* write) {
    const CpuState& state = machine_.at(cpu);
    const Request& request = state.request;
    Event* const event = new_event(cpu, EventKind::read, request);
    event->value = value_of(write);
    event->reads_from = write;
    event->known = state.happens_before;
    follow(*event, state);
    event->exclusive = request.updates(event->value);
    if (request.kind == Request::Kind::compare_exchange && !event->exclusive) {
        event->order = std::memory_order_relaxed;
    }
    event->is_wait = request.kind == Request::Kind::await;
    event->blocked = event->is_wait && !Options::lets_go(request, write);
    if (write != nullptr) {
        set_time(*event, std::max(event->time, write->time));
        event->prefix.join(write->prefix);
        if (is_acquire(event->order)) {
            event->happens_before.join(write->released);
        } else {
            event->acquirable.join(write->released);
        }
    }
    return event;
}

Event* Stepper::make_write(unsigned cpu, std::uint32_t position) {
    const CpuState& state = machine_.at(cpu);
    const Request& request = state.request;
    const bool exclusive = graph_.has_pending_write(cpu);
    Event* const event = new_event(cpu, EventKind::write, request);
    event->coherence = position;
    event->exclusive = exclusive;
    if (exclusive) {
        const Event& read = *graph_.events(cpu).back();
        follow(*event, read);
        event->read = &read;
        set_time(*event, read.time);
        event->value = request.updated(read.value);
    } else {
        follow(*event, state);
        event->value = request.first;
    }
    if (graph_.location(event->location).observed) {
        event->observed =
            !exclusive || ((event->read->value ^ event->value) & configuration_.observed_mask) != 0;
    }
    event->released = is_release(event->order) ? event->happens_before : state.release_fence;
    // A release sequence goes on through updates.
    if (exclusive && event->read->reads_from != nullptr && !sabotage_.ignore_release_sequences) {
        event->released.join(event->read->reads_from->released);
    }
    return event;
}

Event* Stepper::make_step(unsigned cpu, std::uint32_t value) {
    const CpuState& state = machine_.at(cpu);
    const Request& request = state.request;
    const bool is_fence = request.kind == Request::Kind::fence;
    Event* const event = new_event(cpu, is_fence ? EventKind::fence : EventKind::choice, request);
    event->value = value;
    event->slow = request.slow;
    follow(*event, state);
    if (is_fence) event->happens_before.join(event->acquirable);
    return event;
}

bool Stepper::is_consistent(const Event& added) const {
    if (added.kind == EventKind::choice) return true;
    return sabotage_.skip_consistency || consistent(graph_, configuration_.memory_model, &added);
}

/// @return nullptr if the graph is not consistent with it
Event* Stepper::add(unsigned cpu, const Option& option) {
    Event* event = nullptr;
    switch (option.kind) {
        case Option::Kind::read:
            event = make_read(cpu, graph_.location(machine_.at(cpu).request.location).at(option.position));
            break;
        case Option::Kind::write:
            event = make_write(cpu, option.position);
            break;
        default:
            event = make_step(cpu, option.position);
            break;
    }
    graph_.add(event);
    // Revisits are looked for among all events, and each is compared with the others.
    const std::uint64_t size = graph_.size() / 64;
    machine_.count_work(1 + size * size);
    return is_consistent(*event) ? event : nullptr;
}

/// The CPU's write, and with it that an earlier read reads it. What was added since then goes, apart from the
/// write's prefix.
bool Stepper::revisit(const Option& option, Revisit& undo) {
    const unsigned cpu = cpu_;
    Event* const old = option.revisited;
    if (option.with_read) {
        graph_.add(make_read(cpu, graph_.location(machine_.at(cpu).request.location).at(option.reads)));
    }
    Event* const write = make_write(cpu, option.position);
    Graph::Restriction& restriction = undo.restriction;
    restriction.tail = arena_.allocate<Event*>(graph_.size());
    restriction.removed = arena_.allocate<Graph::Removed>(graph_.size());
    graph_.restrict_to(old, write->prefix, restriction);
    std::array<bool, max_cpus> goes_back{};
    for (std::uint32_t i = 0; i < restriction.removed_count; ++i) {
        goes_back[restriction.removed[i].event->cpu] = true;
    }
    goes_back[old->cpu] = false;
    for (unsigned other = 0; other < graph_.cpus(); ++other) {
        if (goes_back[other]) {
            machine_.go_back_to(other, static_cast<std::uint32_t>(graph_.events(other).size()));
        }
    }
    machine_.go_back_to(old->cpu, old->index);
    write->stamp = graph_.next_stamp();
    graph_.add(write);

    Event* const read = make_read(old->cpu, write);
    read->stamp = old->stamp;
    read->index = old->index;
    write->revisited = read;
    graph_.replace(old, read, restriction.read_position);
    undo.done = true;
    undo.size = graph_.size();
    undo.replacement = read;
    if (!is_consistent(*read)) return false;
    machine_.resume(cpu, *write);
    if (read->is_answer()) proceed(read->cpu, *read);
    return true;
}

// ---- time ----

/// What stands still has come to an end, or waits for the clock.
std::optional<Ending> Stepper::end_or_jump() {
    if (!waits_for_latest()) return Ending::discarded;
    if (all_finished()) return Ending::complete;
    std::optional<Nanoseconds> next;
    const std::bitset<max_cpus> paused = paused_cpus();
    if (paused.any()) {
        // A later round could go another way.
        broken_off_ = true;
        if (has_news(paused).any()) {
            next = now_;
        } else if (only_retries()) {
            return Ending::livelock;
        }
    }
    if (!next) next = next_jump();
    if (!next) return Ending::stuck;
    if (epoch_ == jump_limit) return Ending::endless;
    jump(*next);
    return std::nullopt;
}

/// Does each CPU that waits, or spins, see the latest stores? One that does not would not wait: such a graph
/// is an artefact of blocking a wait before all that it can read was there.
bool Stepper::waits_for_latest() const {
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        const std::vector<Event*>& events = graph_.events(cpu);
        std::size_t first = events.size();
        if (machine_.at(cpu).request.kind == Request::Kind::spin) first = machine_.at(cpu).spins_since;
        if (options_.is_blocked(cpu)) first = events.size() - 1;
        for (std::size_t index = first; index < events.size(); ++index) {
            const Event& read = *events[index];
            if (read.is_read() && read.reads_from != graph_.location(read.location).latest()) return false;
        }
    }
    return true;
}

std::bitset<max_cpus> Stepper::paused_cpus() const {
    std::bitset<max_cpus> paused;
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        paused[cpu] = machine_.at(cpu).request.kind == Request::Kind::pause;
    }
    return paused;
}

/// Do all CPUs with time before them make a failed call again and again?
bool Stepper::only_retries() const {
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        if (machine_.retries_in_vain(cpu)) continue;
        const Request& request = machine_.at(cpu).request;
        if (request.kind == Request::Kind::hold) return false;
        if (request.kind == Request::Kind::await && request.poll != never) return false;
    }
    return true;
}

/// The paused CPUs for which a store is news.
std::bitset<max_cpus> Stepper::has_news(std::bitset<max_cpus> paused) const {
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        if (paused[cpu] && has_seen_all(cpu)) paused.reset(cpu);
    }
    return paused;
}

/// Has a paused CPU read the latest stores in its last round? Stores of CPUs that make failed calls
/// themselves are no news, and neither are those of its own round.
bool Stepper::has_seen_all(unsigned cpu) const {
    const Retry* const last = machine_.at(cpu).retry;
    const Retry* begin = last->previous;
    while (begin != nullptr && begin->source != last->source) begin = begin->previous;
    const auto is_news = [&](const Event& write) {
        return write.cpu == cpu ? write.index >= last->events : !machine_.retries_in_vain(write.cpu);
    };
    const std::vector<Event*>& events = graph_.events(cpu);
    for (std::size_t index = begin == nullptr ? 0 : begin->events; index < last->events; ++index) {
        if (!events[index]->is_read()) continue;
        const std::vector<Event*>& coherence = graph_.location(events[index]->location).coherence;
        for (std::size_t later = position_of(events[index]->reads_from); later < coherence.size(); ++later) {
            if (is_news(*coherence[later])) return false;
        }
    }
    return true;
}

bool Stepper::all_finished() const {
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        if (machine_.at(cpu).request.kind != Request::Kind::finished) return false;
    }
    return true;
}

std::optional<Nanoseconds> Stepper::next_jump() const {
    std::array<Stop, max_cpus> stops{};
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        const CpuState& state = machine_.at(cpu);
        Stop& stop = stops[cpu];
        stop.poll = state.request.poll;
        stop.deadline = state.request.deadline;
        stop.check_epoch = state.check_epoch;
        switch (state.request.kind) {
            case Request::Kind::await:
            case Request::Kind::spin:
                stop.state = Stop::State::waiting;
                break;
            case Request::Kind::hold:
                stop.state = Stop::State::holding;
                break;
            default:
                stop.state = Stop::State::finished;
                break;
        }
    }
    std::uint32_t last_store_epoch = 0;
    const std::vector<Event*>& order = graph_.order();
    for (std::size_t place = order.size(); place-- > 0;) {
        if (!order[place]->is_write()) continue;
        last_store_epoch = order[place]->epoch;
        break;
    }
    return model::next_jump({stops.data(), graph_.cpus()}, last_store_epoch);
}

/// An epoch ends: nothing of it can change any more, and all see its stores.
void Stepper::jump(Nanoseconds to) {
    now_ = std::max(now_, to);
    ++epoch_;
    if (graph_.size() != 0) graph_.freeze(graph_.order().back()->stamp);
    const std::bitset<max_cpus> goes_on = has_news(paused_cpus());
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        const CpuState& state = machine_.at(cpu);
        const Request& request = state.request;
        const bool is_due = (request.kind == Request::Kind::await && request.poll <= now_) ||
                            (request.kind == Request::Kind::hold && request.deadline <= now_) ||
                            request.kind == Request::Kind::spin || goes_on[cpu];
        if (is_due) {
            machine_.resume(cpu, Reply::due, now_, epoch_);
        } else if (machine_.is_offered_jumps(cpu)) {
            machine_.resume(cpu, Reply::tick, now_, epoch_);
        }
    }
    // What a program runs again for does not tell it of jumps.
    machine_.take_checkpoints();
}

}  // namespace model::native
