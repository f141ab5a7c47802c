// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/explorer.hpp"

#include <chrono>

#include "model/native/consistency.hpp"

namespace model::native {
namespace {

constexpr unsigned no_cpu = max_cpus;

/// An execution with more events than this does not end by itself.
constexpr std::uint32_t event_limit = 20'000;
/// Neither does one with more clock jumps.
constexpr std::uint32_t jump_limit = 10'000;

double seconds_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Explorer::Explorer(Machine& machine, const Configuration& configuration, const SearchLimits& limits,
                   Observer& observer, Sabotage sabotage)
    : machine_(machine),
      graph_(machine.graph()),
      arena_(machine.arena()),
      configuration_(configuration),
      limits_(limits),
      observer_(observer),
      sabotage_(sabotage),
      finished_(machine) {}

// ---- the search ----

SearchResult Explorer::run() {
    started_at_ = seconds_now();
    last_progress_ = started_at_;
    root_.checkpoints = machine_.checkpoints();
    root_.mark = arena_.mark();
    random_.seed(limits_.seed);
    if (limits_.scheduler == Scheduler::random) {
        walk_at_random();
    } else {
        sample_size();
        explore_all();
    }
    result_.seconds = seconds_now() - started_at_;
    return result_;
}

void Explorer::explore_all() {
    do {
        report(advance());
        if (time_to_stop()) break;
    } while (backtrack());
}

void Explorer::walk_at_random() {
    while (true) {
        double weight = 1;
        report(walk(weight));
        if (time_to_stop()) break;
        go_to_root();
    }
}

/// Estimates how many executions there are, by random walks: the product of the numbers of ways that a walk
/// had has that number as its expectation (Knuth, "Estimating the efficiency of backtrack programs", 1975).
void Explorer::sample_size() {
    constexpr unsigned most_samples = 4096;
    constexpr unsigned first_look = 64;
    constexpr double small_search = 2'000;  // over before anybody wants to know
    // Few walks meet the large parts, so the mean is rather too small. By experience with searches of known
    // size (docs/performance.md) the truth is within these factors in five cases of six.
    constexpr double low = 0.7;
    constexpr double high = 5;
    double sum = 0;
    unsigned samples = 0;
    while (samples < most_samples) {
        if (samples == first_look && sum / samples < small_search) return;
        ++samples;
        double weight = 1;
        const Ending ending = walk(weight);
        go_to_root();
        if (ending != Ending::discarded) sum += weight;
    }
    estimate_.expected = sum / samples;
    estimate_.expected_low = estimate_.expected * low;
    estimate_.expected_high = estimate_.expected * high;
}

/// Goes on to an end, each time in one of the ways by chance.
/// @param weight is multiplied by how many there were
Explorer::Ending Explorer::walk(double& weight) {
    while (true) {
        const unsigned cpu = next_cpu();
        if (cpu == no_cpu) {
            if (const std::optional<Ending> ending = end_or_jump()) return *ending;
            continue;
        }
        if (graph_.size() > event_limit) return Ending::endless;
        find_options(cpu);
        if (options_.empty()) return Ending::discarded;
        weight *= static_cast<double>(options_.size());
        const Option chosen = options_[random_() % options_.size()];
        Node unused{};
        if (!apply(&unused, cpu, chosen)) return Ending::discarded;
    }
}

void Explorer::go_to_root() {
    undo_to(root_);
}

void Explorer::report(Ending ending) {
    ++leaves_;
    if (ending == Ending::elsewhere) return;
    if (ending == Ending::discarded) {
        ++result_.redundant;
        return;
    }
    ++result_.executions;
    finished_.end(ending == Ending::stuck, ending == Ending::endless);
    observer_.finished(finished_);
}

bool Explorer::time_to_stop() {
    if (limits_.executions != 0 && result_.executions >= limits_.executions) {
        result_.end = SearchEnd::executions;
        return true;
    }
    constexpr std::uint64_t look_at_the_time_every = 1024;
    if (leaves_ % look_at_the_time_every != 0) return false;
    const double now = seconds_now();
    if (limits_.seconds > 0 && now - started_at_ >= limits_.seconds) {
        result_.end = SearchEnd::seconds;
        return true;
    }
    constexpr double progress_interval = 0.2;
    if (now - last_progress_ < progress_interval) return false;
    last_progress_ = now;
    Progress progress = estimate_;
    progress.executions = result_.executions;
    progress.seconds = now - started_at_;
    if (observer_.progress(progress)) return false;
    result_.end = SearchEnd::interrupted;
    return true;
}

/// Below this many graphs with more than one way to go on, a shared search is cut into parts.
static constexpr std::size_t shared_depth = 12;

/// Is this graph, at the depth at which parts begin, or an end above it, for us to explore? All who share the
/// search come by the same graphs in the same order.
bool Explorer::is_ours() {
    return limits_.share == nullptr || limits_.share->claim(next_part_++);
}

/// What stands still has come to an end, or waits for the clock.
std::optional<Explorer::Ending> Explorer::end_or_jump() {
    if (!waits_for_latest()) return Ending::discarded;
    if (all_finished()) return Ending::complete;
    const std::optional<Nanoseconds> next = next_jump();
    if (!next) return Ending::stuck;
    if (epoch_ == jump_limit) return Ending::endless;
    jump(*next);
    return std::nullopt;
}

/// Adds events, always in the first of the possible ways, until there is nothing to add.
Explorer::Ending Explorer::advance() {
    const auto end = [this](Ending ending) {
        return nodes_.size() < shared_depth && !is_ours() ? Ending::elsewhere : ending;
    };
    while (true) {
        const unsigned cpu = next_cpu();
        if (cpu == no_cpu) {
            if (const std::optional<Ending> ending = end_or_jump()) return end(*ending);
            continue;
        }
        if (graph_.size() > event_limit) return end(Ending::endless);
        find_options(cpu);
        if (options_.empty()) return end(Ending::discarded);
        const Option first = options_.front();
        if (options_.size() == 1 && first.kind != Option::Kind::revisit) {
            if (!apply(nullptr, cpu, first)) return end(Ending::discarded);
            continue;
        }
        if (nodes_.size() + 1 == shared_depth && !is_ours()) return Ending::elsewhere;
        Node node{};
        auto* const options = arena_.allocate<Option>(options_.size());
        std::copy(options_.begin(), options_.end(), options);
        node.options = options;
        node.option_count = static_cast<std::uint32_t>(options_.size());
        node.size = graph_.size();
        node.cpu = cpu;
        node.checkpoints = machine_.checkpoints();
        node.now = now_;
        node.epoch = epoch_;
        node.frozen_stamp = graph_.frozen_stamp();
        node.mark = arena_.mark();
        nodes_.push_back(node);
        if (!apply(&nodes_.back(), cpu, first)) return end(Ending::discarded);
    }
}

/// Goes on in the next way of the deepest graph that has one. @return false if there is none
bool Explorer::backtrack() {
    while (!nodes_.empty()) {
        Node& node = nodes_.back();
        undo_to(node);
        if (++node.taken == node.option_count) {
            nodes_.pop_back();
            continue;
        }
        if (apply(&node, node.cpu, node.options[node.taken])) return true;
    }
    return false;
}

void Explorer::undo_to(Node& node) {
    if (node.is_revisit) {
        while (graph_.size() > node.revisit_size) graph_.remove_last();
        graph_.remove_last();
        graph_.replace(node.replacement, node.restriction.read, node.restriction.read_position);
        graph_.undo(node.restriction);
        node.is_revisit = false;
    }
    while (graph_.size() > node.size) graph_.remove_last();
    graph_.freeze(node.frozen_stamp);
    now_ = node.now;
    epoch_ = node.epoch;
    machine_.set_time(now_, epoch_);
    machine_.go_back_to(node.checkpoints);
    arena_.release_to(node.mark);
}

bool Explorer::apply(Node* node, unsigned cpu, const Option& option) {
    switch (option.kind) {
        case Option::Kind::read:
            return take_read(cpu, option.position);
        case Option::Kind::write:
            return take_write(cpu, option.position);
        case Option::Kind::step:
            return take_step(cpu, option.position);
        case Option::Kind::revisit:
            return take_revisit(*node, cpu, option);
    }
    return false;
}

// ---- ways to go on ----

/// Between the read of an atomic update and its write.
bool Explorer::has_pending_write(unsigned cpu) const {
    const std::vector<Event*>& events = graph_.events(cpu);
    return !events.empty() && events.back()->is_read() && events.back()->exclusive;
}

bool Explorer::is_blocked(unsigned cpu) const {
    const std::vector<Event*>& events = graph_.events(cpu);
    return !events.empty() && events.back()->blocked && events.back()->epoch == epoch_;
}

/// Whose event is added next. A function of the graph, as the method demands: an update is never left half
/// done, and a CPU that would have to wait comes last.
unsigned Explorer::next_cpu() const {
    unsigned ready = no_cpu;
    unsigned waiting = no_cpu;
    for (unsigned cpu = graph_.cpus(); cpu-- > 0;) {
        if (has_pending_write(cpu)) return cpu;
        const Request& request = machine_.at(cpu).state.request;
        if (request.kind == Request::Kind::finished || request.kind == Request::Kind::hold) continue;
        if (request.kind != Request::Kind::await) {
            ready = cpu;
        } else if (!is_blocked(cpu)) {
            if (limits_.await_last &&
                !request.condition(value_of(graph_.location(request.location).latest()))) {
                waiting = cpu;
            } else {
                ready = cpu;
            }
        }
    }
    return ready != no_cpu ? ready : waiting;
}

void Explorer::find_options(unsigned cpu) {
    options_.clear();
    const Request& request = machine_.at(cpu).state.request;
    if (has_pending_write(cpu)) return find_writes(cpu, request);
    switch (request.kind) {
        case Request::Kind::read:
        case Request::Kind::update:
        case Request::Kind::compare_exchange:
        case Request::Kind::await:
            return find_reads(cpu, request);
        case Request::Kind::write:
            return find_writes(cpu, request);
        case Request::Kind::choice:
            for (std::uint32_t value = 0; value < request.first; ++value) {
                options_.push_back({Option::Kind::step, false, value, 0, nullptr});
            }
            return;
        default:
            options_.push_back({Option::Kind::step, false, 0, 0, nullptr});
            return;
    }
}

void Explorer::find_reads(unsigned cpu, const Request& request) {
    const LocationState& location = graph_.location(request.location);
    const CpuState& state = machine_.at(cpu).state;
    const std::uint32_t first = graph_.first_readable(request.location, cpu, state.happens_before);
    const auto latest = static_cast<std::uint32_t>(location.coherence.size());
    for (std::uint32_t position = latest + 1; position-- > first;) {
        const std::uint64_t value = value_of(location.at(position));
        // A wait takes any store that satisfies it. Only the latest one makes it wait: others would be left
        // behind, and it can block on no more than one.
        if (request.kind == Request::Kind::await && position != latest && !request.condition(value)) continue;
        if (request.updates(value) && location.is_updated(position)) {
            // Two updates of one store exclude each other. What can come of it are revisits that remove the
            // other one.
            VectorClock prefix = state.prefix;
            if (position != 0) prefix.join(location.at(position)->prefix);
            const Option pattern{Option::Kind::revisit, true, 0, position, nullptr};
            const Event* const other = location.at(position + 1);
            if (prefix.covers(other->cpu, other->read->tick) || other->read->stamp <= graph_.frozen_stamp()) {
                continue;
            }
            find_revisits(request.location, prefix, position, pattern, true);
            continue;
        }
        options_.push_back({Option::Kind::read, false, position, 0, nullptr});
    }
}

void Explorer::find_writes(unsigned cpu, const Request& request) {
    const LocationState& location = graph_.location(request.location);
    const CpuState& state = machine_.at(cpu).state;
    const auto count = static_cast<std::uint32_t>(location.coherence.size());
    if (has_pending_write(cpu)) {
        const Event& read = *graph_.events(cpu).back();
        const std::uint32_t position = position_of(read.reads_from);
        options_.push_back({Option::Kind::write, false, position + 1, 0, nullptr});
        const Option pattern{Option::Kind::revisit, false, 0, position, nullptr};
        find_revisits(request.location, read.prefix, position, pattern, true);
        return;
    }
    const std::uint32_t first = graph_.first_readable(request.location, cpu, state.happens_before);
    for (std::uint32_t position = count + 1; position > first; --position) {
        if (location.is_updated(position - 1)) continue;  // nothing comes between an update's halves
        options_.push_back({Option::Kind::write, false, position, 0, nullptr});
    }
    const Option pattern{Option::Kind::revisit, false, 0, 0, nullptr};
    find_revisits(request.location, state.prefix, first, pattern, false);
}

/// How many reads of the location are outside the prefix and can still change.
unsigned Explorer::count_revisitable(LocationId id, const VectorClock& prefix) const {
    unsigned count = 0;
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        const Event* access = graph_.location(id).accesses[cpu];
        for (; access != nullptr; access = access->previous_here) {
            if (prefix.covers(cpu, access->tick) || access->stamp <= graph_.frozen_stamp()) break;
            if (access->is_read()) ++count;
        }
    }
    return count;
}

/// Reads that the next write of the CPU may revisit: those outside its prefix such that the read itself and
/// all that goes with it were added maximally.
/// @param prefix of the write
/// @param first_readable the write that it must come behind, in coherence; of an update: the one that it
/// reads
void Explorer::find_revisits(LocationId id, const VectorClock& prefix, std::uint32_t first_readable,
                             const Option& pattern, bool exclusive) {
    if (sabotage_.skip_revisits) return;
    unsigned candidates = count_revisitable(id, prefix);
    const std::vector<Event*>& order = graph_.order();
    for (std::size_t place = order.size(); candidates != 0 && place-- > 0;) {
        Event* const event = order[place];
        if (prefix.covers(event->cpu, event->tick)) continue;
        if (!is_maximal(*event, prefix)) break;
        if (!event->is_read() || event->location != id) continue;
        --candidates;
        find_places(*event, prefix, first_readable, pattern, exclusive);
    }
}

/// Where in coherence the write can go if it revisits this read: behind what it and the read must know of,
/// among the writes that the revisit keeps.
void Explorer::find_places(Event& read, const VectorClock& prefix, std::uint32_t first_readable,
                           const Option& pattern, bool exclusive) {
    const std::vector<Event*>& coherence = graph_.location(read.location).coherence;
    const auto is_kept = [&](const Event* write) {
        return write->stamp < read.stamp || prefix.covers(write->cpu, write->tick);
    };
    const std::uint32_t known_to_read =
        graph_.first_readable(read.location, read.cpu, read.before->state.happens_before, read.previous_here);
    Option option = pattern;
    option.revisited = &read;

    // Positions in coherence once only what is kept is left.
    std::uint32_t kept = 0;
    std::uint32_t kept_known = 0;
    std::uint32_t kept_first = 0;
    bool other_update = false;
    for (const Event* write : coherence) {
        if (!is_kept(write)) continue;
        ++kept;
        if (write->coherence <= known_to_read) kept_known = kept;
        if (write->coherence <= first_readable) kept_first = kept;
        if (write->coherence == first_readable + 1 && write->exclusive) other_update = true;
    }
    if (exclusive) {
        if (other_update || kept_first < kept_known) return;
        option.position = kept_first + 1;
        options_.push_back(option);
        return;
    }
    // At the end, and before each kept write that is no update.
    const std::uint32_t first = std::max(kept_known, kept_first);
    option.position = kept + 1;
    options_.push_back(option);
    for (std::size_t i = coherence.size(); i-- > 0;) {
        if (!is_kept(coherence[i])) continue;
        if (--option.position == first) break;
        if (!coherence[i]->exclusive) options_.push_back(option);
    }
}

/// Would the event have come out the same if it were added last, to what was there before it and the prefix
/// of the write? A read of the latest store, a write at the end that nobody reads, the choice of 0.
bool Explorer::is_maximal(const Event& event, const VectorClock& prefix) const {
    if (event.kind == EventKind::choice) return event.value == 0;
    if (!event.is_access()) return true;
    const auto is_previous = [&](const Event& other) {
        return other.stamp <= event.stamp || prefix.covers(other.cpu, other.tick);
    };
    const Event* write = &event;
    if (event.is_read()) {
        write = event.reads_from;
        if (write != nullptr && !is_previous(*write)) return false;
    } else if (event.revisited != nullptr) {
        const Event& revisited = *event.revisited;
        const std::vector<Event*>& events = graph_.events(revisited.cpu);
        if (revisited.index < events.size() && events[revisited.index] == &revisited) return false;
    }
    if (sabotage_.skip_maximality) return true;
    const std::vector<Event*>& coherence = graph_.location(event.location).coherence;
    for (std::size_t later = position_of(write); later < coherence.size(); ++later) {
        if (is_previous(*coherence[later])) return false;
    }
    return true;
}

// ---- steps ----

Event* Explorer::new_event(unsigned cpu, EventKind kind, const Request& request) {
    auto* const event = arena_.make<Event>();
    event->kind = kind;
    event->cpu = static_cast<std::uint8_t>(cpu);
    event->order = request.info.order;
    event->site = request.info.site;
    event->location = request.location;
    event->index = static_cast<std::uint32_t>(graph_.events(cpu).size());
    event->stamp = graph_.next_stamp();
    event->epoch = epoch_;
    event->time = now_;
    return event;
}

/// The clocks of an event in program order behind a state.
static void follow(Event& event, const CpuState& state) {
    event.tick = static_cast<Tick>(state.tick + 1);
    event.happens_before = state.happens_before;
    event.happens_before.set(event.cpu, event.tick);
    event.prefix = state.prefix;
    event.prefix.set(event.cpu, event.tick);
    event.acquirable = state.acquirable;
}

Event* Explorer::make_read(unsigned cpu, const Checkpoint& before, const Event* write) {
    const Request& request = before.state.request;
    Event* const event = new_event(cpu, EventKind::read, request);
    event->before = &before;
    event->value = value_of(write);
    event->reads_from = write;
    follow(*event, before.state);
    event->exclusive = request.updates(event->value);
    if (request.kind == Request::Kind::compare_exchange && !event->exclusive) {
        event->order = std::memory_order_relaxed;
    }
    event->blocked = request.kind == Request::Kind::await && !request.condition(event->value);
    if (write != nullptr) {
        event->prefix.join(write->prefix);
        if (is_acquire(event->order)) {
            event->happens_before.join(write->released);
        } else {
            event->acquirable.join(write->released);
        }
    }
    return event;
}

Event* Explorer::make_write(unsigned cpu, std::uint32_t position) {
    const Checkpoint& before = machine_.at(cpu);
    const Request& request = before.state.request;
    const bool exclusive = has_pending_write(cpu);
    Event* const event = new_event(cpu, EventKind::write, request);
    event->before = &before;
    event->coherence = position;
    event->exclusive = exclusive;
    follow(*event, before.state);
    if (exclusive) {
        const Event& read = *graph_.events(cpu).back();
        event->read = &read;
        event->value = request.updated(read.value);
        event->tick = static_cast<Tick>(read.tick + 1);
        event->happens_before = read.happens_before;
        event->happens_before.set(cpu, event->tick);
        event->prefix = read.prefix;
        event->prefix.set(cpu, event->tick);
        event->acquirable = read.acquirable;
    } else {
        event->value = request.first;
    }
    if (graph_.location(event->location).observed) {
        event->observed =
            !exclusive || ((event->read->value ^ event->value) & configuration_.observed_mask) != 0;
    }
    event->released = is_release(event->order) ? event->happens_before : before.state.release_fence;
    // A release sequence goes on through updates.
    if (exclusive && event->read->reads_from != nullptr && !sabotage_.ignore_release_sequences) {
        event->released.join(event->read->reads_from->released);
    }
    return event;
}

bool Explorer::consistent(const Event* added) const {
    return model::native::consistent(graph_, configuration_.memory_model, added);
}

bool Explorer::take_read(unsigned cpu, std::uint32_t position) {
    const Checkpoint& before = machine_.at(cpu);
    const LocationState& location = graph_.location(before.state.request.location);
    Event* const event = make_read(cpu, before, location.at(position));
    graph_.add(event);
    if (!consistent(event)) return false;
    if (!event->exclusive && !event->blocked) resume(cpu, event);
    return true;
}

bool Explorer::take_write(unsigned cpu, std::uint32_t position) {
    Event* const event = make_write(cpu, position);
    graph_.add(event);
    if (!consistent(event)) return false;
    resume(cpu, event);
    return true;
}

bool Explorer::take_step(unsigned cpu, std::uint32_t value) {
    const Checkpoint& before = machine_.at(cpu);
    const Request& request = before.state.request;
    const bool is_fence = request.kind == Request::Kind::fence;
    Event* const event = new_event(cpu, is_fence ? EventKind::fence : EventKind::choice, request);
    event->before = &before;
    event->value = value;
    follow(*event, before.state);
    if (is_fence) event->happens_before.join(event->acquirable);
    graph_.add(event);
    if (is_fence && !consistent(event)) return false;
    resume(cpu, event);
    return true;
}

bool Explorer::take_revisit(Node& node, unsigned cpu, const Option& option) {
    Event* const old = option.revisited;
    if (option.with_read) {
        const Checkpoint& before = machine_.at(cpu);
        const LocationState& location = graph_.location(before.state.request.location);
        graph_.add(make_read(cpu, before, location.at(option.reads)));
    }
    Event* const write = make_write(cpu, option.position);
    Graph::Restriction& restriction = node.restriction;
    restriction.tail = arena_.allocate<Event*>(graph_.size());
    restriction.removed = arena_.allocate<Graph::Removed>(graph_.size());
    graph_.restrict_to(old, write->prefix, restriction);
    for (std::uint32_t i = 0; i < restriction.removed_count; ++i) {
        const Event& removed = *restriction.removed[i].event;
        machine_.go_back_to(removed.cpu, removed.before);
    }
    machine_.go_back_to(old->cpu, old->before);
    write->stamp = graph_.next_stamp();
    graph_.add(write);

    Event* const read = make_read(old->cpu, *old->before, write);
    read->stamp = old->stamp;
    read->index = old->index;
    write->revisited = read;
    graph_.replace(old, read, restriction.read_position);
    node.is_revisit = true;
    node.revisit_size = graph_.size();
    node.revisited_by = write;
    node.replacement = read;
    if (!consistent(read)) return false;
    resume(cpu, write);
    if (!read->exclusive && !read->blocked) resume(read->cpu, read);
    return true;
}

// ---- time ----

/// Does each CPU that waits see the latest store? One that does not would not wait: such a graph is an
/// artefact of blocking a wait before all that it can read was there.
bool Explorer::waits_for_latest() const {
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        if (!is_blocked(cpu)) continue;
        const Event& wait = *graph_.events(cpu).back();
        if (wait.reads_from != graph_.location(wait.location).latest()) return false;
    }
    return true;
}

bool Explorer::all_finished() const {
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        if (machine_.at(cpu).state.request.kind != Request::Kind::finished) return false;
    }
    return true;
}

std::optional<Nanoseconds> Explorer::next_jump() const {
    std::array<Stop, max_cpus> stops{};
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        const CpuState& state = machine_.at(cpu).state;
        Stop& stop = stops[cpu];
        stop.poll = state.request.poll;
        stop.deadline = state.request.deadline;
        stop.check_epoch = state.check_epoch;
        switch (state.request.kind) {
            case Request::Kind::await:
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
void Explorer::jump(Nanoseconds to) {
    now_ = std::max(now_, to);
    ++epoch_;
    machine_.set_time(now_, epoch_);
    if (graph_.size() != 0) graph_.freeze(graph_.order().back()->stamp);
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        const CpuState& state = machine_.at(cpu).state;
        const Request& request = state.request;
        const bool is_due = (request.kind == Request::Kind::await && request.poll <= now_) ||
                            (request.kind == Request::Kind::hold && request.deadline <= now_);
        if (is_due) {
            machine_.resume(cpu, nullptr, Machine::Reply::due);
        } else if (machine_.may_take_nmi(state)) {
            machine_.resume(cpu, nullptr, Machine::Reply::tick);
        }
    }
}

}  // namespace model::native
