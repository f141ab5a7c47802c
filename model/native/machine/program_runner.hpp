// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Runs the programs of the CPUs from step to step. A program asks for its next step and is suspended. The
/// outcome of the step is an event, and the search tells the program of it, at once or later. A program that
/// has gone back to a checkpoint runs again, and is told of the events that are in the graph.

#include <exception>

#include "model/configuration.hpp"
#include "model/native/graph/arena.hpp"
#include "model/native/graph/graph.hpp"
#include "model/native/graph/location.hpp"
#include "model/native/machine/cpus.hpp"
#include "model/native/machine/decider.hpp"
#include "model/native/machine/records.hpp"
#include "model/native/machine/spin_detector.hpp"
#include "model/watcher.hpp"

namespace model::native {

/// How a program goes on after a wait or hold.
enum class Reply : std::uint8_t {
    value,  ///< an access has been made
    tick,   ///< the clock has jumped; the wait goes on
    due,    ///< the time has come for which it waits or holds
};

class ProgramRunner {
  public:
    ProgramRunner(const ProgramRunner&) = delete;
    ProgramRunner& operator=(const ProgramRunner&) = delete;

    // ---- the search's side ----

    /// Without a decider (nullptr), every program that asks for a step is suspended.
    void set_decider(Decider* decider) { decider_ = decider; }

    /// Sets the watcher; nullptr: none. To be called before the programs begin.
    void set_watcher(Watcher* watcher) { watcher_ = watcher; }
    const Watcher* watcher() const { return watcher_; }
    /// Lets the watcher inspect a suspended program's CPU before the CPU's next step.
    void look(unsigned cpu);

    Graph& graph() { return graph_; }
    const Graph& graph_view() const { return graph_; }
    Arena& arena() { return arena_; }
    const Configuration& configuration() const { return configuration_; }
    unsigned cpu_count() const { return configuration_.cpus; }

    /// Grows with each step of the search. It stands still while a program runs that asks for nothing.
    std::uint64_t work() const { return work_; }
    void count_work(std::uint64_t work) { work_ += work; }

    /// The state of a CPU.
    const CpuState& at(unsigned cpu) const { return cpus_.at(cpu); }

    /// Takes checkpoints of all CPUs.
    Cpus::Checkpoints take_checkpoints() { return cpus_.take_checkpoints(); }
    void go_back_to(const Cpus::Checkpoints& checkpoints) { cpus_.go_back_to(checkpoints); }
    /// Brings a CPU back to the point after this many of its events, which are in the graph. The program
    /// runs again from the checkpoint before that point, and is told the outcomes of its steps.
    /// @throw NotDeterministic, or any exception of the program
    void go_back_to(unsigned cpu, std::uint32_t event_count);

    /// Runs a CPU from the outcome of its latest step to its next step that is not decided at once.
    /// @throw any exception of the program
    void resume(unsigned cpu, const GraphEvent& event);
    /// Like the function above, after a clock jump.
    void resume(unsigned cpu, Reply reply, Nanoseconds now, std::uint32_t epoch);
    /// Makes the event the outcome of the running CPU's step.
    void take(const GraphEvent& event);

    // ---- the programs' side: everything for the CPU that runs ----

    unsigned cpu() const { return cpus_.running(); }
    CpuState& state() { return cpus_.state(); }
    const CpuState& state() const { return cpus_.state(); }
    Records& records() { return records_; }
    /// Number of events of its program that it has been told of, or that it has added.
    std::uint32_t events_so_far() const {
        return runs_again_ ? told_ : static_cast<std::uint32_t>(graph_.events(cpu()).size());
    }
    /// Its latest access to a location.
    const GraphEvent* latest_access(LocationId location) const;

    /// Sets the CPU's next step, without a location.
    NextStep& ask(NextStep::Kind kind, AccessInfo info);
    /// Sets the CPU's next step to an access, with the order that the configuration leaves to the site.
    NextStep& ask(NextStep::Kind kind, const Location& location, AccessInfo info);
    AccessInfo weakened(AccessInfo info) const {
        if (configuration_.weakened[info.site]) info.order = std::memory_order_relaxed;
        return info;
    }
    /// Suspends the program until its next step has an outcome.
    Reply suspend();
    /// Like `suspend`. @return the value that was read or chosen
    std::uint64_t read() {
        suspend();
        return reply_value_;
    }
    std::uint64_t value() const { return reply_value_; }
    /// For accesses through the value that the CPU's latest step has read, if that step's order is
    /// `dependency`.
    Dependency dependency() const;
    /// The program has finished; only a clock jump can bring it anything. Returns after a clock jump.
    void stop();
    /// Stops a program that does not end by itself.
    void look_at_the_length() {
        if (state().record_count > record_limit) give_up();
    }
    /// Leaves the program by an exception. Does not return.
    [[noreturn]] void leave_by(std::exception_ptr thrown);

    /// To be called before a read: does the program spin, so that it goes on after the next clock jump?
    bool spins();

    /// Lets the watcher inspect the CPU before an access at a site, if the access is no event.
    void pass(SiteId site) {
        if (watcher_ != nullptr && watcher_->wants(cpu(), site)) watcher_->stopped(cpu(), site);
    }

  protected:
    ProgramRunner() : cpus_(graph_, arena_), records_(arena_, configuration_), spins_(graph_, arena_) {}
    ~ProgramRunner() = default;

    /// Brings every CPU to its first step.
    /// @param entry runs the program of the CPU that runs, and does not return
    void begin(const Configuration& configuration, SiteId task_end_site, void (*entry)(void* argument),
               void* argument);

    const Cpus& cpus() const { return cpus_; }

  private:
    /// A CPU with more records than this does not end by itself. A Tick can count that many.
    static constexpr std::uint32_t record_limit = 20'000;

    void run(unsigned cpu);
    const GraphEvent* next_told();
    [[noreturn]] void give_up();
    [[noreturn]] void leave_as_different();

    Configuration configuration_;
    SiteId task_end_site_ = 0;
    Graph graph_;
    Arena arena_;
    Cpus cpus_;
    Records records_;
    SpinDetector spins_;
    std::uint64_t work_ = 0;
    Decider* decider_ = nullptr;
    Watcher* watcher_ = nullptr;
    bool looking_ = false;     ///< a suspended program only runs to be inspected
    bool is_in_loop_ = false;  ///< a program is suspended in `spins`
    bool spins_here_ = false;

    Reply reply_ = Reply::value;
    std::uint64_t reply_value_ = 0;
    // A program that runs again is told of its events from `told_` to `tell_up_to_`.
    bool runs_again_ = false;
    std::uint32_t told_ = 0;
    std::uint32_t tell_up_to_ = 0;
    std::exception_ptr thrown_;
};

// These run before each step of a program.

inline NextStep& ProgramRunner::ask(NextStep::Kind kind, AccessInfo info) {
    // The condition of an earlier step stays: only waits use it.
    NextStep& next = state().next;
    next.kind = kind;
    next.info = info;
    next.location = 0;
    next.first = 0;
    next.second = 0;
    next.poll = never;
    next.deadline = never;
    next.interrupt = false;
    next.slow = false;
    return next;
}

inline NextStep& ProgramRunner::ask(NextStep::Kind kind, const Location& location, AccessInfo info) {
    graph_.know(location.id);
    NextStep& next = ask(kind, weakened(info));
    next.location = location.id;
    return next;
}

}  // namespace model::native
