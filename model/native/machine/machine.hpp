// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine of the native engine, as the programs see it: CPUs are fibers. The search decides the outcome
/// of an access, at once or while the program is suspended. The machine itself does the steps that need no
/// decision: announcements, CPU-local data, fences below seq_cst.
///
/// There is one machine per process, because the programs' variables belong to the process.

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
    /// Stores the last value plus delta; no interrupt lands between the two.
    std::uint64_t add_local(const Location& location, std::uint64_t delta, AccessInfo info) {
        return memory_.add_local(location, delta, info);
    }
    /// @param expected gets the value that was read
    /// @param failure the order of the load that remains if another value was read
    /// @param mask the bits that are compared and exchanged; both values have no other bits
    bool compare_exchange(const Location& location, std::uint64_t& expected, std::uint64_t desired,
                          AccessInfo info, Order failure = std::memory_order_relaxed,
                          std::uint64_t mask = ~std::uint64_t{0}) {
        return memory_.compare_exchange(location, expected, desired, info, failure, mask);
    }
    /// `value = (value & keep) | bits`, atomically. Returns the value before.
    std::uint64_t update(const Location& location, std::uint64_t keep, std::uint64_t bits, AccessInfo info) {
        return memory_.update(NextStep::Kind::update, location, keep & ~bits, bits, info);
    }
    /// `value = (value & keep) ^ bits`
    std::uint64_t flip(const Location& location, std::uint64_t keep, std::uint64_t bits, AccessInfo info) {
        return memory_.update(NextStep::Kind::update, location, keep, bits, info);
    }
    /// `value = value + addend` within the bits of a mask: a carry beyond them is lost.
    /// @param addend has no bits outside the mask
    std::uint64_t add(const Location& location, std::uint64_t mask, std::uint64_t addend, AccessInfo info) {
        return memory_.update(NextStep::Kind::add, location, mask, addend, info);
    }
    std::uint64_t add(const Location& location, std::uint64_t addend, AccessInfo info) {
        return add(location, ~std::uint64_t{0}, addend, info);
    }
    /// Names the value that the last access read, if the order of that access is `dependency`.
    using ProgramRunner::dependency;
    void fence(AccessInfo info) { memory_.fence(info); }
    std::uint64_t await(const Location& location, const Condition& condition, Nanoseconds poll,
                        Nanoseconds deadline, AccessInfo info) {
        return waits_.await(location, condition, poll, deadline, info);
    }

    /// Declares that no program may read the location's present value, up to the next store that is known
    /// of. This is no access: nothing happens here.
    void poison(const Location& location) { memory_.poison(location); }

    void plain_read(const PlainData& data, AccessInfo info) {
        memory_.plain(data, Operation::plain_read, info);
    }
    void plain_write(const PlainData& data, AccessInfo info) {
        memory_.plain(data, Operation::plain_write, info);
    }
    void hold(Nanoseconds duration, AccessInfo info) { waits_.hold(duration, info); }
    unsigned choose(unsigned n);
    /// A point without an access, at which an interrupt may arrive.
    void point(SiteId site) { interrupts_.reach(site); }
    /// Like `point`, followed by the programs that are attached to this trace point.
    /// @param subject the subject for which the point is reached; see TraceProgram
    void trace_point(SiteId site, unsigned point, std::uint32_t subject = 0) {
        interrupts_.trace_point(site, point, subject);
    }
    void note(std::uint32_t note, std::uint32_t subject, std::uint32_t detail, Source source = {nullptr, 0});
    /// Is the site's store left out? Asked for CPU-local variables only: the machine itself leaves out the
    /// other stores.
    bool drops(SiteId site) const { return configuration().dropped[site]; }
    /// The call at this line has failed. The program may react by trying again.
    void failed(Source call) { waits_.failed(call); }
    void succeeded(Source call) { waits_.succeeded(call); }
    /// The present value of a CPU-local variable.
    std::uint64_t& local(LocalCell& cell) { return memory_.local(cell); }
    void fail_assertion() { state().failed_assertion = true; }

    // ---- for inspecting an execution, after its end or in the middle ----

    /// These return the latest values.
    std::uint64_t final_value(const Location& location) const { return latest_value(location.id); }
    std::uint64_t latest_value(LocationId id) const { return memory_.latest_value(id); }
    std::uint64_t final_value(const LocalCell& cell) const { return memory_.final_value(cell); }
    /// Is this address on the stack of a program?
    bool is_on_program_stack(const void* address) const { return cpus().is_on_stack(address); }
    /// The site at which the running CPU last asked for a step.
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
