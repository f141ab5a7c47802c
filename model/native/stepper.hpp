// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Makes the steps of an execution: adds events, moves the clock, and takes all of it back.

#include <bitset>
#include <optional>

#include "model/decision.hpp"
#include "model/native/ending.hpp"
#include "model/native/options.hpp"

namespace model::native {

/// Says whether to go on. Asked now and then, also in the middle of an execution.
class Patience {
  public:
    virtual bool is_over() = 0;

  protected:
    ~Patience() = default;
};

class Stepper final : private Decider {
  public:
    Stepper(Machine& machine, const Configuration& configuration, bool await_last, Sabotage sabotage,
            Patience& patience);

    /// Goes on as long as there is one way only. @return how the execution has ended; nothing if `options`
    /// says in which ways it can go on.
    std::optional<Ending> advance();
    const std::vector<Option>& options() const { return options_.all(); }

    /// What a revisit has done.
    struct Revisit {
        bool done = false;
        std::uint32_t size = 0;  ///< of the graph behind it
        Event* replacement = nullptr;
        Graph::Restriction restriction;
    };

    /// Goes on in one of the ways.
    /// @param undo is told what has to be undone if it is a revisit
    /// @return false: not an execution
    bool apply(const Option& option, Revisit& undo);

    /// Makes the execution with these decisions.
    /// @return how it ends
    /// @throw ReplayMismatch if the program does not go that way
    Ending replay(const Decisions& decisions);
    /// Leaves out what does not fit, and does the obvious where nothing is left.
    /// @param misfits is added to for each of these
    Ending replay_leniently(const Decisions& decisions, std::uint64_t& misfits);

    /// An execution with more events than this does not end by itself.
    static constexpr std::uint32_t event_limit = 5'000;

    /// A graph to come back to, with the CPU whose step comes next.
    struct Position {
        Arena::Mark mark = nullptr;
        std::uint32_t size = 0;  ///< of the graph
        unsigned cpu = no_cpu;
        Machine::Checkpoints checkpoints{};
        Nanoseconds now = 0;
        std::uint32_t epoch = 0;
        std::uint32_t frozen_stamp = 0;
    };
    /// The arena keeps what has been allocated before.
    Position position();
    /// @param undo the first revisit behind the position
    void go_back_to(const Position& position, Revisit& undo);
    void go_back_to(const Position& position);

    Arena& arena() { return arena_; }

    /// Has the patience ended? Nothing goes on then.
    bool is_called_off() const { return called_off_; }
    /// See SearchResult::broken_off.
    bool has_broken_off() const { return broken_off_; }

  private:
    bool looks_at_the_time();
    bool answer(unsigned cpu) override;
    bool step(Option option);
    void proceed(unsigned cpu, const Event& event);

    void set_time(Event& event, Nanoseconds time) const;
    Event* new_event(unsigned cpu, EventKind kind, const Request& request);
    Event* make_read(unsigned cpu, const Event* write);
    Event* make_write(unsigned cpu, std::uint32_t position);
    Event* make_step(unsigned cpu, std::uint32_t value);
    Event* add(unsigned cpu, const Option& option);
    bool revisit(const Option& option, Revisit& undo);
    bool is_consistent(const Event& added) const;

    void take(const Decision& decision);
    bool takes(const Decision& decision);
    Option option_of(const Decision& decision) const;
    Option obvious_option(const Request& request) const;
    bool settle();

    std::optional<Ending> end_or_jump();
    bool waits_for_latest() const;
    std::bitset<max_cpus> paused_cpus() const;
    std::bitset<max_cpus> has_news(std::bitset<max_cpus> paused) const;
    bool has_seen_all(unsigned cpu) const;
    bool only_retries() const;
    bool all_finished() const;
    std::optional<Nanoseconds> next_jump() const;
    void jump(Nanoseconds to);

    Machine& machine_;
    Graph& graph_;
    Arena& arena_;
    const Configuration& configuration_;
    const Sabotage sabotage_;
    Patience& patience_;
    std::uint64_t look_at_ = 0;  ///< at so much work of the machine the patience is asked
    bool called_off_ = false;
    bool broken_off_ = false;
    Options options_;
    unsigned cpu_ = no_cpu;  ///< whose options those are
    bool found_ = false;     ///< they are up to date
    bool dead_end_ = false;  ///< an answer was not consistent
    Nanoseconds now_ = 0;
    std::uint32_t epoch_ = 0;
};

}  // namespace model::native
