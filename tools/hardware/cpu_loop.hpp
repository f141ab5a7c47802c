// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One CPU of the machine: its laps and its NMI handler.

#include <array>
#include <atomic>
#include <deque>
#include <optional>
#include <vector>

#include "lock/hardware/platform.hpp"
#include "scenarios/framework/scenario.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/hardware/counts.hpp"
#include "tools/hardware/program_cpu.hpp"
#include "tools/hardware/trace_programs.hpp"

namespace tools::hardware {

class CpuLoop {
  public:
    CpuLoop(const scenarios::Scenario& scenario, Shared shared, unsigned cpu, std::uint64_t seed);

    /// The handler of this CPU's `CpuThread`.
    rqspinlock::hardware::Handler nmi_handler() { return {&CpuLoop::on_nmi, this}; }

    /// Runs the task up to `laps` times, or until the time `end` (ns of the clock), which may be put forward
    /// meanwhile. In the CPU's thread.
    /// @pre `attach_trace_programs` with `trace_program_runner`
    void run_laps(unsigned laps, const std::atomic<rqspinlock::Nanoseconds>& end);

    /// Is a task under way? From any thread.
    bool is_in_laps() const { return is_in_laps_.load(std::memory_order_relaxed); }

    /// Runs a trace program on the CPU of the calling thread.
    static TraceProgramRunner trace_program_runner() { return &CpuLoop::run_traced; }

    /// Unlocks what its programs have left locked. In the CPU's thread, when the laps of all CPUs are done.
    void release_all();

    const CpuCounters& counters() const { return counters_; }
    std::uint64_t misuses() const;
    /// The first misuse of one of its contexts. To be called after the CPU's end.
    const MisuseAt* first_misuse() const;
    std::uint64_t failed_checks() const;
    /// The first check of one of its contexts that does not hold. To be called after the CPU's end.
    const CheckAt* first_failed_check() const;

  private:
    /// The class is final, so it needs no virtual destructor.
    class TraceProgramCpu final : public ProgramCpu {
      public:
        using ProgramCpu::ProgramCpu;
    };

    static void on_nmi(void* self, int value);
    static void run_traced(unsigned number);
    /// The programs of this CPU: of the task, the handler and the trace points.
    std::vector<const ProgramCpu*> programs() const;
    static void maybe_raise(rqspinlock::Site site);
    void take_nmi(NmiKind kind);

    const scenarios::Scenario& scenario_;
    CpuCounters counters_;
    ProgramCpu task_;
    ProgramCpu handler_;
    std::deque<TraceProgramCpu> traced_;  ///< one per trace program; none of them is entered again
    Random aim_;
    std::array<bool, scenarios::all_sites.size()> is_in_window_{};
    std::atomic<bool> is_in_laps_{false};
    std::atomic<unsigned> nmis_due_{0};  // in this lap; shared with the handler, on one thread
};

}  // namespace tools::hardware
