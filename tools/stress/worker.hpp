// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One CPU of a stress run: its laps, and its NMIs.

#include <atomic>
#include <memory>

#include "lock/hardware/cpu.hpp"
#include "tools/hardware/program_cpu.hpp"
#include "tools/stress/report.hpp"

namespace tools::stress {

class Worker {
  public:
    Worker(const Settings& settings, hardware::Shared shared, unsigned cpu);

    rqspinlock::hardware::Handler nmi_handler() { return {&Worker::on_nmi, this}; }

    /// @name In the CPU's thread
    /// @{
    void start_nmis();
    /// NMIs that are already on their way still arrive.
    void stop_nmis();
    void lap();
    /// @}

    /// @name From any thread
    /// @{
    std::uint64_t laps() const { return laps_.get(); }
    CpuReport report() const;
    /// @}

  private:
    static void on_nmi(void* self, int value);
    void take_nmi(bool is_aimed);
    void arm();
    static void maybe_raise(rqspinlock::Site site);

    const Settings& settings_;
    hardware::AttemptCounts task_counts_;
    hardware::AttemptCounts nmi_counts_;
    hardware::NmiCounts landed_;
    hardware::NmiCounts aimed_;
    hardware::Counter laps_;
    hardware::ProgramCpu task_;
    hardware::ProgramCpu nmi_;
    hardware::Random modes_;
    hardware::Random aim_;
    hardware::Random delays_;  // used by the handler, and by the task as long as no NMI is armed
    std::unique_ptr<NmiSource> source_;
    std::atomic<bool> takes_nmis_{false};
    std::atomic<Mode> mode_;  // of the current lap
};

}  // namespace tools::stress
