// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine.hpp"

#include <cstring>
#include <stdexcept>
#include <utility>

#include "model/mix.hpp"

namespace model::native {
namespace {

/// A CPU with more records than this does not end by itself. A Tick can count as many.
constexpr std::uint32_t record_limit = 20'000;

LocationId next_location = 0;

constexpr AccessInfo nowhere(SiteId site) {
    return {std::memory_order_relaxed, site, {nullptr, 0}};
}

}  // namespace

Location::Location() : id(next_location++) {}
PlainData::PlainData() : id(next_location++) {}

LocationId location_count() {
    return next_location;
}

Machine& Machine::instance() {
    static Machine machine;
    return machine;
}

Machine::Machine() = default;

// ---- the explorer's side ----

void Machine::begin(const Configuration& configuration, const Programs& programs) {
    configuration_ = configuration;
    programs_ = programs;
    graph_.begin(configuration.cpus, configuration.observed);
    set_time(0, 0);
    for (unsigned cpu = 0; cpu < configuration.cpus; ++cpu) {
        CpuFiber& fiber = cpus_[cpu];
        fiber.state = {};
        fiber.state.nmi_budget = configuration.nmi_budget[cpu];
        fiber.live = 0;
        fiber.records.clear();
        checkpoints_[cpu] = nullptr;
        fiber.fiber.start(&Machine::run_cpu, this);
        cpu_ = cpu;
        fiber.fiber.resume();
        if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
        take_checkpoint(cpu);
    }
}

void Machine::take_checkpoint(unsigned cpu) {
    CpuFiber& running = cpus_[cpu];
    auto* const checkpoint = arena_.make<Checkpoint>();
    checkpoint->parent = checkpoints_[cpu];
    checkpoint->time = now_;
    checkpoint->epoch = epoch_;
    checkpoint->serial = next_serial_++;
    checkpoint->state = running.state;
    checkpoint->stack_size = running.fiber.stack_size();
    auto* const stack = arena_.allocate<std::byte>(checkpoint->stack_size);
    running.fiber.copy_stack(stack);
    checkpoint->stack = stack;
    checkpoint->record_count = running.records.size();
    if (!running.records.empty()) {
        auto* const records = arena_.allocate<Record>(running.records.size());
        std::memcpy(static_cast<void*>(records), running.records.data(),
                    running.records.size() * sizeof(Record));
        checkpoint->records = records;
        running.records.clear();
    }
    checkpoints_[cpu] = checkpoint;
    running.live = checkpoint->serial;
}

void Machine::resume(unsigned cpu, const Event* event, Reply reply) {
    CpuFiber& running = cpus_[cpu];
    const Checkpoint& from = *checkpoints_[cpu];
    if (running.live != from.serial) running.fiber.restore_stack(from.stack, from.stack_size);
    running.state = from.state;
    running.live = 0;
    cpu_ = cpu;
    reply_ = reply;
    if (event != nullptr) {
        CpuState& state = running.state;
        state.happens_before = event->happens_before;
        state.acquirable = event->acquirable;
        state.prefix = event->prefix;
        state.tick = event->tick;
        reply_value_ =
            event->kind == EventKind::write && event->exclusive ? event->read->value : event->value;
        record_event(*event);
    }
    running.fiber.resume();
    if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
    take_checkpoint(cpu);
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
    while (true) suspend(Request{});
}

/// NMIs may still arrive at clock jumps.
void Machine::finish() {
    while (true) {
        suspend(Request{});
        interrupts_at_jump();
    }
}

Machine::Reply Machine::suspend(const Request& request) {
    CpuFiber& self = cpus_[cpu_];
    self.state.request = request;
    self.fiber.suspend();
    return reply_;
}

Request Machine::request(Request::Kind kind, const Location& location, AccessInfo info) {
    graph_.know(location.id);
    Request request;
    request.kind = kind;
    request.info = info;
    if (configuration_.weakened[info.site]) request.info.order = std::memory_order_relaxed;
    request.location = location.id;
    return request;
}

// ---- interrupts ----

bool Machine::nmi_is_chosen() {
    Request request;
    request.kind = Request::Kind::choice;
    request.info = nowhere(state().site);
    request.first = 2;
    request.interrupt = true;
    return read(request) != 0;
}

/// Any number of NMIs up to the budget may arrive here, one after the other.
void Machine::interrupts(SiteId site) {
    if (state().record_count > record_limit) give_up();
    state().site = site;
    while (may_take_nmi(state()) && nmi_is_chosen()) run_nmi();
}

void Machine::interrupts_at_jump() {
    while (may_take_nmi(state()) && nmi_is_chosen()) run_nmi();
}

void Machine::run_nmi() {
    --state().nmi_budget;
    state().in_nmi = true;
    const SiteId interrupted = state().site;
    record_visible(Operation::enter, nowhere(interrupted));
    programs_.nmi(programs_.environment, cpu_);
    record_visible(Operation::leave, nowhere(interrupted));
    state().site = interrupted;
    state().in_nmi = false;
}

// ---- the record ----

/// A program that does not end by itself goes no further.
void Machine::give_up() {
    fail_assertion();
    state().gave_up = true;
    while (true) suspend(Request{});
}

Record& Machine::record(Operation operation, AccessInfo info) {
    ++state().record_count;
    Record& record = cpus_[cpu_].records.emplace_back();
    record.operation = operation;
    record.context = state().in_nmi ? ContextKind::nmi : ContextKind::task;
    record.site = info.site;
    record.order = info.order;
    record.line = info.source.line;
    record.file = info.source.file;
    record.event = nullptr;
    return record;
}

/// A record that skeletons tell of.
Record& Machine::record_visible(Operation operation, AccessInfo info) {
    CpuState& own = state();
    absorb(own.skeleton, static_cast<std::uint64_t>(operation) |
                             static_cast<std::uint64_t>(own.in_nmi) << 8U |
                             static_cast<std::uint64_t>(own.observed_last) << 9U |
                             static_cast<std::uint64_t>(epoch_) << 16U);
    absorb(own.skeleton, now_);
    return record(operation, info);
}

void Machine::record_event(const Event& event) {
    CpuState& own = state();
    if (own.request.interrupt) return;  // an interrupt that arrives shows itself
    AccessInfo info = own.request.info;
    info.order = event.order;
    own.observed_last = event.observed;
    switch (event.kind) {
        case EventKind::choice:
            record_visible(Operation::choice, info).event = &event;
            absorb(own.skeleton, event.value);
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
    interrupts(info.site);
    return read(request(Request::Kind::read, location, info));
}

const Event* Machine::own_latest(const Location& location) {
    graph_.know(location.id);
    return graph_.location(location.id).latest();
}

/// Nobody else writes it: the memory model has no say.
std::uint64_t Machine::load_local(const Location& location, AccessInfo info) {
    interrupts(info.site);
    const Event* const latest = own_latest(location);
    Record& made = record(Operation::read, info);
    made.location = location.id;
    made.event = latest;
    state().observed_last = false;
    return value_of(latest);
}

void Machine::store(const Location& location, std::uint64_t value, AccessInfo info) {
    interrupts(info.site);
    if (configuration_.dropped[info.site]) return;
    Request store = request(Request::Kind::write, location, info);
    store.first = value;
    suspend(store);
}

std::uint64_t Machine::add_local(const Location& location, std::uint64_t delta, AccessInfo info) {
    interrupts(info.site);
    const std::uint64_t sum = value_of(own_latest(location)) + delta;
    if (configuration_.dropped[info.site]) return sum;
    Request store = request(Request::Kind::write, location, info);
    store.first = sum;
    suspend(store);
    return sum;
}

bool Machine::compare_exchange(const Location& location, std::uint64_t& expected, std::uint64_t desired,
                               AccessInfo info) {
    interrupts(info.site);
    Request exchange = request(Request::Kind::compare_exchange, location, info);
    exchange.first = expected;
    exchange.second = desired;
    const std::uint64_t found = read(exchange);
    return std::exchange(expected, found) == found;
}

std::uint64_t Machine::update(const Location& location, std::uint64_t keep, std::uint64_t bits,
                              AccessInfo info) {
    interrupts(info.site);
    if (configuration_.dropped[info.site]) {
        info.order = std::memory_order_relaxed;
        return read(request(Request::Kind::read, location, info));
    }
    Request update = request(Request::Kind::update, location, info);
    update.first = keep;
    update.second = bits;
    return read(update);
}

void Machine::fence(AccessInfo info) {
    interrupts(info.site);
    if (configuration_.dropped[info.site] || configuration_.weakened[info.site]) return;
    if (info.order == std::memory_order_relaxed) return;
    if (info.order == std::memory_order_seq_cst) {
        Request fence;
        fence.kind = Request::Kind::fence;
        fence.info = info;
        suspend(fence);
        state().release_fence = state().happens_before;
        return;
    }
    if (is_acquire(info.order)) state().happens_before.join(state().acquirable);
    if (is_release(info.order)) state().release_fence = state().happens_before;
    record(Operation::fence, info);
}

void Machine::plain(const PlainData& data, Operation operation, AccessInfo info) {
    interrupts(info.site);
    CpuState& own = state();
    ++own.tick;
    own.happens_before.set(cpu_, own.tick);
    own.prefix.set(cpu_, own.tick);
    own.plain = arena_.make<PlainAccess>(data.id, operation == Operation::plain_write, own.tick,
                                         own.happens_before, own.plain);
    record(operation, info).location = data.id;
    own.observed_last = false;
}

unsigned Machine::choose(unsigned n) {
    if (n == 1) {
        record_visible(Operation::choice, nowhere(state().site));
        return 0;
    }
    Request choice;
    choice.kind = Request::Kind::choice;
    choice.info = nowhere(state().site);
    choice.first = n;
    return static_cast<unsigned>(read(choice));
}

void Machine::note(std::uint32_t note, std::uint32_t subject, std::uint32_t detail) {
    if (state().record_count > record_limit) give_up();
    Record& made = record_visible(Operation::note, nowhere(state().site));
    made.note = note;
    made.subject = subject;
    made.detail = detail;
    absorb(state().skeleton,
           static_cast<std::uint64_t>(note) << 48U | static_cast<std::uint64_t>(subject) << 16U | detail);
}

std::uint64_t& Machine::local(LocalCell& cell) {
    if (cell.cpu == LocalCell::unassigned) {
        cell.cpu = cpu_;
        cell.slot = cells_used_[cpu_]++;
    }
    if (cell.cpu != cpu_) throw std::logic_error("a CPU-local variable is used by two CPUs");
    if (cell.slot >= CpuState::max_cells) throw std::logic_error("too many CPU-local variables");
    return state().cells[cell.slot];
}

std::uint64_t Machine::final_value(const Location& location) const {
    return graph_.knows(location.id) ? value_of(graph_.location(location.id).latest()) : 0;
}

std::uint64_t Machine::final_value(const LocalCell& cell) const {
    return cell.cpu == LocalCell::unassigned ? 0 : checkpoints_[cell.cpu]->state.cells[cell.slot];
}

// ---- waiting ----

std::uint64_t Machine::await(const Location& location, const Condition& condition, Nanoseconds poll,
                             Nanoseconds deadline, AccessInfo info) {
    interrupts(info.site);
    Request wait = request(Request::Kind::await, location, info);
    if (poll <= now_) {
        wait.kind = Request::Kind::read;
        return read(wait);
    }
    wait.poll = poll;
    wait.deadline = deadline;
    wait.condition = condition;
    while (true) {
        switch (suspend(wait)) {
            case Reply::value:
                return reply_value_;
            case Reply::tick:
                interrupts_at_jump();
                break;
            case Reply::due:
                state().check_epoch = epoch_;
                interrupts(info.site);
                wait.kind = Request::Kind::read;
                return read(wait);
        }
    }
}

void Machine::hold(Nanoseconds duration, AccessInfo info) {
    interrupts(info.site);
    const Nanoseconds until = now_ + duration;
    record_visible(Operation::hold_begin, info);
    while (now_ < until) {
        Request hold;
        hold.kind = Request::Kind::hold;
        hold.info = info;
        hold.deadline = until;
        if (suspend(hold) == Reply::due) {
            interrupts(info.site);
        } else {
            interrupts_at_jump();
        }
    }
    record_visible(Operation::hold_end, info);
}

}  // namespace model::native
