// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/baseline.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <exception>
#include <nlohmann/json.hpp>
#include <utility>

#include "tools/cli/input_file.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/protocol/problem.hpp"
#include "tools/protocol/request_json.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/support/whole_ms.hpp"

namespace tools {
namespace {

using namespace rqspinlock::judge;

/// What a run is of, and what was asked: programs, machine and engine, and how far the search may go. In how
/// many processes it is made changes nothing, nor does what is shown of it.
nlohmann::json settings_of(const Request& request, Engine engine) {
    nlohmann::json settings = request.setup;
    settings["scheduler"] = request.search.scheduler;
    settings["bounds"] = request.search.bounds;
    settings["seed"] = request.search.seed;
    settings["engine"] = engine;
    return settings;
}

std::string key_of(const Report& report) {
    return settings_of(report.request, report.engine).dump();
}

std::string name_of(const Request& request) {
    return fmt::format("{} on {}", label(request), request.setup.revision);
}

bool is_of_same_row(const Setup& left, const Setup& right) {
    return left.scenario == right.scenario && left.program == right.program && left.cpus == right.cpus &&
           left.revision == right.revision;
}

/// "memory: \"tso\" there, \"rc11\" here", of the first setting that differs.
std::string first_difference(const nlohmann::json& there, const nlohmann::json& here) {
    for (const auto& [setting, value] : here.items()) {
        if (!there.contains(setting)) return setting;
        const nlohmann::json& other = there.at(setting);
        if (other == value) continue;
        if (value.is_object()) return first_difference(other, value);
        const auto shown = [](const nlohmann::json& json) {
            return json.is_null() ? std::string("none") : json.dump();
        };
        return fmt::format("{} is {} there, and {} here", setting, shown(other), shown(value));
    }
    return "a setting that is not here";
}

template <class Names, class Counts>
void compare_counts(BaselineDifference& difference, std::string_view noun, const Names& names,
                    const Counts& before, const Counts& now, bool now_exhausted, const Policy& policy) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (!is_problem(names[i]) && !policy.fails_on(names[i])) continue;
        if (before[i] == 0 && now[i] != 0) {
            difference.worse.push_back(fmt::format("{} {} is new", noun, names[i]));
        }
        // What a bounded search did not meet may be there all the same.
        if (before[i] != 0 && now[i] == 0 && now_exhausted) {
            difference.better.push_back(fmt::format("{} {} is gone", noun, names[i]));
        }
    }
}

void compare_waits(BaselineDifference& difference, const Report& before, const Report& now) {
    const auto text =
        fmt::format("worst wait {}ms, was {}ms", whole_ms(now.worst_wait), whole_ms(before.worst_wait));
    if (whole_ms(now.worst_wait) > whole_ms(before.worst_wait)) difference.worse.push_back(text);
    if (whole_ms(now.worst_wait) < whole_ms(before.worst_wait) && now.exhausted) {
        difference.better.push_back(text);
    }
}

void append_lines(std::string& text, std::string_view heading, const Result& result,
                  const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
        text += fmt::format("  {:<7} {} on {}: {}\n", heading, label(result.report.request),
                            result.report.request.setup.revision, line);
    }
}

}  // namespace

Baseline::Baseline(const std::string& path) {
    const std::string text = content_of(path, "a baseline");
    try {
        *this = Baseline(path, text);
    } catch (const std::exception&) {
        throw UsageError(fmt::format("'{}' is no baseline: rqcheck ... --json {} makes one", path, path));
    }
    if (entries_.empty()) {
        throw UsageError(
            fmt::format("the baseline '{}' is empty: rqcheck ... --json {} makes one", path, path));
    }
}

Baseline::Baseline(std::string name, const std::string& json) : name_(std::move(name)) {
    const auto array = nlohmann::json::parse(json);
    if (!array.is_array()) throw std::invalid_argument("no array");
    for (const nlohmann::json& element : array) {
        if (element.is_object() && element.contains("not_run")) continue;
        Entry entry{element.get<Report>(), element.at("as_expected").get<bool>()};
        std::string key = key_of(entry.report);
        entries_.insert_or_assign(std::move(key), std::move(entry));
    }
}

void Baseline::require_settings(const std::vector<Request>& planned, Engine engine) const {
    for (const Request& request : planned) {
        const nlohmann::json here = settings_of(request, engine);
        if (entries_.contains(here.dump())) continue;
        for (const auto& [key, entry] : entries_) {
            const Report& report = entry.report;
            if (!is_of_same_row(report.request.setup, request.setup)) continue;
            throw UsageError(fmt::format("the baseline '{}' is of other settings, {}: {}", name_,
                                         name_of(request),
                                         first_difference(settings_of(report.request, report.engine), here)));
        }
    }
}

std::vector<std::string> Baseline::not_made(const std::vector<const Result*>& results) const {
    std::vector<std::string> names;
    for (const auto& [key, entry] : entries_) {
        const Request& wanted = entry.report.request;
        const bool is_made = std::any_of(results.begin(), results.end(), [&wanted](const Result* result) {
            return is_of_same_row(result->report.request.setup, wanted.setup);
        });
        if (!is_made) names.push_back(name_of(wanted));
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

const Baseline::Entry* Baseline::find(const Result& result) const {
    const auto found = entries_.find(key_of(result.report));
    return found == entries_.end() ? nullptr : &found->second;
}

bool Baseline::has(const Result& result) const {
    return find(result) != nullptr;
}

BaselineDifference Baseline::compare(const Result& result) const {
    BaselineDifference difference;
    const Entry* const entry = find(result);
    if (entry == nullptr) {
        difference.worse = result.judgement.unexpected;
        return difference;
    }
    const Report& before = entry->report;
    const Report& now = result.report;
    compare_counts(difference, "failure", failure_names, before.failures, now.failures, now.exhausted,
                   now.request.policy);
    compare_counts(difference, "class", class_names, before.classes, now.classes, now.exhausted,
                   now.request.policy);
    compare_waits(difference, before, now);
    if (before.exhausted && !now.exhausted) difference.worse.emplace_back("was exhausted, is bounded");
    if (!before.exhausted && now.exhausted) difference.better.emplace_back("was bounded, is exhausted");
    if (entry->as_expected && difference.worse.empty()) {
        difference.worse = result.judgement.unexpected;
    }
    if (!entry->as_expected && result.judgement.as_expected() && now.exhausted) {
        difference.better.emplace_back("is as expected, was not");
    }
    return difference;
}

bool Baseline::any_worse(const std::vector<const Result*>& results) const {
    return std::any_of(results.begin(), results.end(),
                       [&](const Result* result) { return !compare(*result).worse.empty(); });
}

std::string Baseline::text(const std::vector<const Result*>& results) const {
    std::string lines;
    std::size_t worse = 0;
    std::size_t better = 0;
    std::size_t absent = 0;
    for (const Result* result : results) {
        const BaselineDifference difference = compare(*result);
        if (!difference.worse.empty()) ++worse;
        if (!difference.better.empty()) ++better;
        if (!has(*result)) ++absent;
        append_lines(lines, "worse", *result, difference.worse);
        append_lines(lines, "better", *result, difference.better);
    }
    const std::vector<std::string> missing = not_made(results);
    for (const std::string& run : missing) {
        lines += fmt::format("  {:<7} {}: in the baseline, and not run\n", "missing", run);
    }
    return fmt::format("baseline {}: {} runs, {} worse, {} better, {} not in it{}\n{}", name_, results.size(),
                       worse, better, absent,
                       missing.empty() ? "" : fmt::format(", {} missing", missing.size()), lines);
}

}  // namespace tools
