// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Holds the CPUs of the hardware at the sites of a trace, and lets them go on in the order of the trace.
///
/// One CPU has the turn: it does the access of the trace's next step. It passes the turn on when it reaches
/// its next site or its end, because the access is done then. So each access finds what the accesses before
/// it in the trace have left.
///
/// The clock stands still, and each CPU has the time of its last step in the trace. Before a step with a
/// later time than all steps before it, the CPU that has the turn really waits for the difference.
///
/// When the last step is done, or when a CPU goes another way than in the trace, all CPUs are free: no CPU is
/// held, and time is real, from where it stood.
///
/// No function here is safe in a signal handler that comes at any time. The NMIs of a forced run do not come
/// at any time: a CPU raises each of its NMIs itself, between two calls.

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "lock/constants.hpp"
#include "tools/stress/forced/step.hpp"
#include "tools/stress/forced/values.hpp"

namespace tools::stress::forced {

using rqspinlock::Nanoseconds;
using rqspinlock::Site;

class Schedule {
  public:
    /// @param values of the lock; the initial ones, as all CPUs are at rest
    Schedule(const ExecutionTrace& trace, const Values& values);

    /// @name In the CPU's thread
    /// @{

    /// The CPU is about to do the access of a site, or has reached the end of its task: `program_end`.
    /// Returns when it may go on.
    /// @return true: an NMI arrives first; when it is over, call again
    [[nodiscard]] bool come_to(unsigned cpu, Site site, bool in_nmi);

    /// The choice that the program makes in the trace. @pre n > 0
    unsigned choose(unsigned cpu, unsigned n);

    Nanoseconds now(unsigned cpu) const;
    /// @}

    /// @name From any thread
    /// @{

    /// The real time in ns since the last step.
    Nanoseconds stalled() const;

    /// Ends the forced order because no step has been done for too long: all CPUs are free.
    void give_up();

    bool is_free() const { return freed_at_.load(std::memory_order_acquire) != 0; }
    /// Where the run went another way than the trace; empty: nowhere.
    std::string divergence() const;
    /// Values that differ from the trace, although all CPUs went through the sites of the trace.
    std::vector<std::string> notes() const;
    std::size_t size() const { return steps_.size(); }
    std::size_t done() const { return turn_.load(std::memory_order_acquire); }
    Nanoseconds duration() const;  ///< by the trace's clock
                                   /// @}

  private:
    struct Cpu {
        std::vector<std::size_t> steps;  ///< the steps of this CPU
        std::size_t next = 0;            ///< the next one of them
        std::optional<std::size_t> current;
        Nanoseconds time = 0;
    };

    const Step* next_of(const Cpu& cpu) const;
    void finish(Cpu& cpu);
    bool take_turn(std::size_t place);
    void let_time_pass(Nanoseconds to);
    void pass_on(std::size_t place);
    void free_all();
    void diverge(const std::string& how);
    void go_astray(unsigned cpu, Site site, bool in_nmi);
    void begin(Cpu& cpu, std::size_t place);
    void check_read(const Step& step);
    void check_written(const Step& step);
    void note(std::string text);

    const ExecutionTrace& trace_;
    const Values& values_;
    std::vector<Step> steps_;
    std::vector<Cpu> cpus_;
    std::atomic<std::size_t> turn_{0};
    std::atomic<Nanoseconds> freed_at_{0};       // real time; 0: CPUs are held
    std::atomic<Nanoseconds> last_progress_{0};  // real time; in the future while time passes
    Nanoseconds clock_ = 0;                      // the time of the CPU that has the turn
    mutable std::mutex mutex_;                   // protects the members below
    std::vector<std::string> notes_;
    std::string divergence_;
};

}  // namespace tools::stress::forced
