// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "model/mix.hpp"
#include "model/not_deterministic.hpp"

namespace model::native {
namespace {

/// A CPU with more records than this does not end by itself. A Tick can count as many.
constexpr std::uint32_t record_limit = 20'000;

LocationId next_location = 0;

/// Did a program that runs again ask for the same as when the event was added?
bool may_have_come_of(const Request& request, const Event& event) {
    switch (request.kind) {
        case Request::Kind::read:
        case Request::Kind::await:
            return event.is_read() && event.location == request.location;
        case Request::Kind::update:
            return event.is_write() && event.exclusive && event.location == request.location &&
                   event.value == request.updated(event.read->value);
        case Request::Kind::compare_exchange:
            if (event.location != request.location) return false;
            if (event.is_read()) return event.value != request.first;
            return event.is_write() && event.exclusive && event.read->value == request.first &&
                   event.value == request.second;
        case Request::Kind::write:
            return event.is_write() && !event.exclusive && event.location == request.location &&
                   event.value == request.first;
        case Request::Kind::fence:
            return event.kind == EventKind::fence;
        case Request::Kind::choice:
            return event.kind == EventKind::choice && event.value < request.first &&
                   event.slow == request.slow;
        case Request::Kind::hold:
        case Request::Kind::spin:
        case Request::Kind::pause:
        case Request::Kind::finished:
            return false;
    }
    return false;
}

}  // namespace

Location::Location() : id(next_location++) {}
PlainData::PlainData() : id(next_location++) {}

LocationId location_count() {
    return next_location;
}

Machine Machine::the_machine;

// ---- the search's side ----

void Machine::begin(const Configuration& configuration, const Programs& programs, Sabotage sabotage) {
    configuration_ = configuration;
    programs_ = programs;
    sabotage_ = sabotage;
    decider_ = nullptr;
    replaying_ = false;
    graph_.begin(configuration.cpus, configuration.observed);
    for (unsigned cpu = 0; cpu < configuration.cpus; ++cpu) {
        CpuFiber& fiber = cpus_[cpu];
        fiber.from = nullptr;
        fiber.state = {};
        fiber.state.interrupts = {configuration, cpu};
        stands_at_[cpu] = &fiber.state;
    }
    for (unsigned cpu = 0; cpu < configuration.cpus; ++cpu) {
        cpus_[cpu].fiber.start(&Machine::run_cpu, this);
        run(cpu);
    }
    take_checkpoints();
}

Machine::Checkpoints Machine::take_checkpoints() {
    Checkpoints checkpoints{};
    for (unsigned cpu = 0; cpu < configuration_.cpus; ++cpu) {
        if (has_moved(cpu)) take_checkpoint(cpu);
        checkpoints[cpu] = cpus_[cpu].from;
    }
    return checkpoints;
}

void Machine::take_checkpoint(unsigned cpu) {
    CpuFiber& running = cpus_[cpu];
    auto* const checkpoint = arena_.make<Checkpoint>();
    checkpoint->parent = running.from;
    checkpoint->serial = next_serial_++;
    checkpoint->event_count = static_cast<std::uint32_t>(graph_.events(cpu).size());
    checkpoint->state = running.state;
    checkpoint->stack_size = running.fiber.stack_size();
    auto* const stack = arena_.allocate<std::byte>(checkpoint->stack_size);
    running.fiber.copy_stack(stack);
    checkpoint->stack = stack;
    running.from = checkpoint;
    stands_at_[cpu] = &checkpoint->state;
    running.live = checkpoint->serial;
}

void Machine::go_back_to(const Checkpoints& checkpoints) {
    for (unsigned cpu = 0; cpu < configuration_.cpus; ++cpu) {
        CpuFiber& fiber = cpus_[cpu];
        fiber.from = checkpoints[cpu];
        stands_at_[cpu] = &fiber.from->state;
    }
}

void Machine::go_back_to(unsigned cpu, std::uint32_t event_count) {
    CpuFiber& fiber = cpus_[cpu];
    while (fiber.from->event_count > event_count) fiber.from = fiber.from->parent;
    stands_at_[cpu] = &fiber.from->state;
    replayed_ = fiber.from->event_count;
    replay_end_ = event_count;
    set_running(cpu);
    const Event* const event = next_replayed();
    if (event == nullptr) return;
    replaying_ = true;
    resume(cpu, *event);
    replaying_ = false;
}

/// The next of the events to hear of that a program goes on behind.
const Event* Machine::next_replayed() {
    while (replayed_ < replay_end_) {
        const Event* const event = graph_.events(cpu_)[replayed_++];
        if (event->is_answer()) return event;
    }
    return nullptr;
}

/// Puts stack and state in place, if they are not.
void Machine::make_ready(unsigned cpu) {
    CpuFiber& fiber = cpus_[cpu];
    set_running(cpu);
    if (has_moved(cpu)) return;
    if (fiber.live != fiber.from->serial) {
        fiber.fiber.restore_stack(fiber.from->stack, fiber.from->stack_size);
        fiber.state = fiber.from->state;
    }
    fiber.live = 0;
    stands_at_[cpu] = &fiber.state;
}

void Machine::run(unsigned cpu) {
    set_running(cpu);
    cpus_[cpu].fiber.resume();
    while (std::exchange(is_in_loop_, false)) {
        look_at_loop();
        cpus_[cpu].fiber.resume();
    }
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
}

void Machine::resume(unsigned cpu, const Event& event) {
    make_ready(cpu);
    take(event);
    run(cpu);
}

void Machine::resume(unsigned cpu, Reply reply, Nanoseconds now, std::uint32_t epoch) {
    make_ready(cpu);
    state().ahead = state().time > now;
    state().time = std::max(state().time, now);
    state().epoch = epoch;
    reply_ = reply;
    run(cpu);
}

bool Machine::is_on_program_stack(const void* address) const {
    return std::any_of(cpus_.begin(), cpus_.end(),
                       [&](const CpuFiber& cpu) { return cpu.fiber.has_on_stack(address); });
}

void Machine::look(unsigned cpu) {
    make_ready(cpu);
    looking_ = true;
    run(cpu);
}

void Machine::take(const Event& event) {
    CpuState& own = state();
    own.happens_before = event.happens_before;
    own.acquirable = event.acquirable;
    own.prefix = event.prefix;
    own.tick = event.tick;
    own.time = event.time;
    own.ahead = event.ahead;
    own.epoch = event.epoch;
    own.latest = &event;
    reply_ = Reply::value;
    reply_value_ = event.is_write() && event.exclusive ? event.read->value : event.value;
    record_event(event);
}

// ---- the fiber ----

void Machine::run_cpu(void* machine) {
    static_cast<Machine*>(machine)->run_task();
}

void Machine::run_task() {
    try {
        programs_.task(programs_.environment, cpu_);
        interrupts(programs_.task_end_site);
        finish();
    } catch (...) {
        thrown_ = std::current_exception();
    }
    while (true) stop();
}

/// Interrupts may still arrive at clock jumps.
void Machine::finish() {
    while (true) {
        stop();
        interrupts_here();
    }
}

/// Finished, but for what the clock brings.
void Machine::stop() {
    request(Request::Kind::finished, nowhere(0));
    suspend();
}

Reply Machine::suspend() {
    CpuFiber& self = *running_;
    if (replaying_) {
        if (const Event* const event = next_replayed()) {
            if (!may_have_come_of(self.state.request, *event)) leave_as_different();
            take(*event);
            return reply_;
        }
    } else if (decider_ != nullptr && decider_->answer(cpu_)) {
        return reply_;
    }
    self.fiber.suspend();
    while (std::exchange(looking_, false)) {
        watcher_->stopped(cpu_, self.state.request.info.site);
        self.fiber.suspend();
    }
    return reply_;
}

/// The running program does not go the way that it went before.
void Machine::leave_as_different() {
    const bool is_end = state().request.kind == Request::Kind::finished;
    thrown_ = std::make_exception_ptr(
        NotDeterministic(cpu_, state().record_count + std::size_t{1},
                         is_end ? programs_.task_end_site : state().request.info.site));
    while (true) running_->fiber.suspend();
}

/// What the running CPU asks for next. A condition of an earlier one stays: only waits look at it.
Request& Machine::request(Request::Kind kind, AccessInfo info) {
    Request& request = state().request;
    request.kind = kind;
    request.info = info;
    request.location = 0;
    request.first = 0;
    request.second = 0;
    request.poll = never;
    request.deadline = never;
    request.interrupt = false;
    request.slow = false;
    return request;
}

/// With the order that the configuration leaves to the site.
AccessInfo Machine::weakened(AccessInfo info) const {
    if (configuration_.weakened[info.site]) info.order = std::memory_order_relaxed;
    return info;
}

Request& Machine::request(Request::Kind kind, const Location& location, AccessInfo info) {
    graph_.know(location.id);
    Request& made = request(kind, weakened(info));
    made.location = location.id;
    return made;
}

// ---- interrupts ----

/// Which of the possible interrupts arrives; `task`: none.
ContextKind Machine::choose_arrival() {
    const Arrivals possible = state().interrupts.possible(configuration_, state().site);
    Request& arrival = request(Request::Kind::choice, nowhere(state().site));
    arrival.first = possible.count + 1;
    arrival.interrupt = true;
    const std::uint64_t chosen = read();
    return chosen == 0 ? ContextKind::task : possible.kind[chosen - 1];
}

void Machine::interrupts(SiteId site) {
    look_at_the_length();
    state().site = site;
    if (configuration_.keep_sites) state().reached.set(site);
    interrupts_here();
}

void Machine::arrivals() {
    while (may_be_interrupted(state())) {
        const ContextKind kind = choose_arrival();
        if (kind == ContextKind::task) return;
        run_nested(kind, programs_.handler(kind));
    }
}

void Machine::trace_point(SiteId site, unsigned number) {
    interrupts(site);
    const Programs::Program attached = programs_.traced[number];
    if (attached != nullptr && state().interrupts.may_trace()) run_nested(ContextKind::trace, attached);
}

void Machine::run_nested(ContextKind kind, Programs::Program program) {
    const InterruptState::Below below = state().interrupts.enter(kind);
    const SiteId interrupted = state().site;
    const Retry* const retry = std::exchange(state().retry, nullptr);
    if (kind != ContextKind::trace) ++state().interruptions;
    record_visible(Operation::enter, nowhere(interrupted));
    program(programs_.environment, cpu_);
    record_visible(Operation::leave, nowhere(interrupted));
    state().site = interrupted;
    state().retry = retry;
    state().interrupts.leave(below);
}

// ---- loops that wait ----

/// A read that may be one of a loop.
/// @param ask makes the request
template <class Ask>
std::uint64_t Machine::read_as(SiteId site, const Ask& ask) {
    interrupts(site);
    ask();
    if (!repeats()) return read();
    if (spins()) {
        interrupts(site);
        ask();
    }
    const std::uint64_t value = read();
    Fiber::clear_below();
    return value;
}

/// Has the running program asked for the same before, and only read since?
bool Machine::repeats() const {
    constexpr unsigned longest = 64;  // reads of a round
    const Request& wanted = state().request;
    const Record* record = state().record;
    for (unsigned count = 0; record != nullptr && count < longest; ++count) {
        const bool is_fence = record->operation == Operation::fence;
        if (record->operation != Operation::read && !is_fence) return false;
        if (record->event != nullptr && record->event->is_wait) return false;
        const bool is_same = record->location == wanted.location && record->info.site == wanted.info.site &&
                             record->info.line == wanted.info.line;
        if (is_same && !is_fence) return true;
        record = record->previous;
    }
    return false;
}

/// A program that stands as it has stood before, and has changed nothing since, does the same again until it
/// reads something else: a round that reads the same is no step of the execution. It goes on behind the next
/// clock jump; and until then, a store that a read of its round may see is tried as with any other read.
/// @return true if it has waited
bool Machine::spins() {
    Fiber::clear_below();
    is_in_loop_ = true;
    running_->fiber.suspend();
    if (!spins_) return false;
    state().request.kind = Request::Kind::spin;
    suspend();
    return true;
}

/// Keeps where the running program stands. Has it stood there before?
void Machine::look_at_loop() {
    CpuState& own = state();
    const Fiber& fiber = running_->fiber;
    const std::size_t size = fiber.stack_size();
    auto* const stack = arena_.allocate<std::byte>(size);
    fiber.copy_stack(stack);
    const auto* const here =
        arena_.make<LoopPoint>(own.request.location, events_so_far(), own.visible_count, own.plain,
                               own.poison, own.retry, own.interrupts, own.cells, stack, size, own.loop);
    own.loop = here;
    spins_ = false;
    // A program that runs again stands before a read that it made: it did not spin there. What functions have
    // left on its stack may be other than it was then.
    if (replaying_) return;
    for (const LoopPoint* point = here->previous; point != nullptr; point = point->previous) {
        if (!has_only_read_since(*point)) return;
        if (point->location != here->location || point->stack_size != size) continue;
        if (std::memcmp(point->stack, stack, size) != 0) continue;
        own.spins_since = point->event_count;
        spins_ = true;
        return;
    }
}

std::uint32_t Machine::events_so_far() const {
    return replaying_ ? replayed_ : static_cast<std::uint32_t>(graph_.events(cpu_).size());
}

bool Machine::has_only_read_since(const LoopPoint& point) const {
    const CpuState& own = state();
    if (point.visible_count != own.visible_count || point.plain != own.plain || point.poison != own.poison ||
        point.retry != own.retry || point.interrupts != own.interrupts || point.cells != own.cells) {
        return false;
    }
    // A choice among these is that no interrupt arrives: others are visible.
    const std::vector<Event*>& events = graph_.events(cpu_);
    return std::none_of(events.begin() + point.event_count, events.begin() + events_so_far(),
                        [](const Event* event) { return event->is_write() || event->is_wait; });
}

// ---- calls that are made again and again ----

const Retry* Machine::latest_of(Source call) const {
    const Retry* retry = state().retry;
    while (retry != nullptr && retry->source != call) retry = retry->previous;
    return retry;
}

std::uint32_t Machine::rounds_of(Source call) const {
    const Retry* const latest = latest_of(call);
    return latest == nullptr ? 0 : latest->rounds;
}

void Machine::note_call(Source call, std::uint32_t rounds) {
    CpuState& own = state();
    const auto events = static_cast<std::uint32_t>(graph_.events(cpu_).size());
    auto* const made = arena_.make<Retry>(call, rounds, events, own.retry, nullptr);
    made->worst = made;
    for (const Retry* retry = own.retry; retry != nullptr; retry = retry->previous) {
        const bool is_current = retry->source != call && latest_of(retry->source) == retry;
        if (is_current && retry->rounds > made->worst->rounds) made->worst = retry;
    }
    own.retry = made;
}

void Machine::failed(Source call) {
    const std::uint32_t rounds = rounds_of(call) + 1;
    note_call(call, rounds);
    if (rounds < configuration_.rounds) return;
    while (true) {
        request(Request::Kind::pause, access_info(std::memory_order_relaxed, state().site, call));
        if (suspend() == Reply::due) return;
        interrupts_here();
    }
}

void Machine::succeeded(Source call) {
    if (rounds_of(call) != 0) note_call(call, 0);
}

// ---- the record ----

/// A program that does not end by itself goes no further.
void Machine::look_at_the_length() {
    if (state().record_count > record_limit) give_up();
}

void Machine::give_up() {
    state().gave_up = true;
    while (true) stop();
}

Record& Machine::record(Operation operation, AccessInfo info) {
    CpuState& own = state();
    ++own.record_count;
    auto* const record = arena_.allocate<Record>(1);
    *record = {.previous = own.record,
               .event = nullptr,
               .info = info,
               .time = own.time,
               .epoch = own.epoch,
               .location = 0,
               .note = 0,
               .subject = 0,
               .detail = 0,
               .operation = operation,
               .context = own.interrupts.running(),
               .ahead = own.ahead};
    own.record = record;
    return *record;
}

/// A record that skeletons tell of.
Record& Machine::record_visible(Operation operation, AccessInfo info, std::uint64_t detail) {
    CpuState& own = state();
    const std::uint64_t what =
        static_cast<std::uint64_t>(operation) | static_cast<std::uint64_t>(own.interrupts.running()) << 8U |
        static_cast<std::uint64_t>(own.observed_last) << 12U | static_cast<std::uint64_t>(own.ahead) << 13U |
        static_cast<std::uint64_t>(own.epoch) << 16U;
    absorb(own.skeleton, mix(mix(own.time, what), detail));
    if (own.mark == nullptr || own.mark->anchor != own.anchor) {
        own.mark = arena_.make<Mark>(own.anchor, own.mark, own.latest,
                                     own.mark == nullptr ? 1 : own.mark->number + 1);
        own.marks =
            mix(own.marks, static_cast<std::uint64_t>(own.visible_count) << 33U |
                               static_cast<std::uint64_t>(own.anchor.is_event) << 32U | own.anchor.epoch);
    }
    ++own.visible_count;
    return record(operation, info);
}

/// The anchor of what comes next.
void Machine::accessed(bool is_event) {
    CpuState& own = state();
    own.anchor = {own.tick, is_event, own.epoch};
}

void Machine::record_event(const Event& event) {
    CpuState& own = state();
    // An interrupt that arrives, and time that passes, have records of their own.
    if (own.request.interrupt || own.request.slow) return;
    AccessInfo info = own.request.info;
    info.order = event.order;
    own.observed_last = event.observed;
    accessed(true);
    switch (event.kind) {
        case EventKind::choice:
            record_visible(Operation::choice, info, event.value).event = &event;
            return;
        case EventKind::fence:
            record(Operation::fence, info).event = &event;
            return;
        case EventKind::read: {
            Record& made = record(Operation::read, info);
            made.event = &event;
            made.location = event.location;
            return;
        }
        case EventKind::write: {
            Record& made = record(event.exclusive ? Operation::update : Operation::write, info);
            made.event = &event;
            made.location = event.location;
            if (!event.observed) return;
            ++own.observed_writes;
            absorb(own.skeleton, static_cast<std::uint64_t>(event.location) << 32U |
                                     (event.value & configuration_.observed_mask));
            return;
        }
    }
}

// ---- memory ----

std::uint64_t Machine::load(const Location& location, AccessInfo info) {
    return read_as(info.site, [&] { request(Request::Kind::read, location, info); });
}

/// The latest access of the running CPU.
const Event* Machine::own_access(LocationId location) const {
    const Event* access = graph_.location(location).accesses[cpu_];
    if (replaying_) {
        while (access != nullptr && access->index >= replayed_) access = access->previous_here;
    }
    return access;
}

/// A step that is no event.
void Machine::advance() {
    CpuState& own = state();
    ++own.tick;
    own.happens_before.advance(cpu_, own.tick);
    own.prefix.advance(cpu_, own.tick);
}

void Machine::poison(const Location& location) {
    graph_.know(location.id);
    advance();
    CpuState& own = state();
    const std::uint32_t known =
        graph_.first_readable(location.id, cpu_, own.happens_before, own_access(location.id));
    own.poison =
        arena_.make<Poison>(location.id, own.tick, graph_.location(location.id).at(known), own.poison);
}

/// The latest write of the running CPU to a location that nobody else writes.
const Event* Machine::own_latest(const Location& location) {
    graph_.know(location.id);
    const Event* const access = own_access(location.id);
    const Event* const latest = access == nullptr || access->is_write() ? access : access->reads_from;
    for (const Poison* poison = state().poison; poison != nullptr; poison = poison->previous) {
        if (poison->location == location.id && position_of(latest) <= position_of(poison->known)) {
            state().read_poison = true;
        }
    }
    return latest;
}

/// Nobody else writes it: the memory model has no say.
std::uint64_t Machine::load_local(const Location& location, AccessInfo info) {
    interrupts(info.site);
    pass(info.site);
    const Event* const latest = own_latest(location);
    Record& made = record(Operation::read, info);
    made.location = location.id;
    made.event = latest;
    state().observed_last = false;
    accessed(false);
    return value_of(latest);
}

void Machine::store(const Location& location, std::uint64_t value, AccessInfo info) {
    interrupts(info.site);
    if (configuration_.dropped[info.site]) return;
    request(Request::Kind::write, location, info).first = value;
    suspend();
}

std::uint64_t Machine::add_local(const Location& location, std::uint64_t delta, AccessInfo info) {
    interrupts(info.site);
    const std::uint64_t sum = value_of(own_latest(location)) + delta;
    if (configuration_.dropped[info.site]) return sum;
    request(Request::Kind::write, location, info).first = sum;
    suspend();
    return sum;
}

bool Machine::compare_exchange(const Location& location, std::uint64_t& expected, std::uint64_t desired,
                               AccessInfo info) {
    const std::uint64_t found = read_as(info.site, [&] {
        Request& exchange = request(Request::Kind::compare_exchange, location, info);
        exchange.first = expected;
        exchange.second = desired;
    });
    return std::exchange(expected, found) == found;
}

std::uint64_t Machine::update(const Location& location, std::uint64_t keep, std::uint64_t bits,
                              AccessInfo info) {
    interrupts(info.site);
    if (configuration_.dropped[info.site]) {
        info.order = std::memory_order_relaxed;
        request(Request::Kind::read, location, info);
        return read();
    }
    Request& update = request(Request::Kind::update, location, info);
    update.first = keep;
    update.second = bits;
    return read();
}

void Machine::fence(AccessInfo info) {
    interrupts(info.site);
    if (configuration_.dropped[info.site] || configuration_.weakened[info.site]) return;
    if (info.order == std::memory_order_relaxed) return;
    if (info.order == std::memory_order_seq_cst) {
        request(Request::Kind::fence, info);
        suspend();
        state().release_fence = state().happens_before;
        return;
    }
    pass(info.site);
    if (is_acquire(info.order)) state().happens_before.join(state().acquirable);
    if (is_release(info.order)) state().release_fence = state().happens_before;
    record(Operation::fence, info);
    accessed(false);
}

void Machine::plain(const PlainData& data, Operation operation, AccessInfo info) {
    interrupts(info.site);
    pass(info.site);
    advance();
    CpuState& own = state();
    own.plain = arena_.make<PlainAccess>(data.id, operation == Operation::plain_write, own.tick,
                                         own.happens_before, own.record_count, own.plain);
    record(operation, info).location = data.id;
    own.observed_last = false;
    accessed(false);
}

unsigned Machine::choose(unsigned n) {
    if (n == 1) {
        look_at_the_length();
        record_visible(Operation::choice, nowhere(state().site));
        accessed(false);
        return 0;
    }
    request(Request::Kind::choice, nowhere(state().site)).first = n;
    return static_cast<unsigned>(read());
}

void Machine::note(std::uint32_t note, std::uint32_t subject, std::uint32_t detail, Source source) {
    look_at_the_length();
    const std::uint64_t what =
        static_cast<std::uint64_t>(note) << 48U | static_cast<std::uint64_t>(subject) << 16U | detail;
    Record& made =
        record_visible(Operation::note, access_info(std::memory_order_relaxed, state().site, source), what);
    made.note = note;
    made.subject = subject;
    made.detail = detail;
}

std::uint64_t& Machine::local(LocalCell& cell) {
    if (cell.cpu == LocalCell::unassigned) {
        cell.cpu = cpu_;
        cell.slot = cells_used_[cpu_]++;
    }
    if (cell.cpu != cpu_) throw std::logic_error("a CPU-local variable is used by two CPUs");
    if (cell.slot >= max_cells) throw std::logic_error("too many CPU-local variables");
    return state().cells[cell.slot];
}

std::uint64_t Machine::latest_value(LocationId id) const {
    return graph_.knows(id) ? value_of(graph_.location(id).latest()) : 0;
}

std::uint64_t Machine::final_value(const LocalCell& cell) const {
    return cell.cpu == LocalCell::unassigned ? 0 : at(cell.cpu).cells[cell.slot];
}

// ---- waiting ----

std::uint64_t Machine::await(const Location& location, const Condition& condition, Nanoseconds poll,
                             Nanoseconds deadline, AccessInfo info) {
    interrupts(info.site);
    // Asked anew each time that the wait could block: the poll time may have passed while an interrupt ran.
    bool blocks = poll > now();
    while (blocks && !time_passes(poll, deadline, info)) {
        Request& wait = request(Request::Kind::await, location, info);
        wait.poll = poll;
        wait.deadline = deadline;
        wait.condition = condition;
        const Reply reply = suspend();
        if (reply == Reply::value) return reply_value_;
        if (reply == Reply::due) {
            state().check_epoch = state().epoch;
            interrupts(info.site);
            break;
        }
        interrupts_here();
        blocks = poll > now() || sabotage_.keep_waiting;
    }
    request(Request::Kind::read, location, info);
    return read();
}

/// A slow CPU: its time passes to the poll time or the deadline although others could move. It then looks
/// once.
bool Machine::time_passes(Nanoseconds poll, Nanoseconds deadline, AccessInfo info) {
    if (!is_slow(cpu_) || poll == never) return false;
    Request& choice = request(Request::Kind::choice, nowhere(state().site));
    choice.first = deadline != never && deadline > poll ? 3 : 2;
    choice.slow = true;
    const std::uint64_t chosen = read();
    if (chosen == 0) return false;
    state().time = std::max(state().time, chosen == 1 ? poll : deadline);
    state().ahead = true;
    ++state().interruptions;
    record_visible(Operation::slow, weakened(info));
    accessed(false);
    return true;
}

void Machine::hold(Nanoseconds duration, AccessInfo info) {
    interrupts(info.site);
    const Nanoseconds until = now() + duration;
    record_visible(Operation::hold_begin, info);
    while (now() < until) {
        request(Request::Kind::hold, info).deadline = until;
        if (suspend() == Reply::due) {
            interrupts(info.site);
        } else {
            interrupts_here();
        }
    }
    record_visible(Operation::hold_end, info);
}

}  // namespace model::native
