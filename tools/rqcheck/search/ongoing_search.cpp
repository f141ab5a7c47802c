// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/ongoing_search.hpp"

#include <algorithm>
#include <utility>

namespace tools {
namespace {

/// A search that has taken this long is one that people ask about: how long will it take?
constexpr double estimate_after = 1;  // s

/// After so many lost units the program is taken to end the engine again and again.
constexpr std::size_t most_lost = 3;

bool can_be_divided(Engine engine, const Request& request) {
    return engine == Engine::native && request.search.scheduler != Scheduler::random && !request.replay &&
           request.wanted_traces.empty();
}

}  // namespace

OngoingSearch::OngoingSearch(Engine engine, EngineExecutable program, Request request,
                             std::unique_ptr<SearchStore> store)
    : engine_(engine), program_(std::move(program)), request_(std::move(request)), store_(std::move(store)) {
    if (can_be_divided(engine_, request_)) {
        Request whole = request_;
        whole.search.bounds.seconds.reset();  // the time is this object's to look at
        division_.emplace(std::move(whole));
    }
    look();
}

Task OngoingSearch::task_for(Request request, std::optional<model::Unit> unit) {
    if (!begun_) begun_ = Clock::now();
    given_.emplace(++last_number_, Given{std::move(unit)});
    return {engine_, program_, std::move(request), last_number_};
}

std::optional<Task> OngoingSearch::next(std::uint64_t size) {
    if (state_ == State::making_traces) {
        if (is_given_) return std::nullopt;
        is_given_ = true;
        Request request = request_;
        request.search.bounds = {};
        for (const UnitExample& example : report_->unit->examples) {
            request.wanted_traces.push_back({example.key, example.candidates.back().decisions});
        }
        return task_for(std::move(request), std::nullopt);
    }
    if (state_ != State::searching || is_stopped_) return std::nullopt;
    if (division_) return next_unit(size);
    const model::Unit all;
    if (is_given_ || (store_ && !store_->reserve(all))) return std::nullopt;
    is_given_ = true;
    return task_for(request_, std::nullopt);
}

std::optional<Task> OngoingSearch::next_unit(std::uint64_t size) {
    if (is_time_up()) {
        stopped_by_ = End::seconds;
        is_stopped_ = true;
        end_if_nothing_is_left();
        return state_ == State::making_traces ? next(size) : std::nullopt;
    }
    std::optional<Request> request = division_->take(
        size, [&](const model::Unit& unit) { return !uses_store() || store_->reserve(unit); });
    if (!request) return std::nullopt;
    if (request_.search.bounds.seconds) {
        constexpr double least = 0.001;  // 0 would mean no limit
        request->search.bounds.seconds = std::max(least, *request_.search.bounds.seconds - seconds());
    }
    if (asks_for_estimate_ && seconds() >= estimate_after) {
        request->unit->estimate = true;
        asks_for_estimate_ = false;
    }
    const model::Unit unit = request->unit->unit;
    return task_for(std::move(*request), unit);
}

void OngoingSearch::answered(std::size_t number, Answer answer) {
    const auto found = given_.find(number);
    const Given given = std::move(found->second);
    given_.erase(found);
    if (state_ == State::making_traces) {
        if (answer.report) {
            report_->traces = std::move(answer.report->traces);
            report_->symptoms = std::move(answer.report->symptoms);
        } else {
            report_->gaps.push_back("no traces could be made: " + answer.reason);
            report_->end = End::lost;
            report_->exhausted = false;
        }
        finish(std::move(report_));
        return;
    }
    if (answer.report && given.unit) {
        keep(*given.unit, std::move(*answer.report));
    } else if (answer.report) {
        // An undivided search that was cut short has to be made again.
        const bool is_cut_short = answer.report->end == End::stopped || answer.report->end == End::seconds;
        if (store_ && !is_cut_short) store_->save({}, *answer.report);
        finish(std::move(answer.report));
        return;
    } else {
        if (uses_store()) store_->release(given.unit.value_or(model::Unit{}));
        if (answer.kind == Answer::Kind::stopped) {
            if (given.unit) division_->put_back(*given.unit);
            is_stopped_ = true;
        } else {
            lose(std::move(answer));
        }
    }
    end_if_nothing_is_left();
}

void OngoingSearch::keep(const model::Unit& unit, Report report) {
    report.request.search.bounds.seconds.reset();
    if (uses_store()) {
        const bool has_begun = report.executions + report.discarded != 0 || !report.unit;
        if (!has_begun) {
            store_->release(unit);
        } else if (!store_->save(unit, report)) {
            return;  // those of another process count, and `look` finds them
        }
    }
    division_->add(unit, report);
}

/// The results within the last unit of a bounded search are not those of a unit.
bool OngoingSearch::uses_store() const {
    return store_ && !(division_ && division_->is_within_last_unit());
}

/// The unit cannot be explored. If the engine died, other units may still be.
void OngoingSearch::lose(Answer answer) {
    const bool is_of_unit = is_death(answer);
    lost_.push_back(answer.reason);
    if (!failure_) failure_ = std::move(answer);
    if (!is_of_unit || !division_ || lost_.size() >= most_lost) is_stopped_ = true;
}

void OngoingSearch::end_if_nothing_is_left() {
    if (state_ != State::searching || !given_.empty()) return;
    const bool is_complete = division_ && division_->is_complete();
    if (!is_complete && !is_stopped_ && (!division_ || division_->open_units() != 0)) return;
    if (!is_complete && !is_stopped_ && lost_.empty()) return;  // other processes explore what is left
    const bool is_refused = failure_ && !is_death(*failure_);
    report_ = is_refused || !division_ ? std::nullopt : divided_result();
    if (!report_ || !report_->unit || report_->unit->examples.empty()) return finish(std::move(report_));
    state_ = State::making_traces;
    is_given_ = false;
}

std::optional<Report> OngoingSearch::divided_result() const {
    std::optional<Report> report = division_->result(lost_.empty() ? stopped_by_ : End::lost);
    if (!report) return report;
    for (const std::string& lost : lost_) report->gaps.push_back("a part of the search was lost: " + lost);
    return report;
}

void OngoingSearch::finish(std::optional<Report> report) {
    state_ = State::finished;
    report_ = std::move(report);
    if (!report_) return;
    failure_.reset();
    report_->unit.reset();
    report_->request = request_;
    // The time of a campaign is that of all its workers, and the time of one unit its worker's own.
    if (division_ && !division_->whole() && !store_) report_->seconds = seconds();
}

SearchOutcome OngoingSearch::take_outcome() {
    return {std::move(report_), std::move(failure_)};
}

void OngoingSearch::stop(End reason) {
    if (state_ != State::searching) return;
    if (!is_stopped_) stopped_by_ = reason;
    is_stopped_ = true;
    end_if_nothing_is_left();
}

void OngoingSearch::look() {
    if (!uses_store() || state_ != State::searching) return;
    store_->load([&](const model::Unit& unit, Report report) {
        if (division_) {
            loaded_.emplace_back(unit, std::move(report));
        } else if (given_.empty()) {
            finish(std::move(report));
        }
    });
    add_loaded();
    for (const auto& [number, given] : given_) store_->touch(given.unit.value_or(model::Unit{}));
    end_if_nothing_is_left();
}

/// A unit may be loaded before the one that has left it.
void OngoingSearch::add_loaded() {
    for (bool goes_on = true; goes_on;) {
        const std::size_t before = loaded_.size();
        std::erase_if(loaded_, [&](const auto& one) { return division_->add(one.first, one.second); });
        goes_on = loaded_.size() != before && !loaded_.empty();
    }
}

bool OngoingSearch::waits_for_others() const {
    return store_ && state_ == State::searching && given_.empty() && !is_stopped_;
}

std::uint64_t OngoingSearch::executions() const {
    std::uint64_t executions = division_ ? division_->executions() : 0;
    for (const auto& [number, given] : given_) executions += given.executions;
    return executions;
}

void OngoingSearch::progressed(std::size_t number, const Progress& progress) {
    const auto given = given_.find(number);
    if (given != given_.end()) given->second.executions = progress.executions;
    if (progress.expected > 0) estimate_ = progress;
}

Progress OngoingSearch::progress() const {
    Progress progress = estimate_;
    progress.executions = executions();
    progress.seconds = seconds();
    return progress;
}

double OngoingSearch::seconds() const {
    return begun_ ? std::chrono::duration<double>(Clock::now() - *begun_).count() : 0;
}

bool OngoingSearch::is_time_up() const {
    return request_.search.bounds.seconds && seconds() >= *request_.search.bounds.seconds;
}

}  // namespace tools
