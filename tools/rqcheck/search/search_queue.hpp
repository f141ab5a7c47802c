// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Searches that share the workers. The units of the searches that were added first come first.

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "tools/rqcheck/search/ongoing_search.hpp"

namespace tools {

class SearchQueue final : public WorkSource {
  public:
    using Finished = std::function<void(SearchOutcome)>;

    explicit SearchQueue(unsigned jobs) : jobs_(jobs), pool_(jobs) {}

    /// @param finished is called once, when the search has ended. It may add other searches.
    void add(std::unique_ptr<OngoingSearch> search, Finished finished);

    /// Makes all searches, until a signal comes or `is_enough` returns true. Then the searches that have
    /// begun end with what they have. Those that have not begun have no result.
    void run();

    /// Called repeatedly with the first search that is not finished.
    std::function<void(const OngoingSearch&)> on_progress;
    /// The number of units that other processes explore.
    std::function<std::size_t()> others;
    /// Says when it is enough, besides a signal.
    std::function<bool()> is_enough;
    End enough_means = End::seconds;  ///< the end of a search then

    /// Says on stderr which workers were lost and have their work done again. Each is told once.
    void tell_losses();

    std::optional<Task> next() override;
    void answered(const Task& task, Answer answer) override;
    void progressed(const Task& task, const Progress& progress) override;
    void moment_passed() override;
    bool may_have_more() override;
    bool is_over() override;

  private:
    struct Entry {
        std::unique_ptr<OngoingSearch> search;  ///< nullptr: it is finished
        Finished finished;
    };
    struct Owner {
        std::size_t entry;
        std::size_t number;  ///< of the task, within the search
    };

    std::uint64_t unit_size() const;
    void settle(std::size_t entry);
    void settle_all();

    unsigned jobs_;
    Pool pool_;
    std::deque<Entry> entries_;
    std::size_t first_ = 0;  ///< all entries before it are finished
    std::map<std::size_t, Owner> owners_;
    std::size_t last_number_ = 0;
    std::uint64_t executions_ = 0;  ///< of the searches that are finished
    bool is_finishing_ = false;     ///< only traces are made
    std::chrono::steady_clock::time_point looked_{};
};

}  // namespace tools
