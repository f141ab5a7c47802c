// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// CPUs that stand still. When no CPU can go on, the clock jumps or the execution ends.

#include <bitset>

#include "model/relacy/memory.hpp"

namespace model::relacy {

class Waits {
  public:
    Waits(Threads& threads, InterruptPoints& interrupts, Memory& memory, SearchState& search)
        : threads_(threads), interrupts_(interrupts), memory_(memory), search_(search) {}

    std::uint64_t await(Location& location, const Condition& condition, Nanoseconds poll,
                        Nanoseconds deadline, AccessInfo info);
    void hold(Nanoseconds duration, AccessInfo info);
    /// The call at this line has failed. The program may react by trying again.
    void failed(Source call);
    /// The task is done. Interrupts may still arrive at clock jumps. Returns when all CPUs are done.
    void finish(SiteId site);

  private:
    enum class Wake : std::uint8_t { woken, due };
    Wake block(SiteId site);
    void quiesce();
    void stuck();
    void livelock();
    bool retries_in_vain(unsigned cpu) const {
        return threads_.at(cpu).retries.are_in_vain(threads_.configuration().rounds);
    }
    bool some_is_paused() const;
    bool only_retries() const;
    std::bitset<max_cpus> has_news() const;
    bool has_missed_stores(unsigned cpu) const;

    Threads& threads_;
    InterruptPoints& interrupts_;
    Memory& memory_;
    SearchState& search_;
};

}  // namespace model::relacy
