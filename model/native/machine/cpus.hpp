// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The CPUs as fibers with checkpoints: where each stands, and how it gets back to where it stood.

#include <array>

#include "model/configuration.hpp"
#include "model/native/graph/arena.hpp"
#include "model/native/graph/graph.hpp"
#include "model/native/machine/checkpoint.hpp"
#include "model/native/machine/fiber.hpp"

namespace model::native {

/// Going back is putting pointers back; state and stack of a CPU are copied only when it runs again.
class Cpus {
  public:
    Cpus(const Graph& graph, Arena& arena) : graph_(graph), arena_(arena) {}

    /// States as they are at the beginning.
    void begin(const Configuration& configuration);
    /// A fresh program for a CPU, which begins to run in `resume_running`.
    void start(unsigned cpu, void (*entry)(void* argument), void* argument);

    /// Where a CPU stands.
    const CpuState& at(unsigned cpu) const { return *stands_at_[cpu]; }

    using Checkpoints = std::array<const Checkpoint*, max_cpus>;
    /// Where all CPUs stand.
    Checkpoints take_checkpoints();
    void go_back_to(const Checkpoints& checkpoints);
    /// Brings a CPU to its latest checkpoint that has no more than so many of its events before it.
    /// @return how many it has
    std::uint32_t go_back_to_checkpoint_before(unsigned cpu, std::uint32_t event_count);

    // ---- the CPU that runs ----

    unsigned running() const { return cpu_; }
    void set_running(unsigned cpu) {
        cpu_ = cpu;
        running_ = &cpus_[cpu];
    }
    /// Makes it the CPU that runs, and puts its stack and state in place, if they are not.
    void make_ready(unsigned cpu);
    /// Runs its program until it suspends.
    void resume_running() { running_->fiber.resume(); }
    /// Called by the program.
    void suspend_running() { running_->fiber.suspend(); }

    CpuState& state() { return running_->state; }
    const CpuState& state() const { return running_->state; }
    const Fiber& fiber() const { return running_->fiber; }

    /// Is this address on the stack of a program?
    bool is_on_stack(const void* address) const;

  private:
    struct CpuFiber {
        Fiber fiber;
        const Checkpoint* from = nullptr;  ///< the latest
        std::uint64_t live = 0;  ///< if it has not moved: the checkpoint whose stack and state are here
        CpuState state;
    };

    /// Since its latest checkpoint.
    bool has_moved(unsigned cpu) const { return stands_at_[cpu] == &cpus_[cpu].state; }
    void take_checkpoint(unsigned cpu);

    const Graph& graph_;
    Arena& arena_;
    unsigned count_ = 0;
    std::array<CpuFiber, max_cpus> cpus_;
    std::array<const CpuState*, max_cpus> stands_at_{};  ///< a CPU's own state, or its checkpoint's
    std::uint64_t next_serial_ = 1;
    unsigned cpu_ = 0;
    CpuFiber* running_ = cpus_.data();  ///< the one of `cpu_`
};

}  // namespace model::native
