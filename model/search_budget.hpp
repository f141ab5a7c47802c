// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// How long a search may go on, and how often its progress is reported.

#include <cstdint>
#include <functional>
#include <optional>

#include "model/search.hpp"
#include "model/stopwatch.hpp"

namespace model {

/// The limits of a search that begins when this is made.
class SearchBudget {
  public:
    /// @return false to stop the search
    using Report = std::function<bool(const Progress&)>;

    /// @param report is called a few times per second
    /// @param look_every looks at the time once in so many calls of `spent`
    SearchBudget(const SearchLimits& limits, Report report, std::uint64_t look_every);

    /// Are there more executions than the limit allows? A search that ends with as many as the limit has
    /// ended by itself: only one more shows that the limit cuts it short.
    bool exceeded_by(std::uint64_t executions) const { return executions_ != 0 && executions > executions_; }

    /// To be asked whenever an execution has ended.
    /// @param so_far what there is to report; its seconds are filled in
    /// @return why the search has to stop, if it has to: the time, or the observer wants no more
    std::optional<SearchEnd> spent(Progress so_far);

    /// The same, and looks at the time in any case. To be asked now and then within a long execution.
    std::optional<SearchEnd> look(Progress so_far);

    double seconds() const { return stopwatch_.seconds(); }
    /// The same when `spent` last looked.
    double seconds_seen() const { return seconds_seen_; }

  private:
    std::uint64_t executions_;
    double seconds_;
    Report report_;
    std::uint64_t look_every_;
    std::uint64_t calls_ = 0;
    double seconds_seen_ = 0;
    double last_report_ = 0;
    Stopwatch stopwatch_;
};

}  // namespace model
