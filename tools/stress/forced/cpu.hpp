// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One CPU of a forced run.

#include <atomic>
#include <deque>
#include <memory>
#include <vector>

#include "lock/change.hpp"
#include "scenarios/framework/scenario.hpp"
#include "tools/hardware/program_cpu.hpp"
#include "tools/hardware/trace_programs.hpp"
#include "tools/stress/forced/attempts.hpp"
#include "tools/stress/forced/schedule.hpp"

namespace tools::stress::forced {

class ForcedCpu {
  public:
    ForcedCpu(const scenarios::Scenario& scenario, hardware::Shared shared, unsigned cpu, Schedule& schedule,
              const Values& values, rqspinlock::Changes changes);

    /// Runs the task, and the NMIs that arrive in the task and after it. In the CPU's thread.
    /// @pre `attach_trace_programs` with `trace_program_runner`
    void run();

    /// Runs a trace program on the CPU of the calling thread.
    static hardware::TraceProgramRunner trace_program_runner() { return &ForcedCpu::run_traced; }

    /// @name From any thread
    /// @{
    bool has_ended() const { return has_ended_.load(std::memory_order_acquire); }
    std::vector<Attempt> attempts() const { return recorder_.attempts(); }
    /// @}

  private:
    /// Makes the choices that the trace has.
    class Program final : public hardware::ProgramCpu {
      public:
        Program(unsigned cpu, hardware::Shared shared, hardware::AttemptCounts& counts, Schedule& schedule)
            : ProgramCpu(cpu, shared, counts, hardware::Random(0, 0)), schedule_(schedule) {}
        unsigned choose(unsigned n, scenarios::SourceLine /*source*/) override {
            return schedule_.choose(id(), n);
        }

      private:
        Schedule& schedule_;
    };

    static void on_nmi(void* self, int value);
    static void at_site(Site site);
    static void at_phase(rqspinlock::Phase phase, const void* lock, rqspinlock::PhaseDetail detail);
    static Nanoseconds time();
    static void run_traced(unsigned number);
    void take_nmi();

    const scenarios::Scenario& scenario_;
    const unsigned cpu_;
    Schedule& schedule_;
    const Values& values_;
    const rqspinlock::Changes changes_;
    AttemptRecorder recorder_;
    hardware::AttemptCounts counts_;
    Program task_;
    Program nmi_;
    std::deque<Program> traced_;  // one per trace program; none of them is entered again
    std::atomic<unsigned> nmis_taken_{0};
    std::atomic<bool> has_ended_{false};
};

}  // namespace tools::stress::forced
