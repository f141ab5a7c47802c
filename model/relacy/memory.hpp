// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Accesses to memory by Relacy's atomics and plain variables, and the record of the values read and
/// written.

#include <optional>
#include <vector>

#include "model/allocator.hpp"
#include "model/relacy/interrupt_points.hpp"

namespace model::relacy {

/// The functions that depend on the number of threads, which Relacy needs at compile time.
struct ThreadCountHooks {
    /// Marks the location's latest store as seen by the thread. This adds no happens-before.
    void (*see_latest)(rl::atomic_data* data, unsigned thread);
    /// Marks the first store of a location as seen by every thread.
    void (*init_seen)(rl::atomic_data* data);
};

class Memory {
  public:
    Memory(Threads& threads, InterruptPoints& interrupts, SearchState& search)
        : threads_(threads), interrupts_(interrupts), search_(search) {}

    void configure(ThreadCountHooks hooks) { hooks_ = hooks; }
    /// To be called at the end of an execution: returns to Relacy what the execution used.
    void release();

    /// For the running CPU: interrupts may arrive, and Relacy chooses which CPU goes on.
    void before_access(SiteId site, NextAccess next);

    std::uint64_t load(Location& location, AccessInfo info);
    std::uint64_t load_local(Location& location, AccessInfo info);
    void store(Location& location, std::uint64_t value, AccessInfo info);
    std::uint64_t add_local(Location& location, std::uint64_t delta, AccessInfo info);
    bool compare_exchange(Location& location, std::uint64_t& expected, std::uint64_t desired,
                          AccessInfo info);
    std::uint64_t update(Location& location, std::uint64_t keep, std::uint64_t bits, AccessInfo info);
    /// Adds atomically. @return the value before
    std::uint64_t add(Location& location, std::uint64_t addend, AccessInfo info);
    void fence(AccessInfo info);
    void plain(PlainData& data, Operation operation, AccessInfo info);
    void poison(Location& location);

    /// Reads the store that Relacy's memory model chooses.
    std::uint64_t read(Location& location, AccessInfo info);
    /// The read that ends a wait. It may take an older store that satisfies the condition. Reads of stores
    /// that do not satisfy it would change nothing, so they need no branch. @return nullopt: the wait goes
    /// on
    std::optional<std::uint64_t> read_satisfying(Location& location, const Condition& condition,
                                                 AccessInfo info);

    /// After this no CPU reads anything older than the present values: a millisecond drains any store
    /// buffer. This concerns visibility only. It orders nothing for data races.
    void make_stores_visible();

  private:
    bool drops(AccessInfo info) const { return threads_.configuration().dropped[info.site]; }
    Order order_of(AccessInfo info) const;
    void attach(Location& location);
    std::uint64_t record_read(Location& location, unsigned index, AccessInfo info);
    void check_poison(const Location& location, const Location::Store& store);
    std::uint64_t read_latest(Location& location, AccessInfo info);
    void write(Location& location, std::uint64_t value, AccessInfo info, bool is_update);
    void wake_waiters(const Location& location);

    Threads& threads_;
    InterruptPoints& interrupts_;
    SearchState& search_;
    ThreadCountHooks hooks_{};
    std::vector<Location*, MallocAllocator<Location*>> touched_;
    std::vector<Location*, MallocAllocator<Location*>> written_;  // written since the last jump
    std::vector<Location*, MallocAllocator<Location*>> poisoned_;
    std::vector<PlainData*, MallocAllocator<PlainData*>> touched_plain_;
};

}  // namespace model::relacy
