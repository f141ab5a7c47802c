// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The CPUs as fibers with checkpoints: where each CPU stands, and how it goes back to an earlier point.

#include <array>

#include "model/configuration.hpp"
#include "model/native/graph/arena.hpp"
#include "model/native/graph/graph.hpp"
#include "model/native/machine/checkpoint.hpp"
#include "model/native/machine/fiber.hpp"

namespace model::native {

/// Going back only restores pointers. A CPU's state and stack are copied when the CPU runs again.
class Cpus {
  public:
    Cpus(const Graph& graph, Arena& arena) : graph_(graph), arena_(arena) {}

    /// Gives each CPU its initial state.
    void begin(const Configuration& configuration);
    /// Gives a CPU a fresh program, which begins to run in `resume_running`.
    void start(unsigned cpu, void (*entry)(void* argument), void* argument);

    /// The state of a CPU.
    const CpuState& at(unsigned cpu) const { return *stands_at_[cpu]; }

    using Checkpoints = std::array<const Checkpoint*, max_cpus>;
    /// Takes checkpoints of all CPUs.
    Checkpoints take_checkpoints();
    void go_back_to(const Checkpoints& checkpoints);
    /// Brings a CPU back to its latest checkpoint that has at most this many of the CPU's events before it.
    /// @return the number of events before that checkpoint
    std::uint32_t go_back_to_checkpoint_before(unsigned cpu, std::uint32_t event_count);

    // ---- the CPU that runs ----

    unsigned running() const { return cpu_; }
    void set_running(unsigned cpu) {
        cpu_ = cpu;
        running_ = &cpus_[cpu];
    }
    /// Makes this the running CPU, and restores its stack and state if they are not in place.
    void make_ready(unsigned cpu);
    /// Runs its program until it suspends.
    void resume_running() { running_->fiber.resume(); }
    /// Called by the program itself.
    void suspend_running() { running_->fiber.suspend(); }

    CpuState& state() { return running_->state; }
    const CpuState& state() const { return running_->state; }
    const Fiber& fiber() const { return running_->fiber; }

    /// Is this address on the stack of a program?
    bool is_on_stack(const void* address) const;

  private:
    struct CpuFiber {
        Fiber fiber;
        const Checkpoint* from = nullptr;  ///< the latest checkpoint
        std::uint64_t live = 0;  ///< if the CPU has not moved: the checkpoint whose stack and state are here
        CpuState state;
    };

    /// Has the CPU moved since its latest checkpoint?
    bool has_moved(unsigned cpu) const { return stands_at_[cpu] == &cpus_[cpu].state; }
    void take_checkpoint(unsigned cpu);

    const Graph& graph_;
    Arena& arena_;
    unsigned count_ = 0;
    std::array<CpuFiber, max_cpus> cpus_;
    std::array<const CpuState*, max_cpus> stands_at_{};  ///< a CPU's own state, or its checkpoint's
    std::uint64_t next_serial_ = 1;
    unsigned cpu_ = 0;
    CpuFiber* running_ = cpus_.data();  ///< the fiber of `cpu_`
};

}  // namespace model::native
