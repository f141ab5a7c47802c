// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/searches.hpp"

#include <fmt/format.h>
#include <utility>

#include "tools/cli/stop_signal.hpp"

namespace tools {

Searches::Searches(const SearchOptions& options, const Plan& plan, std::size_t runs)
    : engines_(options.engine), line_(options.engine, runs) {
    for (const Row& row : plan.rows) {
        for (const Request& request : row.requests) engines_.of(request.setup);
    }
}

std::optional<Result> Searches::run(const scenarios::Scenario& scenario, const Request& request) {
    if (stop_requested()) return std::nullopt;
    line_.begin(request);
    std::optional<Report> report;
    try {
        report = engines_.of(request.setup).run(request, [&](Progress progress) {
            line_.show(request, progress);
        });
    } catch (const EngineRefusal& refusal) {
        line_.clear();
        if (!first_refusal_) first_refusal_ = refusal;
        not_run_.push_back({request, refusal.reason(), refusal.varies()});
        return std::nullopt;
    } catch (const EngineDied& died) {
        // The lock is the user's own. Another search may not reach the point of the crash.
        if (lock_of(request.setup).empty()) throw;
        line_.clear();
        if (!first_refusal_) first_refusal_.emplace(died.what(), died.what());
        not_run_.push_back({request, fmt::format("{}, in a lock that is changed", died.what()), false});
        engines_.forget(request.setup);
        return std::nullopt;
    }
    line_.clear();
    if (!report) return std::nullopt;
    // The engine does not get the place of a tree, nor the revision whose expectations hold.
    report->request.setup.revision = request.setup.revision;
    for (Trace& trace : report->traces) {
        if (trace.execution) trace.execution->setup.revision = request.setup.revision;
    }
    Judgement judgement = judge(scenario, *report);
    return Result{&scenario, std::move(*report), std::move(judgement)};
}

void Searches::require_any(bool made) const {
    if (!made && first_refusal_) throw EngineRefusal(*first_refusal_);
}

}  // namespace tools
