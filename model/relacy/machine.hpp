// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine on Relacy. CPUs are Relacy's threads, shared memory is Relacy's atomics, and Relacy's
/// nondeterminism chooses schedules, stale reads and the arrival of interrupts. Virtual time, waits and
/// quiescence are our own book-keeping: a CPU that waits is parked, so no schedule is spent on spinning.
///
/// There is one machine per process, because Relacy has one context per process.

#include "model/relacy/waits.hpp"

namespace model::relacy {

class Machine {
  public:
    static Machine& instance();

    // ---- the engine's side ----

    void configure(const Configuration& configuration, const Programs& programs, ThreadCountHooks hooks);
    void begin_execution();
    void run_cpu(unsigned cpu);
    /// Shows the execution to the observer, then returns to Relacy what the execution used. Called on the
    /// last thread.
    void finish_execution();
    /// @return true to stop the search
    bool end_execution() { return search_.is_over(threads_.is_discarded()); }

    Threads& threads() { return threads_; }
    SearchState& search() { return search_; }

    /// Called by a scheduler before its choice of this number.
    /// @param is_known an earlier execution has already made this choice
    /// @return false: the programs did something else before this choice than in that execution; nothing
    /// goes on
    bool reaches_choice(std::size_t number, bool is_known);
    /// The programs do something else than they did before: nothing goes on.
    void leave_as_different();

    std::uint64_t work() const { return search_.work(); }
    /// Does a program run now? The alternatives are the observer and the search.
    static bool is_in_program();
    SiteId last_site() const { return threads_.own().site; }

    // ---- the platform's side: everything for the calling CPU ----

    static unsigned cpu() { return Threads::cpu(); }
    unsigned cpu_count() const { return threads_.count(); }
    ContextKind context() const { return threads_.own().interrupts.context(); }
    /// Masks hardirqs and softirqs. @return were they masked?
    bool irq_save() { return threads_.own().interrupts.mask_irqs(); }
    void irq_restore(bool masked) { threads_.own().interrupts.restore_irqs(masked); }
    Nanoseconds now() const { return threads_.clock().now(); }

    std::uint64_t load(Location& location, AccessInfo info) { return memory_.load(location, info); }
    std::uint64_t load_local(Location& location, AccessInfo info) {
        return memory_.load_local(location, info);
    }
    void store(Location& location, std::uint64_t value, AccessInfo info) {
        memory_.store(location, value, info);
    }
    /// Stores the last value plus delta; no interrupt lands between the two.
    std::uint64_t add_local(Location& location, std::uint64_t delta, AccessInfo info) {
        return memory_.add_local(location, delta, info);
    }
    bool compare_exchange(Location& location, std::uint64_t& expected, std::uint64_t desired,
                          AccessInfo info) {
        return memory_.compare_exchange(location, expected, desired, info);
    }
    /// `value = (value & keep) | bits`, atomically. Returns the value before.
    std::uint64_t update(Location& location, std::uint64_t keep, std::uint64_t bits, AccessInfo info) {
        return memory_.update(location, keep, bits, info);
    }
    /// Adds atomically. Returns the value before.
    std::uint64_t add(Location& location, std::uint64_t addend, AccessInfo info) {
        return memory_.add(location, addend, info);
    }
    /// The dependency of the last access. None is needed, as loads of order `dependency` are acquires here.
    static Dependency dependency() { return {}; }
    void fence(AccessInfo info) { memory_.fence(info); }
    std::uint64_t await(Location& location, const Condition& condition, Nanoseconds poll,
                        Nanoseconds deadline, AccessInfo info) {
        return waits_.await(location, condition, poll, deadline, info);
    }

    /// Declares that this CPU may not read the location's present value. This is no access: nothing happens
    /// here.
    void poison(Location& location) { memory_.poison(location); }

    void plain_read(PlainData& data, AccessInfo info) { memory_.plain(data, Operation::plain_read, info); }
    void plain_write(PlainData& data, AccessInfo info) { memory_.plain(data, Operation::plain_write, info); }
    void hold(Nanoseconds duration, AccessInfo info) { waits_.hold(duration, info); }
    unsigned choose(unsigned n);
    /// A point without an access at which an interrupt may arrive.
    void point(SiteId site) { interrupts_.reach(site); }
    /// Like `point`, followed by the programs that are attached to this trace point.
    /// @param subject the subject for which the point is reached; see TraceProgram
    void trace_point(SiteId site, unsigned point, std::uint32_t subject = 0) {
        interrupts_.trace_point(site, point, subject);
    }
    void note(std::uint32_t note, std::uint32_t subject, std::uint32_t detail, Source source = {nullptr, 0});
    /// Is the site's store left out? Asked for CPU-local variables only: the machine itself leaves out the
    /// other stores.
    bool drops(SiteId site) const { return threads_.configuration().dropped[site]; }
    /// The present value of a CPU-local variable.
    static std::uint64_t& local(LocalCell& cell) { return cell.value; }

    // For inspecting an execution after its end.
    static std::uint64_t final_value(const Location& location) { return location.latest().value; }
    static std::uint64_t final_value(const LocalCell& cell) { return cell.value; }

    /// The call at this line has failed. The program may react by trying again.
    void failed(Source call) { waits_.failed(call); }
    void succeeded(Source call) { threads_.own().retries.succeeded(call); }

    void fail_assertion() { threads_.execution().failures.assertion = true; }

  private:
    Machine()
        : threads_(search_),
          interrupts_(threads_, programs_),
          memory_(threads_, interrupts_, search_),
          waits_(threads_, interrupts_, memory_, search_) {}

    Programs programs_;
    SearchState search_;
    Threads threads_;
    InterruptPoints interrupts_;
    Memory memory_;
    Waits waits_;
};

}  // namespace model::relacy
