// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Explores small programs, several at the same time. No program is explored twice.

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/framework/small_program.hpp"
#include "tools/campaign/state_folder.hpp"
#include "tools/protocol/report.hpp"
#include "tools/rqcheck/search/result.hpp"
#include "tools/rqcheck/search/search_queue.hpp"
#include "tools/variant/engine_for.hpp"

namespace tools {

/// A symptom, and the search that shows it.
struct Sighting {
    Symptom symptom;
    Request request;
    bool exhausted = false;  ///< the search ended by itself, so a repetition needs no bound
};

/// The searches of one program. If the first one hits its bound, others follow: one for each group of sites,
/// with interrupts at the sites of that group only, and a random one.
struct Exploration {
    std::uint64_t executions = 0;  ///< of all searches
    bool exhausted = false;        ///< no execution is left
    bool cut_short = false;        ///< by the time limit or Ctrl-C: the result depends on the machine
    std::vector<Sighting> sightings;

    /// The sighting of the symptom with this key; nullptr: there is none.
    const Sighting* find(const std::string& key) const;
    Sighting* find(const std::string& key);
};

/// The request of a small program: program, CPUs, form and interrupts, and the rest from `common`.
Request request_for(const scenarios::SmallProgram& program, Request common);

class Explorations {
  public:
    using Clock = std::chrono::steady_clock;

    /// @param common the common part of all requests; `seed` is the seed of the random walks
    /// @param deadline no exploration begins after it, and an exploration that has begun ends at it
    /// @throw EngineError, UsageError, NotDone
    /// @param state where results are kept; nullptr: in memory only
    Explorations(unsigned jobs, Request common, std::optional<Clock::time_point> deadline,
                 StateFolder* state = nullptr);

    /// Explores the programs that have not been explored, in any order.
    /// @param on_progress gets the number of explored programs
    /// @return an exploration per program, in their order; nullptr: the program was not explored
    std::vector<const Exploration*> explore(const std::vector<scenarios::SmallProgram>& programs,
                                            const std::function<void(std::size_t)>& on_progress);

    /// Is the time up, did Ctrl-C come, or does the engine fail on each program?
    bool stopped() const;

    /// The numbers of explored programs, and of their executions.
    std::size_t programs() const { return known_.size(); }
    std::uint64_t executions() const;

    /// The programs that the engine refuses, or on which it died.
    const std::vector<NotRun>& not_run() const { return not_run_; }
    /// Throws the first of these as an `EngineError`, if there is one.
    void throw_first_failure() const;

  private:
    class Chain;

    void search(Request request, std::function<void(std::optional<Report>)> then);
    bool engine_is_broken() const;

    Request common_;
    std::optional<Clock::time_point> deadline_;
    EnginesByLock engines_;
    StateFolder* state_;
    SearchQueue queue_;
    std::map<std::string, Exploration> known_;  ///< by the text of the program
    std::vector<NotRun> not_run_;
    std::optional<Answer> first_failure_;
};

}  // namespace tools
