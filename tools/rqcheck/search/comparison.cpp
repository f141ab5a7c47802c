// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/comparison.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>

#include "tools/cli/exit_code.hpp"
#include "tools/support/whole_ms.hpp"

namespace tools {
namespace {

using rqspinlock::judge::class_names;
using rqspinlock::judge::failure_names;

/// The names of the failures or classes that occurred here and not there.
template <std::size_t n>
std::vector<std::string> names_of(const std::array<std::uint64_t, n>& here,
                                  const std::array<std::uint64_t, n>& there,
                                  const std::array<std::string_view, n>& names) {
    std::vector<std::string> only;
    for (std::size_t i = 0; i < n; ++i) {
        if (here[i] != 0 && there[i] == 0) only.emplace_back(names[i]);
    }
    return only;
}

nlohmann::json difference_json(const Difference& difference) {
    return {{"failures", difference.failures},
            {"classes", difference.classes},
            {"outcomes", difference.outcomes},
            {"worst_wait_ms", difference.worst_wait == 0 ? nlohmann::json(nullptr)
                                                         : nlohmann::json(whole_ms(difference.worst_wait))}};
}

nlohmann::json comparison_json(const Comparison& comparison) {
    const Request& request = comparison.relacy.report.request;
    return {{"scenario", request.setup.scenario},
            {"revision", request.setup.revision},
            {"cpus", request.setup.cpus},
            {"agreement", name(comparison.agreement)},
            {"only_native", difference_json(comparison.only_native)},
            {"only_relacy", difference_json(comparison.only_relacy)},
            {"native", result_json(comparison.native.report, comparison.native.judgement)},
            {"relacy", result_json(comparison.relacy.report, comparison.relacy.judgement)}};
}

/// Was a site of a planted bug or a window never reached, although that is not accepted? Then the result says
/// nothing.
bool says_nothing(const Result& result) {
    return !result.judgement.unreached.empty() && !result.report.request.policy.accept_unreached;
}

nlohmann::json not_compared_json(const NotCompared& one) {
    const Request& request = one.run.request;
    nlohmann::json json{{"scenario", request.setup.scenario},
                        {"revision", request.setup.revision},
                        {"cpus", request.setup.cpus},
                        {"not_run", one.run.reason},
                        {"native", nullptr}};
    if (one.native) json["native"] = result_json(one.native->report, one.native->judgement);
    return json;
}

}  // namespace

bool Difference::empty() const {
    return failures.empty() && classes.empty() && outcomes.empty() && worst_wait == 0;
}

Difference found_only_by(const Report& finder, const Report& other) {
    Difference only;
    only.failures = names_of(finder.failures, other.failures, failure_names);
    only.classes = names_of(finder.classes, other.classes, class_names);
    for (const auto& [outcome, count] : finder.outcomes) {
        if (other.outcomes.count(outcome) == 0) only.outcomes.push_back(outcome);
    }
    if (whole_ms(finder.worst_wait) > whole_ms(other.worst_wait)) only.worst_wait = finder.worst_wait;
    return only;
}

std::string_view name(Agreement agreement) {
    switch (agreement) {
        case Agreement::agreed:
            return "agreed";
        case Agreement::bounded:
            return "bounded";
        case Agreement::disagreed:
            return "disagreed";
    }
    return "";
}

Comparison compare_results(Result native, Result relacy) {
    Difference only_native = found_only_by(native.report, relacy.report);
    Difference only_relacy = found_only_by(relacy.report, native.report);
    const Agreement agreement = !native.report.exhausted ? Agreement::bounded
                                : only_relacy.empty()    ? Agreement::agreed
                                                         : Agreement::disagreed;
    return {std::move(native), std::move(relacy), std::move(only_native), std::move(only_relacy), agreement};
}

int exit_code(const std::vector<Comparison>& comparisons, bool cut_short, bool accept_bounded) {
    const auto any = [&](auto predicate) {
        return std::any_of(comparisons.begin(), comparisons.end(), predicate);
    };
    const auto is_unexpected = [](const Comparison& c) {
        return c.agreement == Agreement::disagreed || says_nothing(c.native);
    };
    const auto is_stopped = [](const Comparison& c) {
        return c.native.report.end == End::stopped || c.relacy.report.end == End::stopped;
    };
    const auto is_bounded = [](const Comparison& c) { return c.agreement == Agreement::bounded; };
    return exit_code_of({.unexpected = any(is_unexpected),
                         .missing = cut_short || any(is_stopped),
                         .bounded = any(is_bounded)},
                        accept_bounded);
}

std::string json_text(const std::vector<Comparison>& comparisons,
                      const std::vector<NotCompared>& not_compared) {
    nlohmann::json array = nlohmann::json::array();
    for (const Comparison& comparison : comparisons) array.push_back(comparison_json(comparison));
    for (const NotCompared& one : not_compared) array.push_back(not_compared_json(one));
    return array.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace tools
