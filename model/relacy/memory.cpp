// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/memory.hpp"

#include "model/relacy/relacy.hpp"

namespace model::relacy {
namespace {

rl::thread_info_base& thread() {
    return *rl::ctx().threadx_;
}

/// Makes Relacy's load. Returns the index, in the location's history, of the store that is read.
unsigned load_index(Location& location, Order order) {
    if (order == std::memory_order_seq_cst) return thread().atomic_load_seq_cst(location.data);
    if (is_acquire(order)) return thread().atomic_load_acquire(location.data);
    return thread().atomic_load_relaxed(location.data);
}

/// Like the function above, for the read half of an update, which always reads the latest store.
unsigned latest_load_index(Location& location, Order order) {
    if (order == std::memory_order_seq_cst) return thread().atomic_load_seq_cst_rmw(location.data);
    if (is_acquire(order)) return thread().atomic_load_acquire_rmw(location.data);
    return thread().atomic_load_relaxed_rmw(location.data);
}

/// Makes Relacy's store. Returns its index in the location's history.
unsigned store_index(Location& location, Order order) {
    if (order == std::memory_order_seq_cst) return thread().atomic_store_seq_cst(location.data);
    if (order == std::memory_order_release) return thread().atomic_store_release(location.data);
    return thread().atomic_store_relaxed(location.data);
}

/// Like the function above, for an update.
unsigned update_index(Location& location, Order order) {
    bool aba = false;
    switch (order) {
        case std::memory_order_relaxed:
            return thread().atomic_rmw_relaxed(location.data, aba);
        case std::memory_order_release:
            return thread().atomic_rmw_release(location.data, aba);
        case std::memory_order_acq_rel:
            return thread().atomic_rmw_acq_rel(location.data, aba);
        case std::memory_order_seq_cst:
            return thread().atomic_rmw_seq_cst(location.data, aba);
        default:
            return thread().atomic_rmw_acquire(location.data, aba);
    }
}

}  // namespace

void Memory::release() {
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

void Memory::before_access(SiteId site, NextAccess next) {
    interrupts_.reach(site);
    search_.count_step();
    if (search_.is_called_off()) {
        threads_.discard();
        throw Abandoned{};
    }
    threads_.schedule(next);
}

/// The order to ask Relacy for. Relacy has no dependencies, so a load of that order is an acquire.
Order Memory::order_of(AccessInfo info) const {
    if (threads_.configuration().weakened[info.site]) return std::memory_order_relaxed;
    return info.order == dependency ? std::memory_order_acquire : info.order;
}

void Memory::attach(Location& location) {
    if (location.data != nullptr) return;
    location.data = rl::ctx().atomic_ctor(&location);
    location.latest_index = thread().atomic_init(location.data);
    hooks_.init_seen(location.data);
    touched_.push_back(&location);
}

// ---- reads and writes ----

std::uint64_t Memory::record_read(Location& location, unsigned index, AccessInfo info) {
    if (index == ~0U) {
        threads_.execution().failures.uninitialised = true;
        index = location.latest_index;
    }
    const Location::Store& store = location.history[index];
    check_poison(location, store);
    Event event;
    event.location = location.id;
    event.read = store.value;
    event.reads_from = store.writer;
    event.stale = index != location.latest_index;
    threads_.record(Operation::read, info, event);
    return store.value;
}

std::uint64_t Memory::read(Location& location, AccessInfo info) {
    attach(location);
    info.order = order_of(info);
    return record_read(location, load_index(location, info.order), info);
}

/// Reads the latest store, like the read of an update.
std::uint64_t Memory::read_latest(Location& location, AccessInfo info) {
    attach(location);
    info.order = order_of(info);
    return record_read(location, latest_load_index(location, info.order), info);
}

std::optional<std::uint64_t> Memory::read_satisfying(Location& location, const Condition& condition,
                                                     AccessInfo info) {
    attach(location);
    check_poison(location, location.latest());  // a wait looks at the present value, even if it then goes on
    bool older_holds = false;
    for (const Location::Store& store : location.history) {
        if (&store != &location.latest() && condition(store.value)) older_holds = true;
    }
    if (older_holds) {
        info.order = order_of(info);
        const unsigned index = load_index(location, info.order);
        if (index != ~0U && condition(location.history[index].value)) {
            return record_read(location, index, info);
        }
    }
    if (condition(location.latest().value)) return read_latest(location, info);
    return std::nullopt;
}

void Memory::write(Location& location, std::uint64_t value, AccessInfo info, bool is_update) {
    attach(location);
    info.order = order_of(info);
    const Location::Store before = location.latest();
    if (is_update) check_poison(location, before);
    const unsigned index = is_update ? update_index(location, info.order) : store_index(location, info.order);

    Event event;
    event.location = location.id;
    event.written = value;
    event.coherence = before.coherence + 1;
    if (is_update) {
        event.read = before.value;
        event.reads_from = before.writer;
    }
    const EventId writer = threads_.record(is_update ? Operation::update : Operation::write, info, event);
    location.latest_index = index;
    location.history[index] = {value, writer, event.coherence};
    if (!location.written_since_jump) {
        location.written_since_jump = true;
        written_.push_back(&location);
    }
    threads_.clock().stored();
    threads_.count_store();
    wake_waiters(location);
}

void Memory::wake_waiters(const Location& location) {
    for (unsigned number = 0; number < threads_.count(); ++number) {
        const CpuState& state = threads_.at(number);
        const bool waits = number != Threads::cpu() && state.awaited == &location;
        if (!waits || !threads_.clock().is_waiting(number)) continue;
        if ((*state.condition)(location.latest().value)) threads_.wake(number);
    }
}

void Memory::make_stores_visible() {
    for (Location* location : written_) {
        location->written_since_jump = false;
        for (unsigned number = 0; number < threads_.count(); ++number) {
            hooks_.see_latest(location->data, number);
        }
    }
    written_.clear();
}

// ---- the programs' accesses ----

std::uint64_t Memory::load(Location& location, AccessInfo info) {
    before_access(info.site, NextAccess::read(location));
    return read(location, info);
}

/// No other CPU writes the location, so neither the schedule nor the memory model matters.
std::uint64_t Memory::load_local(Location& location, AccessInfo info) {
    interrupts_.reach(info.site);
    return record_read(location, location.latest_index, info);
}

void Memory::store(Location& location, std::uint64_t value, AccessInfo info) {
    before_access(info.site, NextAccess::write(location));
    if (!drops(info)) write(location, value, info, false);
}

std::uint64_t Memory::add_local(Location& location, std::uint64_t delta, AccessInfo info) {
    before_access(info.site, NextAccess::write(location));
    check_poison(location, location.latest());
    const std::uint64_t sum = location.latest().value + delta;
    if (!drops(info)) write(location, sum, info, false);
    return sum;
}

bool Memory::compare_exchange(Location& location, std::uint64_t& expected, std::uint64_t desired,
                              AccessInfo info) {
    before_access(info.site, NextAccess::write(location));
    attach(location);
    if (location.latest().value != expected) {
        // A failed compare-exchange is a relaxed load. Relacy lets it see the latest value only.
        info.order = std::memory_order_relaxed;
        expected = read_latest(location, info);
        return false;
    }
    write(location, desired, info, true);
    return true;
}

std::uint64_t Memory::update(Location& location, std::uint64_t keep, std::uint64_t bits, AccessInfo info) {
    before_access(info.site, NextAccess::write(location));
    attach(location);
    const std::uint64_t before = location.latest().value;
    if (!drops(info)) write(location, (before & keep) | bits, info, true);
    return before;
}

std::uint64_t Memory::add(Location& location, std::uint64_t addend, AccessInfo info) {
    before_access(info.site, NextAccess::write(location));
    attach(location);
    const std::uint64_t before = location.latest().value;
    if (!drops(info)) write(location, before + addend, info, true);
    return before;
}

void Memory::fence(AccessInfo info) {
    interrupts_.reach(info.site);
    if (drops(info) || threads_.configuration().weakened[info.site]) return;
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
            threads_.own().next = {};
            rl::ctx().atomic_thread_fence_seq_cst();
            threads_.leave_if_abandoned();
            break;
        default:
            rl::ctx().atomic_thread_fence_acquire();
            break;
    }
    threads_.record(Operation::fence, info);
}

// ---- plain data and poison ----

void Memory::plain(PlainData& data, Operation operation, AccessInfo info) {
    interrupts_.reach(info.site);
    if (data.data == nullptr) {
        data.data = rl::ctx().var_ctor();
        touched_plain_.push_back(&data);
    }
    const bool ordered =
        operation == Operation::plain_read ? data.data->load(thread()) : data.data->store(thread());
    if (!ordered) threads_.execution().failures.race = true;
    Event event;
    event.location = data.id;
    threads_.record(operation, info, event);
}

void Memory::poison(Location& location) {
    const unsigned cpu = Threads::cpu();
    if (location.poisoned_by == 0) poisoned_.push_back(&location);
    location.poisoned_by |= 1U << cpu;
    location.poisoned_up_to[cpu] = location.latest().coherence;
}

/// Records a failure if this CPU has poisoned the store, which it reads or could read here.
void Memory::check_poison(const Location& location, const Location::Store& store) {
    const unsigned cpu = Threads::cpu();
    const bool is_poisoned = (location.poisoned_by >> cpu & 1U) != 0;
    if (is_poisoned && store.coherence <= location.poisoned_up_to[cpu]) {
        threads_.execution().failures.uninitialised = true;
    }
}

}  // namespace model::relacy
