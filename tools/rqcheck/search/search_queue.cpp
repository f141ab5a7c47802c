// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/search_queue.hpp"

#include <algorithm>
#include <utility>

#include "tools/cli/error_line.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/division/unit_size.hpp"

namespace tools {

void SearchQueue::add(std::unique_ptr<OngoingSearch> search, Finished finished) {
    entries_.push_back({std::move(search), std::move(finished)});
    settle(entries_.size() - 1);
}

void SearchQueue::run() {
    is_finishing_ = false;
    pool_.run(*this);
    // Searches that a signal has ended still need their traces.
    is_finishing_ = true;
    for (Entry& entry : entries_) {
        if (entry.search) entry.search->stop(stop_requested() ? End::stopped : enough_means);
    }
    settle_all();
    if (std::any_of(entries_.begin(), entries_.end(),
                    [](const Entry& entry) { return entry.search != nullptr; })) {
        pool_.run(*this);
    }
    entries_.clear();
    owners_.clear();
    first_ = 0;
}

void SearchQueue::tell_losses() {
    for (const std::string& loss : pool_.take_losses()) {
        print_error("rqcheck", loss + "; its work was done again");
    }
}

std::uint64_t SearchQueue::unit_size() const {
    std::size_t waiting = 0;
    std::uint64_t executions = executions_;
    for (std::size_t i = first_; i < entries_.size(); ++i) {
        if (!entries_[i].search) continue;
        waiting += std::max<std::size_t>(1, entries_[i].search->open_units());
        executions += entries_[i].search->executions();
        if (i - first_ > jobs_ * 4) {
            waiting += entries_.size() - i;
            break;
        }
    }
    const std::size_t elsewhere = others ? others() : 0;
    const std::size_t workers = jobs_ + elsewhere;
    waiting -= std::min(waiting, elsewhere);
    // Other processes may wait for the first units of a campaign.
    if (others && executions == 0) return campaign_sizes.smallest;
    if (workers == 1) return sizes_for_one_worker.next(executions, false);
    const UnitSizes sizes = others ? campaign_sizes : UnitSizes{};
    return sizes.next(executions / workers, waiting < 2 * workers);
}

std::optional<Task> SearchQueue::next() {
    const std::uint64_t size = unit_size();
    for (std::size_t i = first_; i < entries_.size(); ++i) {
        if (!entries_[i].search) continue;
        std::optional<Task> task = entries_[i].search->next(size);
        settle(i);
        if (!task) continue;
        owners_.emplace(++last_number_, Owner{i, task->number});
        task->number = last_number_;
        return task;
    }
    return std::nullopt;
}

void SearchQueue::answered(const Task& task, Answer answer) {
    const auto found = owners_.find(task.number);
    const Owner owner = found->second;
    owners_.erase(found);
    entries_[owner.entry].search->answered(owner.number, std::move(answer));
    settle(owner.entry);
}

void SearchQueue::progressed(const Task& task, const Progress& progress) {
    const Owner& owner = owners_.at(task.number);
    OngoingSearch& search = *entries_[owner.entry].search;
    search.progressed(owner.number, progress);
    if (on_progress && owner.entry == first_) on_progress(search);
}

/// Tells the result of a search that is finished.
void SearchQueue::settle(std::size_t entry) {
    Entry& one = entries_[entry];
    if (one.search && one.search->is_finished()) {
        const std::unique_ptr<OngoingSearch> search = std::move(one.search);
        const Finished finished = std::move(one.finished);
        executions_ += search->executions();
        finished(search->take_outcome());
    }
    while (first_ < entries_.size() && !entries_[first_].search) ++first_;
}

void SearchQueue::settle_all() {
    for (std::size_t i = first_; i < entries_.size(); ++i) settle(i);
}

/// Looks now and then whether other processes have left units, or finished searches.
void SearchQueue::moment_passed() {
    const auto now = std::chrono::steady_clock::now();
    if (now - looked_ < std::chrono::seconds(1)) return;
    looked_ = now;
    for (std::size_t i = first_; i < entries_.size(); ++i) {
        if (entries_[i].search) entries_[i].search->look();
    }
    settle_all();
}

bool SearchQueue::may_have_more() {
    return std::any_of(entries_.begin() + static_cast<std::ptrdiff_t>(first_), entries_.end(),
                       [](const Entry& entry) { return entry.search && entry.search->waits_for_others(); });
}

bool SearchQueue::is_over() {
    if (is_finishing_) return false;
    return stop_requested() || (is_enough && is_enough());
}

}  // namespace tools
