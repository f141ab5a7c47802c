// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The progress of the search, and the reason of its end. Nothing here belongs to the program: its heap use
/// is outside of Relacy's watch.

#include <optional>
#include <string>
#include <vector>

#include "model/allocator.hpp"
#include "model/not_deterministic.hpp"
#include "model/observer.hpp"
#include "model/search_budget.hpp"

namespace model::relacy {

class SearchState {
  public:
    void begin(const SearchLimits& limits, Observer& observer);

    /// An execution has ended: shows it to the observer if it is within the limits.
    /// @param discarded the execution was broken off because it is equivalent to an explored one
    void finish(const Execution& execution, bool discarded);
    /// @return true to stop the search after this execution
    bool is_over(bool discarded);

    /// To be called at each step: looks at the time now and then. If the time is over, a long execution is
    /// left in the middle.
    void count_step();
    bool is_called_off() const { return called_off_; }
    /// Grows with each step of the search. It stands still while a program runs that asks for nothing.
    std::uint64_t work() const { return steps_; }

    /// See SearchResult::broken_off.
    void has_broken_off() { result_.broken_off = true; }
    /// A program has thrown an exception, which ends the search.
    void fail(const char* error);
    const std::optional<std::string>& error() const { return error_; }

    /// To be called before choice number `number` of an execution: compares what the programs did before
    /// this choice with what they did before it in an earlier execution.
    /// @param way a hash of what they did
    /// @param is_known an earlier execution has already made this choice
    /// @return false: the two differ
    bool is_same_way(std::size_t number, bool is_known, std::uint64_t way);
    /// The programs do something else than they did before: the search ends.
    /// @param cpu the CPU that differs, with its step and site: see NotDeterministic
    void call_off_as_different(unsigned cpu, std::size_t step, SiteId site);
    const std::optional<NotDeterministic>& different() const { return different_; }

    const SearchResult& result() const { return result_; }

  private:
    Observer* observer_ = nullptr;
    SearchResult result_;
    std::optional<SearchBudget> budget_;
    bool beyond_limit_ = false;           // the execution that has just ended is one more than allowed
    std::uint64_t discarded_before_ = 0;  // before the last execution that was not discarded
    std::uint64_t steps_ = 0;
    bool called_off_ = false;  // in the middle of an execution
    std::optional<std::string> error_;
    std::optional<NotDeterministic> different_;
    /// Hashes of what the programs had done before each choice.
    std::vector<std::uint64_t, MallocAllocator<std::uint64_t>> ways_to_choices_;
};

}  // namespace model::relacy
