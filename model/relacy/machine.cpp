// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/machine.hpp"

#include <algorithm>
#include <utility>

#include "model/relacy/outside.hpp"
#include "model/relacy/relacy.hpp"

namespace model::relacy {
namespace {

/// An execution with more events than this does not end by itself.
constexpr std::uint32_t event_limit = 20'000;

/// Of so many points an interrupt of a kind arrives at one under the random scheduler; an even chance would
/// spend the budget on the first points.
constexpr unsigned random_interrupt_odds = 12;

LocationId next_location = 0;
LocalCell* last_cell_made = nullptr;

class Recorded final : public FinishedExecution {
  public:
    explicit Recorded(const Execution& execution) : execution_(execution) {}
    Fingerprint skeleton() override { return execution_.fingerprint(); }
    bool skeleton_is_all() const override { return true; }
    std::optional<Fingerprint> ordered_skeleton() override { return skeleton(); }
    RecordSize size() const override { return execution_.size(); }
    void add_to(Reached& reached) const override { execution_.add_to(reached); }
    const Execution& record() override { return execution_; }
    Decisions decisions() override { return {}; }

  private:
    const Execution& execution_;
};

rl::thread_info_base& thread() {
    return *rl::ctx().threadx_;
}

Order weaken(const std::bitset<max_sites>& weakened, AccessInfo info) {
    return weakened[info.site] ? std::memory_order_relaxed : info.order;
}

/// Relacy's load: the index in the location's history of the store that is read.
unsigned load_index(Location& location, Order order) {
    if (order == std::memory_order_seq_cst) return thread().atomic_load_seq_cst(location.data);
    if (is_acquire(order)) return thread().atomic_load_acquire(location.data);
    return thread().atomic_load_relaxed(location.data);
}

/// The same of the read half of an update, which always reads the latest store.
unsigned latest_load_index(Location& location, Order order) {
    if (order == std::memory_order_seq_cst) return thread().atomic_load_seq_cst_rmw(location.data);
    if (is_acquire(order)) return thread().atomic_load_acquire_rmw(location.data);
    return thread().atomic_load_relaxed_rmw(location.data);
}

}  // namespace

Location::Location() : id(next_location++) {}
PlainData::PlainData() : id(next_location++) {}

LocalCell::LocalCell() : next(last_cell_made) {
    last_cell_made = this;
}

LocalCell* first_local_cell() {
    return last_cell_made;
}

LocationId location_count() {
    return next_location;
}

Machine& Machine::instance() {
    static Machine machine;
    return machine;
}

// ---- the engine's side ----

void Machine::configure(const Configuration& configuration, const Programs& programs,
                        const SearchLimits& limits, Observer& observer, ThreadCountHooks hooks) {
    configuration_ = configuration;
    programs_ = programs;
    limits_ = limits;
    observer_ = &observer;
    hooks_ = hooks;
    result_ = {};
    called_off_ = false;
    different_.reset();
    ways_to_choices_.clear();
    redundant_before_ = 0;
    error_.reset();
    constexpr std::uint64_t look_at_the_time_every = 256;  // executions
    budget_.emplace(
        limits, [&observer](const Progress& progress) { return observer.progress(progress); },
        look_at_the_time_every);
}

void Machine::begin_execution() {
    recorder_.begin(configuration_.cpus);
    clock_.begin(configuration_.cpus);
    ending_ = false;
    abandoned_ = false;
    redundant_ = false;
    stores_ = {};
    started_ = 0;
    for (unsigned number = 0; number < configuration_.cpus; ++number) {
        cpus_[number] = {};
        cpus_[number].interrupts = {configuration_, number};
    }
    for (LocalCell* cell = first_local_cell(); cell != nullptr; cell = cell->next) cell->value = 0;
}

void Machine::run_cpu(unsigned number) {
    try {
        programs_.task(programs_.environment, number);
        interrupts(programs_.task_end_site);
        finish();
    } catch (const Abandoned&) {
        // The record keeps how far it came.
    } catch (const std::exception& error) {
        const OutsideRelacy outside;
        error_ = error.what();
        abandoned_ = true;
        ending_ = true;
        redundant_ = true;
    }
    leave_one_by_one();
}

void Machine::finish_execution() {
    // Only an execution that is one too many shows that the search does not end within its limit.
    beyond_limit_ = !redundant_ && budget_->exceeded_by(result_.executions + 1);
    if (!redundant_ && !beyond_limit_) {
        const OutsideRelacy outside;
        Recorded recorded(recorder_.execution());
        observer_->finished(recorded);
    }
    release_memory();
}

void Machine::release_memory() {
    for (Location* location : touched_) {
        rl::ctx().atomic_dtor(location->data);
        location->data = nullptr;
        location->history = {};
        location->latest_index = 0;
        location->written_since_jump = false;
    }
    touched_.clear();
    written_.clear();
    for (Location* location : poisoned_) location->poisoned_by = 0;
    poisoned_.clear();
    for (PlainData* data : touched_plain_) {
        rl::ctx().var_dtor(data->data);
        data->data = nullptr;
    }
    touched_plain_.clear();
}

/// A long execution is left in the middle when it is time to stop.
void Machine::look_at_the_time() {
    constexpr std::uint64_t look_every = 4096;  // steps
    if (++steps_ % look_every != 0) return;
    const OutsideRelacy outside;
    const std::optional<SearchEnd> end = budget_->look({.executions = result_.executions});
    if (!end) return;
    result_.end = *end;
    called_off_ = true;
}

/// A program that goes on and on is broken off.
void Machine::look_at_the_length() {
    if (recorder_.length() <= event_limit) return;
    recorder_.execution().failures.livelock = true;
    result_.broken_off = true;
    abandon();
}

bool Machine::end_execution() {
    if (called_off_) return true;
    const OutsideRelacy outside;
    if (beyond_limit_) {
        result_.end = SearchEnd::executions;
        result_.redundant = redundant_before_;
        return true;
    }
    if (error_) return true;
    ++(redundant_ ? result_.redundant : result_.executions);
    if (!redundant_) redundant_before_ = result_.redundant;
    if (limits_.scheduler == Scheduler::random && budget_->exceeded_by(result_.executions + 1)) {
        result_.end = SearchEnd::executions;
        return true;
    }
    const std::optional<SearchEnd> end = budget_->spent({.executions = result_.executions});
    if (end) result_.end = *end;
    return end.has_value();
}

// ---- interrupts ----

bool Machine::is_in_program() {
    const rl::context* const context = rl::context_holder<>::instance_;
    return context != nullptr && context->threadx_ != nullptr;
}

unsigned Machine::cpu() const {
    return static_cast<unsigned>(rl::ctx().threadx_->index_);
}

/// Which of the possible interrupts arrives at the CPU's site; `task`: none, or none is possible.
ContextKind Machine::choose_arrival(const CpuState& state) const {
    const Arrivals possible = state.interrupts.possible(configuration_, state.site);
    if (possible.count == 0) return ContextKind::task;
    rl::context& context = rl::ctx();
    if (context.is_random_sched()) {
        const unsigned drawn = context.rand(random_interrupt_odds, rl::sched_type_user);
        return drawn < possible.count ? possible.kind[drawn] : ContextKind::task;
    }
    const unsigned chosen = context.rand(possible.count + 1, rl::sched_type_user);
    return chosen == 0 ? ContextKind::task : possible.kind[chosen - 1];
}

/// Any number of interrupts up to the budgets may arrive here, one after the other.
void Machine::interrupts(SiteId site) {
    if (abandoned_) throw Abandoned{};
    look_at_the_length();
    CpuState& state = this_cpu();
    state.site = site;
    if (configuration_.keep_sites) recorder_.execution().cpu[cpu()].reached.set(site);
    while (true) {
        const ContextKind kind = choose_arrival(state);
        if (kind == ContextKind::task) return;
        run_interrupt(kind);
    }
}

void Machine::trace_point(SiteId site, unsigned number) {
    interrupts(site);
    const Programs::Program attached = programs_.traced[number];
    if (attached != nullptr && this_cpu().interrupts.may_trace()) run_nested(ContextKind::trace, attached);
}

void Machine::run_nested(ContextKind kind, Programs::Program program) {
    CpuState& state = this_cpu();
    const Retries below_retries = std::exchange(state.retries, {});
    const InterruptState::Below below = state.interrupts.enter(kind);
    const SiteId interrupted = state.site;
    const AccessInfo info = nowhere(interrupted);
    record(Operation::enter, info);
    program(programs_.environment, cpu());
    record(Operation::leave, info);
    state.site = interrupted;
    state.retries = below_retries;
    state.interrupts.leave(below);
}

void Machine::before_access(SiteId site, NextAccess next) {
    interrupts(site);
    look_at_the_time();
    if (called_off_) {
        abandon_as_redundant();
        throw Abandoned{};
    }
    schedule(next);
}

/// Lets Relacy choose who goes on. A CPU that was chosen when it was woken needs no second choice before its
/// next access.
void Machine::schedule(NextAccess next) {
    CpuState& state = this_cpu();
    state.next = next;
    come_to_first_access();
    if (std::exchange(state.just_chosen, false)) return;
    rl::ctx().sched();
    if (abandoned_) throw Abandoned{};
}

/// CPUs start one after the other and stop before their first access, so that a start is no choice.
void Machine::come_to_first_access() {
    if (cpu() == started_) ++started_;
}

bool Machine::comes_to_choice(std::size_t number, bool is_known) {
    const Fingerprint way = recorder_.execution().fingerprint();
    const std::uint64_t here = way.low ^ static_cast<std::uint64_t>(cpu()) << 56U ^ this_cpu().site;
    if (is_known && number < ways_to_choices_.size()) {
        if (ways_to_choices_[number] == here) return true;
        leave_as_different();
        return false;
    }
    ways_to_choices_.resize(number);
    ways_to_choices_.push_back(here);
    return true;
}

void Machine::leave_as_different() {
    const unsigned at = cpu();
    {
        const OutsideRelacy outside;
        different_.emplace(at, recorder_.execution().cpu[at].events.size() + 1, cpus_[at].site);
    }
    called_off_ = true;
    abandon_as_redundant();
}

void Machine::abandon_as_redundant() {
    abandoned_ = true;
    ending_ = true;
    redundant_ = true;
}

bool Machine::next_accesses_depend(unsigned left, unsigned right) const {
    const NextAccess& a = cpus_[left].next;
    const NextAccess& b = cpus_[right].next;
    if (a.kind == NextAccess::Kind::unknown || b.kind == NextAccess::Kind::unknown) return true;
    return a.location == b.location &&
           (a.kind == NextAccess::Kind::write || b.kind == NextAccess::Kind::write);
}

// ---- memory ----

void Machine::attach(Location& location) {
    if (location.data != nullptr) return;
    location.data = rl::ctx().atomic_ctor(&location);
    location.latest_index = thread().atomic_init(location.data);
    hooks_.init_seen(location.data);
    touched_.push_back(&location);
}

EventId Machine::record(Operation operation, AccessInfo info, Event event) {
    event.operation = operation;
    event.context = this_cpu().interrupts.running();
    event.site = info.site;
    event.order = static_cast<std::uint8_t>(info.order);
    event.epoch = clock_.epoch();
    event.time = clock_.now();
    event.file = info.file;
    event.line = info.line;
    return recorder_.append(cpu(), event);
}

std::uint64_t Machine::record_read(Location& location, unsigned index, AccessInfo info) {
    if (index == ~0U) {
        recorder_.execution().failures.uninitialised = true;
        index = location.latest_index;
    }
    const Location::Store& store = location.history[index];
    check_poison(location, store);
    Event event;
    event.location = location.id;
    event.read = store.value;
    event.reads_from = store.writer;
    event.stale = index != location.latest_index;
    record(Operation::read, info, event);
    return store.value;
}

void Machine::poison(Location& location) {
    if (location.poisoned_by == 0) poisoned_.push_back(&location);
    location.poisoned_by |= 1U << cpu();
    location.poisoned_up_to[cpu()] = location.latest().coherence;
}

/// Is the store one that this CPU finds or could find there?
void Machine::check_poison(const Location& location, const Location::Store& store) {
    const bool is_poisoned = (location.poisoned_by >> cpu() & 1U) != 0;
    if (is_poisoned && store.coherence <= location.poisoned_up_to[cpu()]) {
        recorder_.execution().failures.uninitialised = true;
    }
}

/// Reads what Relacy's memory model chooses.
std::uint64_t Machine::read_now(Location& location, AccessInfo info) {
    attach(location);
    info.order = weaken(configuration_.weakened, info);
    return record_read(location, load_index(location, info.order), info);
}

/// Reads the latest store, as the read of an update does.
std::uint64_t Machine::read_latest(Location& location, AccessInfo info) {
    attach(location);
    info.order = weaken(configuration_.weakened, info);
    return record_read(location, latest_load_index(location, info.order), info);
}

void Machine::write_now(Location& location, std::uint64_t value, AccessInfo info, bool is_update) {
    attach(location);
    info.order = weaken(configuration_.weakened, info);
    const Location::Store before = location.latest();
    if (is_update) check_poison(location, before);
    unsigned index = 0;
    if (is_update) {
        bool aba = false;
        switch (info.order) {
            case std::memory_order_relaxed:
                index = thread().atomic_rmw_relaxed(location.data, aba);
                break;
            case std::memory_order_release:
                index = thread().atomic_rmw_release(location.data, aba);
                break;
            case std::memory_order_acq_rel:
                index = thread().atomic_rmw_acq_rel(location.data, aba);
                break;
            case std::memory_order_seq_cst:
                index = thread().atomic_rmw_seq_cst(location.data, aba);
                break;
            default:
                index = thread().atomic_rmw_acquire(location.data, aba);
                break;
        }
    } else if (info.order == std::memory_order_seq_cst) {
        index = thread().atomic_store_seq_cst(location.data);
    } else if (info.order == std::memory_order_release) {
        index = thread().atomic_store_release(location.data);
    } else {
        index = thread().atomic_store_relaxed(location.data);
    }

    Event event;
    event.location = location.id;
    event.written = value;
    event.coherence = before.coherence + 1;
    if (is_update) {
        event.read = before.value;
        event.reads_from = before.writer;
    }
    const EventId writer = record(is_update ? Operation::update : Operation::write, info, event);
    location.latest_index = index;
    location.history[index] = {value, writer, event.coherence};
    if (!location.written_since_jump) {
        location.written_since_jump = true;
        written_.push_back(&location);
    }
    clock_.stored();
    ++stores_[cpu()];
    wake_waiters(location);
}

std::uint64_t Machine::load(Location& location, AccessInfo info) {
    before_access(info.site, reads(location));
    return read_now(location, info);
}

/// Nobody else writes it: neither the schedule nor the memory model has a say.
std::uint64_t Machine::load_local(Location& location, AccessInfo info) {
    interrupts(info.site);
    return record_read(location, location.latest_index, info);
}

void Machine::store(Location& location, std::uint64_t value, AccessInfo info) {
    before_access(info.site, writes(location));
    if (!configuration_.dropped[info.site]) write_now(location, value, info, false);
}

std::uint64_t Machine::add_local(Location& location, std::uint64_t delta, AccessInfo info) {
    before_access(info.site, writes(location));
    check_poison(location, location.latest());
    const std::uint64_t sum = location.latest().value + delta;
    if (!configuration_.dropped[info.site]) write_now(location, sum, info, false);
    return sum;
}

bool Machine::compare_exchange(Location& location, std::uint64_t& expected, std::uint64_t desired,
                               AccessInfo info) {
    before_access(info.site, writes(location));
    attach(location);
    if (location.latest().value != expected) {
        // A failed one is a relaxed load; Relacy lets it see the latest value only.
        info.order = std::memory_order_relaxed;
        expected = read_latest(location, info);
        return false;
    }
    write_now(location, desired, info, true);
    return true;
}

std::uint64_t Machine::update(Location& location, std::uint64_t keep, std::uint64_t bits, AccessInfo info) {
    before_access(info.site, writes(location));
    attach(location);
    const std::uint64_t before = location.latest().value;
    if (!configuration_.dropped[info.site]) {
        write_now(location, (before & keep) | bits, info, true);
    }
    return before;
}

void Machine::fence(AccessInfo info) {
    interrupts(info.site);
    if (configuration_.dropped[info.site] || configuration_.weakened[info.site]) return;
    switch (info.order) {
        case std::memory_order_relaxed:
            return;
        case std::memory_order_release:
            rl::ctx().atomic_thread_fence_release();
            break;
        case std::memory_order_acq_rel:
            rl::ctx().atomic_thread_fence_acq_rel();
            break;
        case std::memory_order_seq_cst:
            this_cpu().next = {};
            rl::ctx().atomic_thread_fence_seq_cst();
            if (abandoned_) throw Abandoned{};
            break;
        default:
            rl::ctx().atomic_thread_fence_acquire();
            break;
    }
    record(Operation::fence, info);
}

void Machine::plain(PlainData& data, Operation operation, AccessInfo info) {
    interrupts(info.site);
    if (data.data == nullptr) {
        data.data = rl::ctx().var_ctor();
        touched_plain_.push_back(&data);
    }
    const bool ordered =
        operation == Operation::plain_read ? data.data->load(thread()) : data.data->store(thread());
    if (!ordered) recorder_.execution().failures.race = true;
    Event event;
    event.location = data.id;
    record(operation, info, event);
}

unsigned Machine::choose(unsigned n) {
    look_at_the_length();
    const unsigned chosen = n == 1 ? 0 : rl::ctx().rand(n, rl::sched_type_user);
    Event event;
    event.written = chosen;
    record(Operation::choice, nowhere(this_cpu().site), event);
    return chosen;
}

void Machine::note(std::uint32_t note, std::uint32_t subject, std::uint32_t detail, Source source) {
    look_at_the_length();
    Event event;
    event.note = note;
    event.subject = subject;
    event.detail = detail;
    record(Operation::note, access_info(std::memory_order_relaxed, this_cpu().site, source), event);
}

// ---- waiting ----

std::uint64_t Machine::await(Location& location, Condition condition, Nanoseconds poll, Nanoseconds deadline,
                             AccessInfo info) {
    before_access(info.site, reads(location));
    CpuState& state = this_cpu();
    while (true) {
        // Asked anew each time that the wait could block: the poll time may have passed while an interrupt
        // ran.
        if (poll <= clock_.now()) return read_now(location, info);
        if (std::optional<std::uint64_t> value = read_satisfying(location, condition, info)) return *value;

        state.awaited = &location;
        state.condition = &condition;
        clock_.wait(cpu(), poll, deadline);
        const Wake wake = block(info.site);
        state.awaited = nullptr;
        state.condition = nullptr;
        if (wake == Wake::due) {
            clock_.checks(cpu());
            before_access(info.site, reads(location));
            return read_now(location, info);
        }
        schedule(reads(location));
    }
}

/// The read that ends a wait. It may take an older store that satisfies the condition; reads of stores that
/// do not would change nothing and need no branch.
std::optional<std::uint64_t> Machine::read_satisfying(Location& location, const Condition& condition,
                                                      AccessInfo info) {
    attach(location);
    check_poison(location, location.latest());  // a wait looks at what is there, also if it then goes on
    bool older_holds = false;
    for (const Location::Store& store : location.history) {
        if (&store != &location.latest() && condition(store.value)) older_holds = true;
    }
    if (older_holds) {
        info.order = weaken(configuration_.weakened, info);
        const unsigned index = load_index(location, info.order);
        if (index != ~0U && condition(location.history[index].value)) {
            return record_read(location, index, info);
        }
    }
    if (condition(location.latest().value)) return read_latest(location, info);
    return std::nullopt;
}

void Machine::wake_waiters(const Location& location) {
    const unsigned self = cpu();
    for (unsigned number = 0; number < configuration_.cpus; ++number) {
        const CpuState& state = cpus_[number];
        if (number == self || state.awaited != &location || !clock_.is_waiting(number)) continue;
        if ((*state.condition)(location.latest().value)) {
            clock_.run(number);
            if (state.parked) unpark(number);
        }
    }
}

void Machine::hold(Nanoseconds duration, AccessInfo info) {
    interrupts(info.site);
    const Nanoseconds until = clock_.now() + duration;
    record(Operation::hold_begin, info);
    while (clock_.now() < until) {
        clock_.hold(cpu(), until);
        if (block(info.site) == Wake::due) interrupts(info.site);
    }
    record(Operation::hold_end, info);
}

/// The CPU stands still until its time has come or a store has satisfied its condition. Interrupts that
/// arrive at a clock jump run here.
Machine::Wake Machine::block(SiteId site) {
    CpuState& state = this_cpu();
    state.site = site;
    come_to_first_access();
    quiesce();
    if (!clock_.is_running(cpu())) park();
    if (abandoned_) throw Abandoned{};
    if (state.arrives != ContextKind::task) {
        run_interrupt(std::exchange(state.arrives, ContextKind::task));
        interrupts(site);
    }
    return std::exchange(state.due, false) ? Wake::due : Wake::woken;
}

/// The task is done; interrupts may still arrive at clock jumps. Returns when all CPUs are done.
void Machine::finish() {
    CpuState& state = this_cpu();
    state.site = programs_.task_end_site;
    come_to_first_access();
    while (true) {
        clock_.finish(cpu());
        quiesce();
        if (!ending_ && !clock_.is_running(cpu())) park();
        if (abandoned_) throw Abandoned{};
        if (ending_) break;
        run_interrupt(std::exchange(state.arrives, ContextKind::task));
        interrupts(state.site);
    }
    recorder_.execution().cpu[cpu()].end = CpuEnd::finished;
}

/// Called by a CPU that has just come to a stop. While nobody can take a step the clock jumps, until somebody
/// has something to do or nobody ever will.
void Machine::quiesce() {
    while (clock_.quiescent()) {
        if (clock_.all_finished()) {
            ending_ = true;
            return;
        }
        std::optional<Nanoseconds> next;
        if (some_is_paused()) {
            // A later round could go another way.
            result_.broken_off = true;
            if (has_news().any()) {
                next = clock_.now();
            } else if (only_retries()) {
                return livelock();
            }
        }
        if (!next) next = clock_.next_jump();
        if (!next) return stuck();
        clock_.jump(*next);
        make_stores_visible();
        const std::bitset<max_cpus> goes_on = has_news();
        for (unsigned number = 0; number < configuration_.cpus; ++number) {
            CpuState& state = cpus_[number];
            state.due = clock_.is_due(number) || goes_on[number];
            if (!state.due) state.arrives = choose_arrival(state);
            if (!state.due && state.arrives == ContextKind::task) continue;
            state.next = {};
            clock_.run(number);
            if (state.parked) unpark(number);
        }
    }
}

void Machine::stuck() {
    Execution& execution = recorder_.execution();
    execution.failures.stuck = true;
    for (unsigned number = 0; number < configuration_.cpus; ++number) {
        CpuRecord& record = execution.cpu[number];
        const bool waits = clock_.is_waiting(number);
        record.end = waits ? CpuEnd::blocked : CpuEnd::finished;
        if (!waits) continue;
        record.blocked_at = cpus_[number].site;
        record.blocked_on = cpus_[number].awaited->id;
    }
    abandon();
}

// ---- calls that are made again and again ----

/// One that is not known takes the place of the one that has failed least.
Machine::Retries::Call& Machine::Retries::of(Source source) {
    const auto known =
        std::find_if(calls.begin(), calls.end(), [&](const Call& call) { return call.source == source; });
    if (known != calls.end()) return *known;
    Call& least = *std::min_element(calls.begin(), calls.end(),
                                    [](const Call& a, const Call& b) { return a.rounds < b.rounds; });
    least = {source, 0};
    return least;
}

const Machine::Retries::Call& Machine::Retries::most() const {
    return *std::max_element(calls.begin(), calls.end(),
                             [](const Call& a, const Call& b) { return a.rounds < b.rounds; });
}

void Machine::failed(Source call) {
    CpuState& state = this_cpu();
    const std::uint32_t rounds = ++state.retries.of(call).rounds;
    state.retries.round_began = std::exchange(state.retries.next_round_began, stores_);
    if (rounds < configuration_.rounds) return;
    do {
        state.paused = true;
        clock_.hold(cpu(), never);
    } while (block(state.site) != Wake::due);
    state.paused = false;
}

bool Machine::some_is_paused() const {
    return std::any_of(cpus_.begin(), cpus_.begin() + configuration_.cpus,
                       [](const CpuState& state) { return state.paused; });
}

/// Do all CPUs with time before them make a failed call again and again?
bool Machine::only_retries() const {
    for (unsigned number = 0; number < configuration_.cpus; ++number) {
        if (!retries_in_vain(number) && clock_.has_time_before_it(number)) return false;
    }
    return true;
}

/// The paused CPUs for which a store is news.
std::bitset<max_cpus> Machine::has_news() const {
    std::bitset<max_cpus> some;
    for (unsigned number = 0; number < configuration_.cpus; ++number) {
        some[number] = cpus_[number].paused && has_missed_stores(number);
    }
    return some;
}

/// Has another CPU, which does not make failed calls itself, stored since the latest round began? Or an
/// interrupt on this one, since the round ended?
bool Machine::has_missed_stores(unsigned number) const {
    const Retries& retries = cpus_[number].retries;
    for (unsigned other = 0; other < configuration_.cpus; ++other) {
        const Retries::Stores& since = other == number ? retries.next_round_began : retries.round_began;
        if (other != number && retries_in_vain(other)) continue;
        if (since[other] != stores_[other]) return true;
    }
    return false;
}

void Machine::livelock() {
    Execution& execution = recorder_.execution();
    execution.failures.livelock = true;
    for (unsigned number = 0; number < configuration_.cpus; ++number) {
        CpuRecord& record = execution.cpu[number];
        if (clock_.is_waiting(number)) record.end = CpuEnd::abandoned;
        if (!retries_in_vain(number)) continue;
        const Retries::Call& call = cpus_[number].retries.most();
        record.end = CpuEnd::retries;
        record.retried_file = call.source.file;
        record.retried_line = call.source.line;
        record.rounds = call.rounds;
        record.retrying = cpus_[number].interrupts.running();
    }
    abandon();
}

/// A millisecond drains any store buffer: from here on no CPU reads anything older than what was there at the
/// jump. That is visibility only; for data races it orders nothing.
void Machine::make_stores_visible() {
    for (Location* location : written_) {
        location->written_since_jump = false;
        for (unsigned number = 0; number < configuration_.cpus; ++number) {
            hooks_.see_latest(location->data, number);
        }
    }
    written_.clear();
}

void Machine::park() {
    CpuState& state = this_cpu();
    state.parked = true;
    rl::ctx().park_current_thread(false, false, false, rl::debug_info());
    state.just_chosen = true;
    // Relacy takes a park for a yield and would not let the thread read older stores any more.
    thread().last_yield_ = 0;
}

void Machine::unpark(unsigned number) {
    cpus_[number].parked = false;
    rl::ctx().unpark_thread(static_cast<rl::thread_id_t>(number), false, rl::debug_info());
}

/// Breaks the execution off: every CPU leaves its program by an exception.
void Machine::abandon() {
    abandoned_ = true;
    ending_ = true;
    throw Abandoned{};
}

/// A thread that ends wakes one that is still parked, so there is never a choice which one ends first.
void Machine::leave_one_by_one() {
    for (unsigned number = 0; number < configuration_.cpus; ++number) {
        if (!cpus_[number].parked) continue;
        unpark(number);
        return;
    }
}

}  // namespace model::relacy
