// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The lock of a rig on the native engine: this project's lock, or that of a kernel tree if one
/// has been loaded.

#include "lock/options.hpp"
#include "lock/rqspinlock.hpp"
#include "tools/kernel_lock/kernel_lock.hpp"

namespace tools::kernel {

/// @tparam P a LockPlatform
template <class P>
class EitherLock {
  public:
    rqspinlock::Result lock() {
        if (kernel_is_used()) return KernelLocks::instance().lock(P::index_of(&ported_.word()), P::caller());
        return ported_.lock();
    }
    void unlock() {
        if (kernel_is_used()) return KernelLocks::instance().unlock(P::index_of(&ported_.word()));
        ported_.unlock();
    }
    rqspinlock::Result lock_irqsave(typename P::IrqState& state) {
        if (!kernel_is_used()) return ported_.lock_irqsave(state);
        state = P::irq_save();
        const rqspinlock::Result result = lock();
        if (!succeeded(result)) P::irq_restore(state);
        return result;
    }
    void unlock_irqrestore(typename P::IrqState state) {
        if (!kernel_is_used()) return ported_.unlock_irqrestore(state);
        unlock();
        P::irq_restore(state);
    }
    /// Both locks have this word.
    typename P::LockWord& word() { return ported_.word(); }

  private:
    static bool kernel_is_used() { return KernelLocks::instance().are_used(); }

    rqspinlock::RqSpinLock<P, rqspinlock::RuntimeOptions> ported_;
};

/// Puts the memory of the kernel's lock into the locations of a rig, once.
template <class Rig>
void use_locations_of() {
    KernelLocks& kernel = KernelLocks::instance();
    if (!kernel.needs_locations()) return;
    for (unsigned cpu = 0; cpu < model::max_cpus; ++cpu) {
        auto& of_cpu = Rig::per_cpu(cpu);
        CpuLocations locations{};
        for (unsigned i = 0; i < rqspinlock::max_queue_nodes; ++i) {
            locations.node_locked[i] = &of_cpu.nodes[i].locked.location();
            locations.node_next[i] = &of_cpu.nodes[i].next.location();
        }
        locations.node_count = &of_cpu.node_count.cell();
        locations.held_count = &of_cpu.held.cnt.location();
        for (unsigned i = 0; i < rqspinlock::res_nr_held; ++i) {
            locations.held_entries[i] = &of_cpu.held.locks[i].location();
        }
        kernel.add_cpu(cpu, locations);
    }
    for (auto& lock : Rig::locks()) kernel.add_lock(lock.word().location());
}

}  // namespace tools::kernel
