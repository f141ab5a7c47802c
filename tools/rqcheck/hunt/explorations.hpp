// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Explores small programs, several at a time, each in an engine of its own. No program is explored twice.

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

/// A symptom and the search that shows it.
struct Sighting {
    Symptom symptom;
    Request request;
    bool exhausted = false;  ///< the search ended by itself: no bound is needed to see it again
};

/// A search that hits its bound is followed by others: with NMIs at the sites of one group only, a group
/// after the other, and random ones.
struct Exploration {
    std::uint64_t executions = 0;  ///< of all searches
    bool exhausted = false;        ///< no execution is left
    bool cut_short = false;        ///< by the time limit or Ctrl-C: what was found depends on the machine
    std::vector<Sighting> sightings;

    /// The sighting of the symptom with this key; nullptr: there is none.
    const Sighting* find(const std::string& key) const;
    Sighting* find(const std::string& key);
};

/// The request of a small program: its CPUs and NMIs, and the rest from the template.
Request request_for(const scenarios::SmallProgram& program, Request common);

class Explorations {
  public:
    using Clock = std::chrono::steady_clock;

    /// @param common what all requests have in common; `seed` is that of the random walks
    /// @param deadline no exploration begins after it, and one that has begun ends
    /// @throw EngineError
    Explorations(unsigned jobs, Request common, std::optional<Clock::time_point> deadline);

    /// Explores those that have not been, in any order. @param on_progress is told how many are done, by one
    /// process at a time
    /// @return one per program, in their order; nullptr where the time was up
    std::vector<const Exploration*> explore(const std::vector<scenarios::SmallProgram>& programs,
                                            const std::function<void(std::size_t)>& on_progress);

    /// Time is up, or Ctrl-C came.
    bool stopped() const;

    /// All that were explored.
    std::size_t programs() const { return known_.size(); }
    std::uint64_t executions() const;

  private:
    std::optional<Exploration> explore_one(EngineProcess& engine,
                                           const scenarios::SmallProgram& program) const;
    /// Adds what a search found. @return its report, nullopt: stopped before there was one
    std::optional<Report> search(EngineProcess& engine, Request request, Exploration& exploration) const;
    /// A search for each group of sites. @return did all of them end by themselves?
    bool search_windows(EngineProcess& engine, Request request, Exploration& exploration) const;

    Request common_;
    std::optional<Clock::time_point> deadline_;
    std::deque<EngineProcess> engines_;
    std::map<std::string, Exploration> known_;  ///< by text
};

}  // namespace tools
