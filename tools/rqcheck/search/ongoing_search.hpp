// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One search, in units of work: hands them out, takes their answers, and makes the report.

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tools/campaign/search_store.hpp"
#include "tools/client/pool.hpp"
#include "tools/division/division.hpp"

namespace tools {

/// The result of a search: a report, or the answer by which the engine refused it or died.
struct SearchOutcome {
    std::optional<Report>
        report;  ///< nullopt, and no failure: a signal stopped the search before it had results
    std::optional<Answer> failure;
};

class OngoingSearch {
  public:
    /// @param request of the whole search
    /// @param store nullptr: the results are kept in memory only
    OngoingSearch(Engine engine, EngineExecutable program, Request request,
                  std::unique_ptr<SearchStore> store = nullptr);

    /// The next task; nullopt: there is none now.
    /// @param size see UnitRequest::size
    std::optional<Task> next(std::uint64_t size);
    /// @param number of a task that `next` has returned
    void answered(std::size_t number, Answer answer);
    void progressed(std::size_t number, const Progress& progress);

    /// From now on no unit is explored. What is there becomes the result.
    void stop(End reason);
    /// Looks whether other processes have explored units.
    void look();

    bool is_finished() const { return state_ == State::finished; }
    /// Does this process wait for other processes?
    bool waits_for_others() const;
    /// @pre it is finished
    SearchOutcome take_outcome();

    std::size_t open_units() const { return division_ ? division_->open_units() : 0; }
    std::uint64_t executions() const;
    Progress progress() const;
    const Request& request() const { return request_; }

  private:
    using Clock = std::chrono::steady_clock;
    enum class State : std::uint8_t { searching, making_traces, finished };

    /// A task that a worker has.
    struct Given {
        std::optional<model::Unit> unit;  ///< nullopt: traces, or an undivided search
        std::uint64_t executions = 0;     ///< so far
    };

    Task task_for(Request request, std::optional<model::Unit> unit);
    std::optional<Task> next_unit(std::uint64_t size);
    void keep(const model::Unit& unit, Report report);
    bool uses_store() const;
    void add_loaded();
    void lose(Answer answer);
    void end_if_nothing_is_left();
    std::optional<Report> divided_result() const;
    void finish(std::optional<Report> report);
    double seconds() const;
    bool is_time_up() const;

    Engine engine_;
    EngineExecutable program_;
    Request request_;
    std::unique_ptr<SearchStore> store_;
    std::vector<std::pair<model::Unit, Report>> loaded_;  ///< units that wait for those before them
    std::optional<Division> division_;                    ///< nullopt: this search cannot be divided
    State state_ = State::searching;
    std::optional<Clock::time_point> begun_;
    bool is_stopped_ = false;
    bool is_given_ = false;  ///< an undivided search
    End stopped_by_ = End::stopped;
    std::map<std::size_t, Given> given_;
    std::size_t last_number_ = 0;
    Progress estimate_;
    bool asks_for_estimate_ = true;
    std::vector<std::string> lost_;  ///< what happened to units that could not be explored
    std::optional<Report> report_;
    std::optional<Answer> failure_;
};

}  // namespace tools
