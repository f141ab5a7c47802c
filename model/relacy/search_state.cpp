// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/search_state.hpp"

#include "model/relacy/outside.hpp"

namespace model::relacy {
namespace {

class Recorded final : public FinishedExecution {
  public:
    explicit Recorded(const Execution& execution) : execution_(execution) {}
    Hash skeleton() override { return execution_.hash(); }
    bool skeleton_is_all() const override { return true; }
    std::optional<Hash> ordered_skeleton() override { return skeleton(); }
    RecordSize size() const override { return execution_.size(); }
    void add_to(Reached& reached) const override { execution_.add_to(reached); }
    const Execution& record() override { return execution_; }
    Decisions decisions() override { return {}; }

  private:
    const Execution& execution_;
};

}  // namespace

void SearchState::begin(const SearchLimits& limits, Observer& observer) {
    observer_ = &observer;
    result_ = {};
    called_off_ = false;
    different_.reset();
    ways_to_choices_.clear();
    discarded_before_ = 0;
    error_.reset();
    constexpr std::uint64_t look_at_the_time_every = 256;  // executions
    budget_.emplace(
        limits, [&observer](const Progress& progress) { return observer.progress(progress); },
        look_at_the_time_every);
}

void SearchState::finish(const Execution& execution, bool discarded) {
    // Only one execution too many shows that the search does not end within its limit.
    beyond_limit_ = !discarded && budget_->exceeded_by(result_.executions + 1);
    if (discarded || beyond_limit_) return;
    const OutsideRelacy outside;
    Recorded recorded(execution);
    observer_->finished(recorded);
}

bool SearchState::is_over(bool discarded) {
    if (called_off_) return true;
    const OutsideRelacy outside;
    if (beyond_limit_) {
        result_.end = SearchEnd::executions;
        result_.discarded = discarded_before_;
        return true;
    }
    if (error_) return true;
    ++(discarded ? result_.discarded : result_.executions);
    if (!discarded) discarded_before_ = result_.discarded;
    const std::optional<SearchEnd> end = budget_->spent({.executions = result_.executions});
    if (end) result_.end = *end;
    return end.has_value();
}

void SearchState::count_step() {
    constexpr std::uint64_t look_every = 4096;
    if (++steps_ % look_every != 0) return;
    const OutsideRelacy outside;
    const std::optional<SearchEnd> end = budget_->look({.executions = result_.executions});
    if (!end) return;
    result_.end = *end;
    called_off_ = true;
}

bool SearchState::is_same_way(std::size_t number, bool is_known, std::uint64_t way) {
    if (is_known && number < ways_to_choices_.size()) return ways_to_choices_[number] == way;
    ways_to_choices_.resize(number);
    ways_to_choices_.push_back(way);
    return true;
}

void SearchState::call_off_as_different(unsigned cpu, std::size_t step, SiteId site) {
    const OutsideRelacy outside;
    different_.emplace(cpu, step, site);
    called_off_ = true;
}

void SearchState::fail(const char* error) {
    const OutsideRelacy outside;
    error_ = error;
}

}  // namespace model::relacy
