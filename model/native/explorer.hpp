// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Explores all execution graphs of a program, each once. The method is TruSt's (Kokologiannakis, Marmanis,
/// Gladstein, Vafeiadis, "Truly Stateless, Optimal Dynamic Partial Order Reduction", POPL 2022), with
/// choices, waits and epochs of virtual time added: see docs/engine.md.

#include <random>
#include <vector>

#include "model/machine.hpp"
#include "model/native/finished.hpp"
#include "model/native/machine.hpp"

namespace model::native {

/// Planted errors, for tests that must notice them.
struct Sabotage {
    bool skip_revisits = false;
    bool skip_maximality = false;  ///< of reads and writes: take them as they are
    bool ignore_release_sequences = false;
};

class Explorer {
  public:
    Explorer(Machine& machine, const Configuration& configuration, const SearchLimits& limits,
             Observer& observer, Sabotage sabotage);

    SearchResult run();

  private:
    /// One way to go on.
    struct Option {
        enum class Kind : std::uint8_t { read, write, step, revisit };

        Kind kind = Kind::step;
        bool with_read = false;  ///< revisit: by an update whose read has not been added yet
        /// read: position in coherence of the write that is read. write, revisit: where the write goes.
        /// step: the value of a choice.
        std::uint32_t position = 0;
        std::uint32_t reads = 0;  ///< revisit, with_read: what the update reads
        Event* revisited = nullptr;
    };

    /// A graph at which there was more than one way to go on.
    struct Node {
        Arena::Mark mark;
        std::uint32_t size;  ///< of the graph
        unsigned cpu;
        std::array<const Checkpoint*, max_cpus> checkpoints;
        Nanoseconds now;
        std::uint32_t epoch;
        std::uint32_t frozen_stamp;
        const Option* options;
        std::uint32_t option_count;
        std::uint32_t taken;
        // Of the revisit that has been taken, if it was one.
        bool is_revisit;
        std::uint32_t revisit_size;  ///< of the graph when it had been done
        Event* revisited_by;
        Event* replacement;
        Graph::Restriction restriction;
    };

    enum class Ending : std::uint8_t {
        complete,
        stuck,
        endless,
        discarded,  ///< not an execution
        elsewhere,  ///< another process explores it
    };

    // ---- the search ----
    void explore_all();
    void walk_at_random();
    void sample_size();
    Ending walk(double& weight);
    void go_to_root();
    Ending advance();
    std::optional<Ending> end_or_jump();
    bool is_ours();
    bool backtrack();
    void undo_to(Node& node);
    bool apply(Node* node, unsigned cpu, const Option& option);
    void report(Ending ending);
    bool time_to_stop();

    // ---- ways to go on ----
    unsigned next_cpu() const;
    bool has_pending_write(unsigned cpu) const;
    bool is_blocked(unsigned cpu) const;
    void find_options(unsigned cpu);
    void find_reads(unsigned cpu, const Request& request);
    void find_writes(unsigned cpu, const Request& request);
    unsigned count_revisitable(LocationId location, const VectorClock& prefix) const;
    void find_revisits(LocationId location, const VectorClock& prefix, std::uint32_t first_readable,
                       const Option& pattern, bool exclusive);
    void find_places(Event& read, const VectorClock& prefix, std::uint32_t first_readable,
                     const Option& pattern, bool exclusive);
    bool is_maximal(const Event& event, const VectorClock& prefix) const;

    // ---- steps ----
    Event* new_event(unsigned cpu, EventKind kind, const Request& request);
    Event* make_read(unsigned cpu, const Checkpoint& before, const Event* write);
    Event* make_write(unsigned cpu, std::uint32_t position);
    bool take_read(unsigned cpu, std::uint32_t position);
    bool take_write(unsigned cpu, std::uint32_t position);
    bool take_step(unsigned cpu, std::uint32_t value);
    bool take_revisit(Node& node, unsigned cpu, const Option& option);
    bool consistent(const Event* added) const;
    void resume(unsigned cpu, const Event* event) { machine_.resume(cpu, event); }

    // ---- time ----
    bool waits_for_latest() const;
    std::optional<Nanoseconds> next_jump() const;
    bool all_finished() const;
    void jump(Nanoseconds to);

    Machine& machine_;
    Graph& graph_;
    Arena& arena_;
    const Configuration& configuration_;
    const SearchLimits& limits_;
    Observer& observer_;
    const Sabotage sabotage_;
    FinishedGraph finished_;
    SearchResult result_;

    std::vector<Node> nodes_;
    std::vector<Option> options_;  // of the step at hand
    Nanoseconds now_ = 0;
    std::uint32_t epoch_ = 0;
    double started_at_ = 0;
    double last_progress_ = 0;
    std::uint64_t leaves_ = 0;
    Node root_{};
    std::mt19937_64 random_;
    Progress estimate_;
    std::uint64_t next_part_ = 0;  // of a shared search
};

}  // namespace model::native
