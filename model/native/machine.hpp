// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine of the native engine, seen from the programs: CPUs as fibers. What an access comes to is the
/// decider's to say, at once or while the program is suspended. What needs no decision (announcements,
/// CPU-local data, fences below seq_cst) the machine does by itself.
///
/// One machine per process: the programs' variables are the process's.

#include <array>
#include <exception>
#include <vector>

#include "model/machine.hpp"
#include "model/native/arena.hpp"
#include "model/native/checkpoint.hpp"
#include "model/native/decider.hpp"
#include "model/native/fiber.hpp"
#include "model/native/graph.hpp"
#include "model/native/location.hpp"
#include "model/native/sabotage.hpp"

namespace model::native {

/// How a program goes on behind a wait or hold.
enum class Reply : std::uint8_t {
    value,  ///< an access has been made
    tick,   ///< the clock has jumped; the wait goes on
    due,    ///< its time has come
};

class Machine {
  public:
    static Machine& instance() { return the_machine; }

    // ---- the search's side ----

    /// Brings every CPU to its first request.
    void begin(const Configuration& configuration, const Programs& programs, Sabotage sabotage = {});
    /// nullptr: every request suspends
    void set_decider(Decider* decider) { decider_ = decider; }

    /// nullptr: nobody looks. To be set before `begin`.
    void set_watcher(Watcher* watcher) { watcher_ = watcher; }
    const Watcher* watcher() const { return watcher_; }
    /// Lets a suspended program's CPU be looked at, before what it has requested.
    void look(unsigned cpu);

    Graph& graph() { return graph_; }
    const Graph& graph_view() const { return graph_; }
    Arena& arena() { return arena_; }
    const Configuration& configuration() const { return configuration_; }

    /// Grows with each step of the search: while a program runs that asks for nothing it stands still.
    std::uint64_t work() const { return work_; }
    void count_work(std::uint64_t work) { work_ += work; }
    /// Is this address on the stack of a program?
    bool is_on_program_stack(const void* address) const;
    /// Of the CPU that runs: where it was when it last asked for something.
    SiteId last_site() const { return running_->state.site; }

    /// Has it tried so often that it waits for the others?
    bool retries_in_vain(unsigned cpu) const {
        const Retry* const retry = at(cpu).retry;
        return retry != nullptr && retry->worst->rounds >= configuration_.rounds;
    }

    /// What a CPU stands before.
    const CpuState& at(unsigned cpu) const { return *stands_at_[cpu]; }

    using Checkpoints = std::array<const Checkpoint*, max_cpus>;
    /// Where all CPUs are.
    Checkpoints take_checkpoints();
    void go_back_to(const Checkpoints& checkpoints);
    /// Brings a CPU to where it stood behind the first so many of its events. They are in the graph; from the
    /// checkpoint before them the program runs again, and hears what they came to.
    void go_back_to(unsigned cpu, std::uint32_t event_count);

    /// Runs a CPU to its next request that is not answered at once, from what the event has come to.
    /// @throw whatever the program throws
    void resume(unsigned cpu, const Event& event);
    /// The same behind a clock jump.
    void resume(unsigned cpu, Reply reply, Nanoseconds now, std::uint32_t epoch);
    /// What the running CPU's request has come to.
    void take(const Event& event);

    bool may_be_interrupted(const CpuState& state) const {
        return state.interrupts.any_possible(configuration_, state.site);
    }
    /// Has a CPU that waits, holds or has finished something to decide behind a jump?
    bool is_offered_jumps(unsigned cpu) const {
        const CpuState& state = at(cpu);
        return may_be_interrupted(state) ||
               (is_slow(cpu) && state.request.kind == Request::Kind::await && state.request.poll != never);
    }

    // ---- the programs' side: everything for the calling CPU ----

    unsigned cpu() const { return cpu_; }
    unsigned cpu_count() const { return configuration_.cpus; }
    ContextKind context() const { return state().interrupts.context(); }
    /// Masks hardirqs and softirqs. @return were they masked?
    bool irq_save() { return state().interrupts.mask_irqs(); }
    void irq_restore(bool masked) { state().interrupts.restore_irqs(masked); }
    Nanoseconds now() const { return state().time; }

    std::uint64_t load(const Location& location, AccessInfo info);
    std::uint64_t load_local(const Location& location, AccessInfo info);
    void store(const Location& location, std::uint64_t value, AccessInfo info);
    /// A store of the last value plus delta; no interrupt lands between.
    std::uint64_t add_local(const Location& location, std::uint64_t delta, AccessInfo info);
    bool compare_exchange(const Location& location, std::uint64_t& expected, std::uint64_t desired,
                          AccessInfo info);
    /// `value = (value & keep) | bits`, atomically; returns the value before.
    std::uint64_t update(const Location& location, std::uint64_t keep, std::uint64_t bits, AccessInfo info);
    void fence(AccessInfo info);
    std::uint64_t await(const Location& location, const Condition& condition, Nanoseconds poll,
                        Nanoseconds deadline, AccessInfo info);

    /// What the location holds is no value that a program may read, up to the next store that is known of. No
    /// access: nothing happens here.
    void poison(const Location& location);

    void plain_read(const PlainData& data, AccessInfo info) { plain(data, Operation::plain_read, info); }
    void plain_write(const PlainData& data, AccessInfo info) { plain(data, Operation::plain_write, info); }
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
    /// The call at this line has failed; what the program does about it may be to try again.
    void failed(Source call);
    void succeeded(Source call);
    /// What a CPU-local variable holds now.
    std::uint64_t& local(LocalCell& cell);
    void fail_assertion() { state().failed_assertion = true; }

    // For looking at an execution: the latest values, when it is over or in the middle.
    std::uint64_t final_value(const Location& location) const { return latest_value(location.id); }
    std::uint64_t latest_value(LocationId id) const;
    std::uint64_t final_value(const LocalCell& cell) const;

  private:
    Machine() = default;
    static Machine the_machine;

    struct CpuFiber {
        Fiber fiber;
        const Checkpoint* from = nullptr;  ///< the latest
        std::uint64_t live = 0;  ///< if it has not moved: the checkpoint whose stack and state are here
        CpuState state;
    };

    CpuState& state() { return running_->state; }
    const CpuState& state() const { return running_->state; }
    /// Since its latest checkpoint.
    bool has_moved(unsigned cpu) const { return stands_at_[cpu] == &cpus_[cpu].state; }
    void set_running(unsigned cpu) {
        cpu_ = cpu;
        running_ = &cpus_[cpu];
    }

    static void run_cpu(void* machine);
    void run_task();
    void finish();
    void stop();

    bool is_slow(unsigned cpu) const { return configuration_.slow != 0 && configuration_.slow_cpus[cpu]; }
    void run(unsigned cpu);
    void make_ready(unsigned cpu);
    const Event* next_replayed();

    AccessInfo weakened(AccessInfo info) const;
    Request& request(Request::Kind kind, AccessInfo info);
    Request& request(Request::Kind kind, const Location& location, AccessInfo info);
    /// Until the request of the running CPU has come to something.
    Reply suspend();
    std::uint64_t read() {
        suspend();
        return reply_value_;
    }

    template <class Ask>
    std::uint64_t read_as(SiteId site, const Ask& ask);
    bool repeats() const;
    bool spins();
    void look_at_loop();
    std::uint32_t events_so_far() const;
    bool has_only_read_since(const LoopPoint& point) const;

    void interrupts(SiteId site);
    /// Any number of interrupts up to the budgets may arrive here, one after the other.
    void interrupts_here() {
        if (may_be_interrupted(state())) arrivals();
    }
    void arrivals();
    ContextKind choose_arrival();
    void run_nested(ContextKind kind, Programs::Program program);
    bool time_passes(Nanoseconds poll, Nanoseconds deadline, AccessInfo info);

    void plain(const PlainData& data, Operation operation, AccessInfo info);
    void look_at_the_length();
    void give_up();
    [[noreturn]] void leave_as_different();
    const Retry* latest_of(Source call) const;
    std::uint32_t rounds_of(Source call) const;
    void note_call(Source call, std::uint32_t rounds);
    Record& record(Operation operation, AccessInfo info);
    Record& record_visible(Operation operation, AccessInfo info, std::uint64_t detail = 0);
    void record_event(const Event& event);
    void accessed(bool is_event);
    void advance();
    const Event* own_access(LocationId location) const;
    const Event* own_latest(const Location& location);
    void take_checkpoint(unsigned cpu);
    void pass(SiteId site) {
        if (watcher_ != nullptr && watcher_->wants(cpu_, site)) watcher_->stopped(cpu_, site);
    }

    Configuration configuration_;
    Programs programs_;
    Sabotage sabotage_;
    Graph graph_;
    Arena arena_;
    std::array<CpuFiber, max_cpus> cpus_;
    std::array<const CpuState*, max_cpus> stands_at_{};  ///< a CPU's own state, or its checkpoint's
    std::array<unsigned, max_cpus> cells_used_{};
    std::uint64_t next_serial_ = 1;
    std::uint64_t work_ = 0;
    Decider* decider_ = nullptr;
    Watcher* watcher_ = nullptr;
    bool looking_ = false;     ///< a suspended program runs to be looked at only
    bool is_in_loop_ = false;  ///< a program is suspended for `look_at_loop`, which says whether it spins
    bool spins_ = false;

    unsigned cpu_ = 0;
    CpuFiber* running_ = cpus_.data();  ///< the one of `cpu_`
    Reply reply_ = Reply::value;
    std::uint64_t reply_value_ = 0;
    // A program that runs again hears of its events from here to there.
    bool replaying_ = false;
    std::uint32_t replayed_ = 0;
    std::uint32_t replay_end_ = 0;
    std::exception_ptr thrown_;
};

}  // namespace model::native
