// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/search_budget.hpp"

#include <utility>

namespace model {

SearchBudget::SearchBudget(const SearchLimits& limits, Report report, std::uint64_t look_every)
    : executions_(limits.executions),
      seconds_(limits.seconds),
      report_(std::move(report)),
      look_every_(look_every) {}

std::optional<SearchEnd> SearchBudget::spent(Progress so_far) {
    ++calls_;
    if (calls_ % look_every_ != 0) return std::nullopt;
    return look(so_far);
}

std::optional<SearchEnd> SearchBudget::look(Progress so_far) {
    seconds_seen_ = seconds();
    const double now = seconds_seen_;
    if (seconds_ > 0 && now >= seconds_) return SearchEnd::seconds;
    constexpr double report_interval = 0.2;
    if (now - last_report_ < report_interval) return std::nullopt;
    last_report_ = now;
    so_far.seconds = now;
    if (report_(so_far)) return std::nullopt;
    return SearchEnd::stopped;
}

}  // namespace model
