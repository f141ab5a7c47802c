// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Explores small programs, several at the same time, each in an engine of its own. No program is explored
/// twice.

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/framework/small_program.hpp"
#include "tools/client/engine_process.hpp"
#include "tools/protocol/report.hpp"

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
    /// @throw EngineError
    Explorations(unsigned jobs, Request common, std::optional<Clock::time_point> deadline);

    /// Explores the programs that have not been explored, in any order.
    /// @param on_progress gets the number of explored programs; it is called by one thread at a time
    /// @return an exploration per program, in their order; nullptr: the program was not explored
    std::vector<const Exploration*> explore(const std::vector<scenarios::SmallProgram>& programs,
                                            const std::function<void(std::size_t)>& on_progress);

    /// Is the time up, or did Ctrl-C come?
    bool stopped() const;

    /// The numbers of explored programs, and of their executions.
    std::size_t programs() const { return known_.size(); }
    std::uint64_t executions() const;

  private:
    std::optional<Exploration> explore_one(EngineProcess& engine,
                                           const scenarios::SmallProgram& program) const;
    /// Searches, and adds the findings to the exploration.
    /// @return the report; nullopt: the search was stopped before there was one
    std::optional<Report> search(EngineProcess& engine, Request request, Exploration& exploration) const;
    /// Makes a search for each group of sites.
    /// @return did all of them end by themselves?
    bool search_windows(EngineProcess& engine, Request request, Exploration& exploration) const;

    Request common_;
    std::optional<Clock::time_point> deadline_;
    std::deque<EngineProcess> engines_;
    std::map<std::string, Exploration> known_;  ///< by the text of the program
};

}  // namespace tools
