// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine on Relacy: CPUs are Relacy's threads, shared memory is Relacy's atomics, and its
/// nondeterminism chooses schedules, stale reads and the arrival of interrupts. Virtual time, waits and
/// quiescence are our own book-keeping: a CPU that waits is parked, so no schedule is spent on spinning.
///
/// One machine per process, because Relacy has one context per process.

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/access.hpp"
#include "model/interrupts.hpp"
#include "model/machine.hpp"
#include "model/not_deterministic.hpp"
#include "model/recorder.hpp"
#include "model/relacy/location.hpp"
#include "model/search_budget.hpp"
#include "model/virtual_clock.hpp"

namespace model::relacy {

/// What depends on the number of threads, which Relacy wants at compile time.
struct ThreadCountHooks {
    /// The thread has seen the latest store of the location; no happens-before comes of it.
    void (*see_latest)(rl::atomic_data* data, unsigned thread);
    /// Makes the first store of a location one that every thread has seen.
    void (*init_seen)(rl::atomic_data* data);
};

/// Thrown through a program whose execution is broken off.
struct Abandoned {};

class Machine {
  public:
    static Machine& instance();

    // ---- the engine's side ----

    void configure(const Configuration& configuration, const Programs& programs, const SearchLimits& limits,
                   Observer& observer, ThreadCountHooks hooks);
    void begin_execution();
    void run_cpu(unsigned cpu);
    /// Shows the execution to the observer, then gives Relacy back what it used. Called on the last thread.
    void finish_execution();
    /// @return true to stop the search
    bool end_execution();
    /// The execution is over: the threads only have to end, in any one order.
    bool is_ending() const { return ending_; }
    /// Some thread has not come to its first access yet.
    bool is_starting() const { return started_ < configuration_.cpus; }
    int next_to_start() const { return static_cast<int>(started_); }
    /// Called by a scheduler before its choice of this number.
    /// @param is_known this execution has been here before
    /// @return false: something else has been done on the way than before
    bool comes_to_choice(std::size_t number, bool is_known);
    /// The programs do not go the way that they went before: nothing goes on.
    void leave_as_different();
    const std::optional<NotDeterministic>& different() const { return different_; }
    /// Called by a scheduler that has nothing new to explore.
    void abandon_as_redundant();
    /// Does the order matter in which these two CPUs make their next accesses?
    bool next_accesses_depend(unsigned left, unsigned right) const;
    /// Grows with each step of the search: while a program runs that asks for nothing it stands still.
    std::uint64_t work() const { return steps_; }
    /// Does a program run, and not the observer or the search?
    static bool is_in_program();
    SiteId last_site() const { return this_cpu().site; }
    const SearchResult& result() const { return result_; }
    /// What a program has thrown, which ends the search; nullopt: nothing.
    const std::optional<std::string>& error() const { return error_; }
    const SearchLimits& limits() const { return limits_; }

    // ---- the platform's side: everything for the calling CPU ----

    unsigned cpu() const;
    unsigned cpu_count() const { return configuration_.cpus; }
    ContextKind context() const { return this_cpu().interrupts.context(); }
    /// Masks hardirqs and softirqs. @return were they masked?
    bool irq_save() { return this_cpu().interrupts.mask_irqs(); }
    void irq_restore(bool masked) { this_cpu().interrupts.restore_irqs(masked); }
    Nanoseconds now() const { return clock_.now(); }

    std::uint64_t load(Location& location, AccessInfo info);
    std::uint64_t load_local(Location& location, AccessInfo info);
    void store(Location& location, std::uint64_t value, AccessInfo info);
    /// A store of the last value plus delta; no interrupt lands between.
    std::uint64_t add_local(Location& location, std::uint64_t delta, AccessInfo info);
    bool compare_exchange(Location& location, std::uint64_t& expected, std::uint64_t desired,
                          AccessInfo info);
    /// `value = (value & keep) | bits`, atomically; returns the value before.
    std::uint64_t update(Location& location, std::uint64_t keep, std::uint64_t bits, AccessInfo info);
    void fence(AccessInfo info);
    std::uint64_t await(Location& location, Condition condition, Nanoseconds poll, Nanoseconds deadline,
                        AccessInfo info);

    /// What the location holds is no value that this CPU may read. No access: nothing happens here.
    void poison(Location& location);

    void plain_read(PlainData& data, AccessInfo info) { plain(data, Operation::plain_read, info); }
    void plain_write(PlainData& data, AccessInfo info) { plain(data, Operation::plain_write, info); }
    void hold(Nanoseconds duration, AccessInfo info);
    unsigned choose(unsigned n);
    /// A point without an access at which an interrupt may arrive.
    void point(SiteId site) { interrupts(site); }
    /// The same, and behind it the program that is attached, if any.
    /// @pre `number < max_trace_points`
    void trace_point(SiteId site, unsigned number);
    void note(std::uint32_t note, std::uint32_t subject, std::uint32_t detail, Source source = {nullptr, 0});
    /// Is the site's store left out? Of CPU-local variables; the machine does it for the others.
    bool drops(SiteId site) const { return configuration_.dropped[site]; }
    /// What a CPU-local variable holds now.
    static std::uint64_t& local(LocalCell& cell) { return cell.value; }

    // For looking at an execution when it is over.
    static std::uint64_t final_value(const Location& location) { return location.latest().value; }
    static std::uint64_t final_value(const LocalCell& cell) { return cell.value; }

    /// The call at this line has failed; what the program does about it may be to try again.
    void failed(Source call);
    void succeeded(Source call) { this_cpu().retries.of(call).rounds = 0; }

    void fail_assertion() { recorder_.execution().failures.assertion = true; }

  private:
    /// The access before which a CPU stands.
    struct NextAccess {
        enum class Kind : std::uint8_t { unknown, read, write } kind = Kind::unknown;
        LocationId location = 0;
    };

    /// Calls that a context makes again and again.
    struct Retries {
        using Stores = std::array<std::uint32_t, max_cpus>;
        struct Call {
            Source source{nullptr, 0};
            std::uint32_t rounds = 0;  ///< failed in a row
        };
        std::array<Call, 4> calls{};
        Stores round_began{};       ///< the stores of each CPU when the latest failed round began
        Stores next_round_began{};  ///< and when it ended

        Call& of(Source source);
        const Call& most() const;
    };

    struct CpuState {
        InterruptState interrupts{};
        NextAccess next{};
        bool just_chosen = false;  // by the scheduler: it goes on without another choice
        bool parked = false;
        bool due = false;                         // its time has come at the last clock jump
        ContextKind arrives = ContextKind::task;  // the interrupt chosen at a clock jump; task: none
        Location* awaited = nullptr;
        const Condition* condition = nullptr;
        SiteId site = 0;      // where it is
        Retries retries{};    // of the context that runs
        bool paused = false;  // after many rounds of the same failed call
    };

    CpuState& this_cpu() { return cpus_[cpu()]; }
    const CpuState& this_cpu() const { return cpus_[cpu()]; }

    void before_access(SiteId site, NextAccess next);
    void interrupts(SiteId site);
    void run_interrupt(ContextKind kind) { run_nested(kind, programs_.handler(kind)); }
    void run_nested(ContextKind kind, Programs::Program program);
    ContextKind choose_arrival(const CpuState& state) const;
    void schedule(NextAccess next);
    void come_to_first_access();
    static NextAccess reads(const Location& location) { return {NextAccess::Kind::read, location.id}; }
    static NextAccess writes(const Location& location) { return {NextAccess::Kind::write, location.id}; }
    void attach(Location& location);

    EventId record(Operation operation, AccessInfo info, Event event = {});
    std::uint64_t record_read(Location& location, unsigned index, AccessInfo info);
    void check_poison(const Location& location, const Location::Store& store);
    std::uint64_t read_now(Location& location, AccessInfo info);
    std::uint64_t read_latest(Location& location, AccessInfo info);
    void write_now(Location& location, std::uint64_t value, AccessInfo info, bool is_update);
    void wake_waiters(const Location& location);

    enum class Wake : std::uint8_t { woken, due };
    Wake block(SiteId site);
    std::optional<std::uint64_t> read_satisfying(Location& location, const Condition& condition,
                                                 AccessInfo info);
    void finish();
    void stuck();
    bool retries_in_vain(unsigned cpu) const {
        return cpus_[cpu].retries.most().rounds >= configuration_.rounds;
    }
    bool some_is_paused() const;
    bool only_retries() const;
    std::bitset<max_cpus> has_news() const;
    bool has_missed_stores(unsigned cpu) const;
    void livelock();
    void look_at_the_time();
    void look_at_the_length();
    void quiesce();
    void make_stores_visible();
    void park();
    void unpark(unsigned cpu);
    void abandon();
    void leave_one_by_one();
    void plain(PlainData& data, Operation operation, AccessInfo info);
    void release_memory();

    Configuration configuration_;
    Programs programs_;
    SearchLimits limits_;
    Observer* observer_ = nullptr;
    ThreadCountHooks hooks_{};
    SearchResult result_;
    std::optional<SearchBudget> budget_;
    bool beyond_limit_ = false;           // the execution that has just ended is one more than is allowed
    std::uint64_t redundant_before_ = 0;  // the last one that is not redundant

    Recorder recorder_;
    VirtualClock clock_;
    std::array<CpuState, max_cpus> cpus_{};
    unsigned started_ = 0;  // CPUs that have come to their first access
    bool ending_ = false;
    bool abandoned_ = false;
    bool redundant_ = false;
    std::uint64_t steps_ = 0;
    std::optional<NotDeterministic> different_;
    /// What had been done before each choice.
    std::vector<std::uint64_t, MallocAllocator<std::uint64_t>> ways_to_choices_;
    bool called_off_ = false;   // in the middle of an execution
    Retries::Stores stores_{};  // per CPU, in this execution
    std::optional<std::string> error_;
    std::vector<Location*, MallocAllocator<Location*>> touched_;
    std::vector<Location*, MallocAllocator<Location*>> written_;  // since the last jump
    std::vector<Location*, MallocAllocator<Location*>> poisoned_;
    std::vector<PlainData*, MallocAllocator<PlainData*>> touched_plain_;
};

}  // namespace model::relacy
