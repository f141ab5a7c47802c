// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine of the native engine, seen from the programs: CPUs as fibers. What becomes of an access is the
/// search's to say, at once or while the program is suspended. What needs no decision (announcements,
/// CPU-local data, fences below seq_cst) the machine does by itself.
///
/// One machine per process: the programs' variables are the process's.

#include "model/native/machine/memory.hpp"
#include "model/native/machine/waits.hpp"

namespace model::native {

class Machine final : public ProgramRunner {
  public:
    static Machine& instance() { return the_machine; }

    /// Brings every CPU to its first step.
    void begin(const Configuration& configuration, const Programs& programs);

    // ---- for the program of the CPU that runs ----

    ContextKind context() const { return state().interrupts.context(); }
    /// Masks hardirqs and softirqs. @return were they masked?
    bool irq_save() { return state().interrupts.mask_irqs(); }
    void irq_restore(bool masked) { state().interrupts.restore_irqs(masked); }
    Nanoseconds now() const { return state().time; }

    std::uint64_t load(const Location& location, AccessInfo info) { return memory_.load(location, info); }
    std::uint64_t load_local(const Location& location, AccessInfo info) {
        return memory_.load_local(location, info);
    }
    void store(const Location& location, std::uint64_t value, AccessInfo info) {
        memory_.store(location, value, info);
    }
    /// A store of the last value plus delta; no interrupt lands between.
    std::uint64_t add_local(const Location& location, std::uint64_t delta, AccessInfo info) {
        return memory_.add_local(location, delta, info);
    }
    /// @param expected gets what was read
    /// @param failure the order of the load that is left if something else was read
    /// @param mask it compares and exchanges these bits only, and neither value has others
    bool compare_exchange(const Location& location, std::uint64_t& expected, std::uint64_t desired,
                          AccessInfo info, Order failure = std::memory_order_relaxed,
                          std::uint64_t mask = ~std::uint64_t{0}) {
        return memory_.compare_exchange(location, expected, desired, info, failure, mask);
    }
    /// `value = (value & keep) | bits`, atomically; returns the value before.
    std::uint64_t update(const Location& location, std::uint64_t keep, std::uint64_t bits, AccessInfo info) {
        return memory_.update(NextStep::Kind::update, location, keep & ~bits, bits, info);
    }
    /// `value = (value & keep) ^ bits`
    std::uint64_t flip(const Location& location, std::uint64_t keep, std::uint64_t bits, AccessInfo info) {
        return memory_.update(NextStep::Kind::update, location, keep, bits, info);
    }
    /// `value = value + addend` within the bits of a mask: what is carried beyond them is lost.
    /// @param addend none of its bits is outside the mask
    std::uint64_t add(const Location& location, std::uint64_t mask, std::uint64_t addend, AccessInfo info) {
        return memory_.update(NextStep::Kind::add, location, mask, addend, info);
    }
    /// Names what was read by the access made last, if its order is `dependency`.
    using ProgramRunner::dependency;
    void fence(AccessInfo info) { memory_.fence(info); }
    std::uint64_t await(const Location& location, const Condition& condition, Nanoseconds poll,
                        Nanoseconds deadline, AccessInfo info) {
        return waits_.await(location, condition, poll, deadline, info);
    }

    /// What the location holds is no value that a program may read, up to the next store that is known of. No
    /// access: nothing happens here.
    void poison(const Location& location) { memory_.poison(location); }

    void plain_read(const PlainData& data, AccessInfo info) {
        memory_.plain(data, Operation::plain_read, info);
    }
    void plain_write(const PlainData& data, AccessInfo info) {
        memory_.plain(data, Operation::plain_write, info);
    }
    void hold(Nanoseconds duration, AccessInfo info) { waits_.hold(duration, info); }
    unsigned choose(unsigned n);
    /// A point without an access at which an interrupt may arrive.
    void point(SiteId site) { interrupts_.reach(site); }
    /// The same, and behind it the programs that are attached to this trace point.
    /// @param subject what it is reached for; see TraceProgram
    void trace_point(SiteId site, unsigned point, std::uint32_t subject = 0) {
        interrupts_.trace_point(site, point, subject);
    }
    void note(std::uint32_t note, std::uint32_t subject, std::uint32_t detail, Source source = {nullptr, 0});
    /// Is the site's store left out? Of CPU-local variables; the machine does it for the others.
    bool drops(SiteId site) const { return configuration().dropped[site]; }
    /// The call at this line has failed; what the program does about it may be to try again.
    void failed(Source call) { waits_.failed(call); }
    void succeeded(Source call) { waits_.succeeded(call); }
    /// What a CPU-local variable holds now.
    std::uint64_t& local(LocalCell& cell) { return memory_.local(cell); }
    void fail_assertion() { state().failed_assertion = true; }

    // ---- for looking at an execution, when it is over or in the middle ----

    /// The latest values.
    std::uint64_t final_value(const Location& location) const { return latest_value(location.id); }
    std::uint64_t latest_value(LocationId id) const { return memory_.latest_value(id); }
    std::uint64_t final_value(const LocalCell& cell) const { return memory_.final_value(cell); }
    /// Is this address on the stack of a program?
    bool is_on_program_stack(const void* address) const { return cpus().is_on_stack(address); }
    /// Of the CPU that runs: where it was when it last asked for a step.
    SiteId last_site() const { return state().site; }

  private:
    Machine() : interrupts_(*this, programs_), memory_(*this, interrupts_), waits_(*this, interrupts_) {}
    static Machine the_machine;

    static void run_task(void* machine);

    Programs programs_;
    InterruptPoints interrupts_;
    Memory memory_;
    Waits waits_;
};

}  // namespace model::native
