// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Holds the CPUs of the hardware at the sites of a trace, and lets them go on in its order.
///
/// One CPU has the turn: it does the access of the trace's next step. It passes the turn on when it reaches
/// its next site, or its end: then the access is done. So each access finds what those before it in the
/// trace have left.
///
/// The clock stands still, and each CPU has the time of its last step in the trace. Before a step with a
/// later time than any before it the CPU that has the turn really waits for the difference.
///
/// When the last step is done, or a CPU goes another way than in the trace, all are free: no CPU is held any
/// more and time is real, from where it stood.
///
/// Nothing here is safe in a signal handler that comes at any time. The NMIs of a forced run do not: a CPU
/// raises each itself, between two calls.

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
    /// @param values of the lock, while all CPUs are at rest the initial ones
    Schedule(const ExecutionTrace& trace, const Values& values);

    /// @name In the CPU's thread
    /// @{

    /// The CPU is about to do the access of a site, or has reached the end of its task: `program_end`.
    /// Returns when it may.
    /// @return true: an NMI arrives first; when it has been, ask again
    [[nodiscard]] bool come_to(unsigned cpu, Site site, bool in_nmi);

    /// What the trace's program chose. @pre n > 0
    unsigned choose(unsigned cpu, unsigned n);

    Nanoseconds now(unsigned cpu) const;
    /// @}

    /// @name From any thread
    /// @{

    /// Time since when no step was done although one could have been, in real ns.
    Nanoseconds stalled() const;

    /// Gives up if nothing has gone on for so long: all are free.
    void give_up();

    bool is_free() const { return freed_at_.load(std::memory_order_acquire) != 0; }
    /// Where it went another way; empty: nowhere.
    std::string divergence() const;
    /// Values that were not as in the trace, although all came by its sites.
    std::vector<std::string> notes() const;
    std::size_t size() const { return steps_.size(); }
    std::size_t done() const { return turn_.load(std::memory_order_acquire); }
    Nanoseconds duration() const;  ///< by the trace's clock
                                   /// @}

  private:
    struct Cpu {
        std::vector<std::size_t> steps;  ///< its own
        std::size_t next = 0;            ///< of these
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
    std::atomic<Nanoseconds> freed_at_{0};       // real time; 0: they are held
    std::atomic<Nanoseconds> last_progress_{0};  // real time, also in the future while time passes
    Nanoseconds clock_ = 0;                      // of the CPU that has the turn
    mutable std::mutex mutex_;                   // of what follows
    std::vector<std::string> notes_;
    std::string divergence_;
};

}  // namespace tools::stress::forced
