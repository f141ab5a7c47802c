// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/search_run.hpp"

namespace model::native {
namespace {

constexpr std::uint64_t look_at_the_time_every = 1024;  // executions

bool is_execution(Ending ending) {
    return ending != Ending::discarded && ending != Ending::elsewhere;
}

}  // namespace

SearchRun::SearchRun(const ProgramRunner& runner, const SearchLimits& limits, Observer& observer)
    : observer_(observer),
      budget_(
          limits, [&observer](const Progress& progress) { return observer.progress(progress); }, 1),
      finished_(runner) {}

SearchResult SearchRun::run(Explorer& explorer) {
    explorer_ = &explorer;
    explore_all();
    explorer.add_to(result_);
    result_.seconds = budget_.seconds();
    return result_;
}

void SearchRun::explore_all() {
    std::uint64_t discarded_before = 0;  // before the last execution
    do {
        const Ending ending = explorer_->explore();
        if (is_execution(ending) && budget_.exceeded_by(result_.executions + 1)) {
            result_.end = SearchEnd::executions;
            result_.discarded = discarded_before;
            return;
        }
        report(ending);
        if (is_execution(ending)) discarded_before = result_.discarded;
    } while (!time_to_stop() && explorer_->go_to_next() && !is_over_);
}

void SearchRun::report(Ending ending) {
    if (ending == Ending::elsewhere || ending == Ending::called_off) return;
    if (ending == Ending::discarded) {
        ++result_.discarded;
        return;
    }
    ++result_.executions;
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
