// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The time that a search may take, and the reports of its progress.

#include <cstdint>
#include <functional>
#include <optional>

#include "model/search.hpp"
#include "model/stopwatch.hpp"

namespace model {

/// The limits of a search that begins when this object is made.
class SearchBudget {
  public:
    /// @return false to stop the search
    using Report = std::function<bool(const Progress&)>;

    /// @param report is called a few times per second
    /// @param look_every `spent` looks at the time once per this many calls
    SearchBudget(const SearchLimits& limits, Report report, std::uint64_t look_every);

    /// Are there more executions than the limit allows? A search with exactly as many executions as the
    /// limit has ended by itself. Only one more execution shows that the limit cuts it short.
    bool exceeded_by(std::uint64_t executions) const { return executions_ != 0 && executions > executions_; }

    /// To be called whenever an execution has ended.
    /// @param so_far the progress to report; this function fills in its seconds
    /// @return why the search must stop, if it must: the time is over, or the observer wants no more
    std::optional<SearchEnd> spent(Progress so_far);

    /// Like `spent`, but looks at the time in any case. To be called now and then within a long execution.
    std::optional<SearchEnd> look(Progress so_far);

    double seconds() const { return stopwatch_.seconds(); }
    /// The seconds when `spent` last looked.
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
