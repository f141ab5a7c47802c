// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/searches.hpp"

#include <fmt/format.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "tools/cli/stop_signal.hpp"

namespace tools {
namespace {

/// Requests in JSON, without what may differ from run to run.
CampaignFile campaign_of(const SearchOptions& options, const Plan& plan) {
    nlohmann::json requests = nlohmann::json::array();
    for (const Row& row : plan.rows) {
        for (Request request : row.requests) {
            request.search.bounds.seconds.reset();
            requests.push_back(request);
        }
    }
    return this_campaign(requests.dump() + std::string(name(options.engine)));
}

}  // namespace

Searches::Searches(const SearchOptions& options, const Plan& plan, std::size_t runs)
    : engines_(options.engine), queue_(options.jobs.value_or(1)), line_(options.engine, runs) {
    for (const Row& row : plan.rows) {
        for (const Request& request : row.requests) engines_.of(request.setup);
    }
    if (options.state) {
        state_.emplace(*options.state, campaign_of(options, plan));
        queue_.others = [this] { return state_->others(); };
        queue_.is_enough = [no_work = options.no_work] { return no_work; };
        queue_.enough_means = End::unfinished;
    }
    queue_.on_progress = [this](const OngoingSearch& search) {
        line_.show(done_ + 1, search.request(), search.progress());
    };
}

void Searches::add(const Request& request, SearchQueue::Finished finished) {
    const EngineExecutable& program = engines_.of(request.setup);
    std::unique_ptr<SearchStore> store;
    if (state_) store = state_->store_for(request, engines_.identity_of(request.setup));
    queue_.add(std::make_unique<OngoingSearch>(engines_.engine(), program, request, std::move(store)),
               std::move(finished));
}

void Searches::run_queue() {
    queue_.run();
    line_.clear();
    queue_.tell_losses();
}

void Searches::run_all(const Plan& plan, const TakeResult& take) {
    std::map<std::size_t, SearchOutcome> outcomes;  // of searches that wait for those before them
    const std::size_t columns = plan.revisions.size();
    std::size_t next = 0;
    const auto take_next = [&](SearchOutcome outcome) {
        const Row& row = plan.rows[next / columns];
        const std::size_t column = next % columns;
        line_.clear();
        take(next / columns, column, result_of(*row.scenario, row.requests[column], std::move(outcome)));
        ++next;
    };
    for (std::size_t i = 0; i < plan.rows.size() * columns; ++i) {
        add(plan.rows[i / columns].requests[i % columns], [&, i](SearchOutcome outcome) {
            outcomes.emplace(i, std::move(outcome));
            while (!outcomes.empty() && outcomes.begin()->first == next) {
                take_next(std::move(outcomes.extract(outcomes.begin()).mapped()));
            }
        });
    }
    run_queue();
}

std::optional<Result> Searches::run(const scenarios::Scenario& scenario, const Request& request) {
    if (stop_requested()) return std::nullopt;
    std::optional<Result> result;
    add(request, [&](SearchOutcome outcome) { result = result_of(scenario, request, std::move(outcome)); });
    run_queue();
    return result;
}

std::optional<Result> Searches::result_of(const scenarios::Scenario& scenario, const Request& request,
                                          SearchOutcome outcome) {
    ++done_;
    if (outcome.failure) {
        const Answer& failure = *outcome.failure;
        if (!first_failure_) first_failure_ = failure;
        const bool died = is_death(failure);
        const std::string reason = died && !lock_of(request.setup).empty()
                                       ? fmt::format("{}, in a lock that is changed", failure.text)
                                       : (died ? failure.text : failure.reason);
        not_run_.push_back({request, reason, failure.kind == Answer::Kind::varies, died});
    }
    if (!outcome.report) return std::nullopt;
    Report& report = *outcome.report;
    // The engine does not get the place of a tree, nor the revision whose expectations hold.
    for (Trace& trace : report.traces) {
        if (trace.execution) trace.execution->setup.revision = request.setup.revision;
    }
    Judgement judgement = judge(scenario, report);
    return Result{&scenario, std::move(report), std::move(judgement)};
}

void Searches::require_any(bool made) const {
    if (!made && first_failure_) throw_if_error(*first_failure_);
}

}  // namespace tools
