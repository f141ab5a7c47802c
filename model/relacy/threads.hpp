// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The CPUs of an execution as Relacy's threads. Relacy chooses which one goes on. A CPU that stands still
/// is a parked thread.

#include <array>

#include "model/configuration.hpp"
#include "model/recorder.hpp"
#include "model/relacy/cpu_state.hpp"
#include "model/relacy/search_state.hpp"
#include "model/virtual_clock.hpp"

namespace model::relacy {

/// The exception that leaves a program whose execution is broken off.
struct Abandoned {};

class Threads {
  public:
    explicit Threads(SearchState& search) : search_(search) {}

    void configure(const Configuration& configuration) { configuration_ = configuration; }
    void begin_execution();
    const Configuration& configuration() const { return configuration_; }
    unsigned count() const { return configuration_.cpus; }

    // ---- the CPU that runs ----

    static unsigned cpu();
    CpuState& own() { return cpus_[cpu()]; }
    const CpuState& own() const { return cpus_[cpu()]; }
    CpuState& at(unsigned cpu) { return cpus_[cpu]; }
    const CpuState& at(unsigned cpu) const { return cpus_[cpu]; }

    VirtualClock& clock() { return clock_; }
    const VirtualClock& clock() const { return clock_; }

    // ---- the record ----

    Execution& execution() { return recorder_.execution(); }
    const Execution& execution() const { return recorder_.execution(); }
    EventId record(Operation operation, AccessInfo info, Event event = {});
    /// Breaks off a program that does not end.
    void look_at_the_length();
    /// The stores of each CPU in this execution.
    const StoreCounts& stores() const { return stores_; }
    void count_store() { ++stores_[cpu()]; }

    // ---- which CPU goes on ----

    /// Lets Relacy choose before an access. A CPU that was chosen when it was woken needs no second choice
    /// before its next access.
    void schedule(NextAccess next);
    /// CPUs start one after the other and stop before their first access, so that a start is no choice.
    void reach_first_access() {
        if (cpu() == started_) ++started_;
    }
    /// Is there a thread that has not reached its first access yet?
    bool is_starting() const { return started_ < configuration_.cpus; }
    unsigned next_to_start() const { return started_; }
    /// Does it matter in which order these two CPUs make their next accesses?
    bool next_accesses_depend(unsigned left, unsigned right) const;

    /// The CPU stands still until another CPU wakes it.
    void park();
    /// Lets a CPU run on, if it stands still.
    void wake(unsigned cpu);

    // ---- the end of an execution ----

    /// The execution is over. The threads only have to end, in an order that is no choice.
    bool is_ending() const { return ending_; }
    void end() { ending_ = true; }
    bool is_discarded() const { return discarded_; }
    /// Breaks the execution off: every CPU leaves its program by an exception.
    [[noreturn]] void abandon();
    /// Breaks off an execution that is not to be seen. Each CPU leaves at its next step.
    void discard();
    void leave_if_abandoned() const {
        if (abandoned_) throw Abandoned{};
    }
    /// A thread that ends wakes one that is still parked. So there is never a choice of the thread that ends
    /// first.
    void leave_one_by_one();

  private:
    void unpark(unsigned cpu);

    SearchState& search_;
    Configuration configuration_;
    Recorder recorder_;
    VirtualClock clock_;
    std::array<CpuState, max_cpus> cpus_{};
    StoreCounts stores_{};
    unsigned started_ = 0;  // number of CPUs that have reached their first access
    bool ending_ = false;
    bool abandoned_ = false;
    bool discarded_ = false;
};

}  // namespace model::relacy
