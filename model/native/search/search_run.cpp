// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/search_run.hpp"

namespace model::native {
namespace {

constexpr std::uint64_t look_at_the_time_every = 1024;  // executions

bool is_execution(Ending ending) {
    return ending != Ending::discarded && ending != Ending::elsewhere && ending != Ending::called_off;
}

}  // namespace

SearchRun::SearchRun(const ProgramRunner& runner, const SearchLimits& limits, Observer& observer)
    : observer_(observer),
      budget_(
          limits, [&observer](const Progress& progress) { return observer.progress(progress); }, 1),
      unit_(limits.unit),
      finished_(runner) {}

SearchResult SearchRun::run(Explorer& explorer) {
    explorer_ = &explorer;
    explore_all();
    // A search that ends soon after it has estimated its size still tells the estimate.
    if (const Progress last = progress(); last.expected > 0) observer_.progress(last);
    explorer.add_to(result_);
    result_.seconds = budget_.seconds();
    return result_;
}

void SearchRun::explore_all() {
    if (!explorer_->begin()) return;
    while (true) {
        const Ending ending = explorer_->explore();
        if (ending == Ending::called_off) return leave(true);
        if (is_execution(ending) && budget_.exceeded_by(result_.executions + 1)) {
            result_.end = SearchEnd::executions;
            result_.discarded = result_.discarded_at_last;
            return leave(true);
        }
        report(ending);
        if (time_to_stop()) return leave(false);
        if (ended_ == unit_ && explorer_->can_be_divided()) {
            result_.end = SearchEnd::divided;
            return leave(false);
        }
        if (!explorer_->go_to_next()) return;
        if (is_over_) return leave(true);  // in the middle of an estimate
    }
}

/// Ends the search before its end. Where nothing is left, that was the end.
void SearchRun::leave(bool with_current) {
    if (!explorer_->can_be_divided()) return;
    result_.rest = explorer_->rest(with_current);
    result_.done = explorer_->done(with_current);
    if (result_.rest.empty()) result_.end = SearchEnd::by_itself;
}

void SearchRun::report(Ending ending) {
    if (ending == Ending::elsewhere) return;
    if (ending == Ending::discarded) {
        ++result_.discarded;
        return;
    }
    ++result_.executions;
    result_.discarded_at_last = result_.discarded;
    finished_.end(ending);
    if (finished_.goes_on_and_on()) result_.broken_off = true;
    observer_.finished(finished_);
}

Progress SearchRun::progress() const {
    Progress progress;
    progress.executions = result_.executions;
    explorer_->add_to(progress);
    return progress;
}

bool SearchRun::time_to_stop() {
    if (is_over_) return true;
    return ++ended_ % look_at_the_time_every == 0 && is_over();
}

bool SearchRun::is_over() {
    const std::optional<SearchEnd> end = budget_.look(progress());
    if (end) {
        result_.end = *end;
        is_over_ = true;
    }
    return is_over_;
}

}  // namespace model::native
