// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/ci/baseline.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <exception>
#include <utility>

#include "tools/cli/input_file.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/protocol/outside_json.hpp"
#include "tools/protocol/request_json.hpp"
#include "tools/support/printable.hpp"

namespace tools {
namespace {

using nlohmann::json;

constexpr const char* format_name = "rqcheck-baseline";
constexpr unsigned format_version = 1;

bool is_kept(const VerdictCase& one) {
    return !one.settings.is_null();
}

json json_of(const VerdictCase& one) {
    return {{"suite", one.suite},
            {"name", one.name},
            {"settings", one.settings},
            {"exhausted", one.exhausted},
            {"as_expected", one.as_expected},
            {"failures", one.failures},
            {"reached", one.reached},
            {"worst_wait_ms", one.worst_wait_ms}};
}

/// @throw std::invalid_argument, with a text for the message
void require(bool holds, const std::string& otherwise) {
    if (!holds) throw std::invalid_argument(otherwise);
}

/// @throw std::invalid_argument or nlohmann::json::exception
VerdictCase case_from(const json& entry) {
    require(entry.is_object(), "a verdict is no object");
    const json whole = json_of(VerdictCase{"", ""});
    for (const auto& [member, ignored] : whole.items()) {
        require(entry.contains(member), fmt::format("a verdict has no '{}'", member));
    }
    for (const auto& [member, ignored] : entry.items()) {
        require(whole.contains(member), fmt::format("a verdict has a '{}', which is unknown", member));
    }
    require(entry.at("settings").is_object(), "the settings of a verdict are no object");
    require(entry.at("worst_wait_ms").is_number_unsigned(),
            "a longest wait is no whole number of milliseconds");
    VerdictCase one{entry.at("suite").get<std::string>(), entry.at("name").get<std::string>()};
    require(is_printable(one.suite) && is_printable(one.name), "the name of a verdict has a line break");
    one.settings = entry.at("settings");
    one.exhausted = entry.at("exhausted").get<bool>();
    one.as_expected = entry.at("as_expected").get<bool>();
    one.failures = entry.at("failures").get<std::set<std::string>>();
    one.reached = entry.at("reached").get<std::set<std::string>>();
    one.worst_wait_ms = entry.at("worst_wait_ms").get<std::uint64_t>();
    return one;
}

/// The case of an element of the array of `--json`. The element has the kinds of its failures, but not their
/// places.
VerdictCase case_from_result(const json& element) {
    Result result{nullptr, element.get<Report>(), {}};
    return case_of_report(result.report, element.at("as_expected").get<bool>());
}

std::string shown(const json& value) {
    return value.is_null() ? std::string("none") : value.dump();
}

/// The first setting that differs: "memory is \"tso\" there, and \"rc11\" here".
/// @param usual the values of settings that are left out
std::string first_difference(const json& there, const json& here, const json& usual) {
    json all = there;
    all.update(here);
    for (const auto& item : all.items()) {
        const std::string& setting = item.key();
        const json at_rest = usual.is_object() && usual.contains(setting) ? usual.at(setting) : json();
        const auto value_in = [&](const json& settings) {
            return settings.contains(setting) ? settings.at(setting) : at_rest;
        };
        const json value_there = value_in(there);
        const json value_here = value_in(here);
        if (value_there == value_here) continue;
        if (value_there.is_object() && value_here.is_object()) {
            return first_difference(value_there, value_here, at_rest);
        }
        return fmt::format("{} is {} there, and {} here", setting, shown(value_there), shown(value_here));
    }
    return "";
}

/// "stuck" of "stuck: head.await_next in a task".
std::string kind_of(const std::string& failure) {
    return failure.substr(0, failure.find(':'));
}

/// Does the set have the failure? A kind without a place stands for all of its places.
bool has_failure(const std::set<std::string>& failures, const std::string& failure) {
    return failures.contains(failure) || failures.contains(kind_of(failure)) ||
           (failure == kind_of(failure) &&
            std::any_of(failures.begin(), failures.end(),
                        [&](const std::string& other) { return kind_of(other) == failure; }));
}

void compare_failures(BaselineDifference& difference, const VerdictCase& before, const VerdictCase& now) {
    for (const std::string& failure : now.failures) {
        if (!has_failure(before.failures, failure))
            difference.worse.push_back(fmt::format("{} is new", failure));
    }
    // A bounded search may have missed failures that are still there.
    if (!now.exhausted) return;
    for (const std::string& failure : before.failures) {
        if (!has_failure(now.failures, failure))
            difference.better.push_back(fmt::format("{} is gone", failure));
    }
}

void compare_reach(BaselineDifference& difference, const VerdictCase& before, const VerdictCase& now) {
    for (const std::string& one : before.reached) {
        if (!now.reached.contains(one))
            difference.worse.push_back(fmt::format("{} is not reached any more", one));
    }
    for (const std::string& one : now.reached) {
        if (!before.reached.contains(one)) difference.better.push_back(fmt::format("{} is reached", one));
    }
}

void compare_waits(BaselineDifference& difference, const VerdictCase& before, const VerdictCase& now) {
    const auto text = fmt::format("worst wait {}ms, was {}ms", now.worst_wait_ms, before.worst_wait_ms);
    if (now.worst_wait_ms > before.worst_wait_ms) difference.worse.push_back(text);
    if (now.worst_wait_ms < before.worst_wait_ms && now.exhausted) difference.better.push_back(text);
}

void append_lines(std::string& text, std::string_view heading, const std::string& name,
                  const std::vector<std::string>& lines) {
    for (const std::string& line : lines) text += fmt::format("  {:<7} {}: {}\n", heading, name, line);
}

}  // namespace

std::string baseline_text(const std::vector<VerdictCase>& cases) {
    std::map<std::string, std::string> lines;
    for (const VerdictCase& one : cases) {
        if (!is_kept(one)) continue;
        lines[one.suite + " " + one.name] = json_of(one).dump(-1, ' ', false, json::error_handler_t::replace);
    }
    std::string text =
        fmt::format("{{\"format\": \"{}\", \"version\": {}, \"verdicts\": [", format_name, format_version);
    std::string separator = "\n";
    for (const auto& [name, line] : lines) text += std::exchange(separator, ",\n") + line;
    return text + "\n]}\n";
}

Baseline::Baseline(const std::string& path) {
    const std::string text = content_of(path, "a baseline");
    try {
        *this = Baseline(path, text);
    } catch (const json::parse_error& error) {
        throw UsageError(fmt::format("'{}' is no baseline: it is no JSON, or ends too early, at byte {}",
                                     path, error.byte));
    } catch (const std::exception& error) {
        throw UsageError(fmt::format("'{}' is no baseline: {}", path, error.what()));
    }
    if (entries_.empty())
        throw UsageError(fmt::format("the baseline '{}' is empty: it has no verdict", path));
}

Baseline::Baseline(const std::string& name, const std::string& text) : name_(printable(name)) {
    const json file = read_outside_json(text, OutsideTexts::of_lines);
    const auto add = [&](VerdictCase one) {
        std::string key = key_of(one);
        require(!entries_.contains(key), fmt::format("it has two verdicts of {}", key));
        entries_.emplace(std::move(key), std::move(one));
    };
    if (file.is_array()) {
        for (const json& element : file) {
            if (element.is_object() && element.contains("not_run")) continue;
            add(case_from_result(element));
        }
        return;
    }
    require(file.is_object() && file.value("format", json()) == format_name,
            fmt::format("it is no {} file, which --write-baseline writes", format_name));
    const json version = file.value("version", json());
    require(version == format_version, fmt::format("it has version {}, and this rqcheck reads version {}",
                                                   version.dump(), format_version));
    require(file.contains("verdicts") && file.at("verdicts").is_array(), "it has no list of verdicts");
    for (const json& entry : file.at("verdicts")) add(case_from(entry));
}

void Baseline::require_settings(const std::vector<VerdictCase>& planned) const {
    for (const VerdictCase& one : planned) {
        if (!is_kept(one)) continue;
        const auto known = entries_.find(key_of(one));
        if (known == entries_.end() || known->second.settings == one.settings) continue;
        throw UsageError(
            fmt::format("the baseline '{}' is of other settings, {}: {}", name_, key_of(one),
                        first_difference(known->second.settings, one.settings, usual_settings())));
    }
}

std::vector<std::string> Baseline::not_made(const std::vector<VerdictCase>& cases) const {
    std::set<std::string> made;
    for (const VerdictCase& one : cases) made.insert(key_of(one));
    std::vector<std::string> names;
    for (const auto& [key, entry] : entries_) {
        if (!made.contains(key)) names.push_back(key);
    }
    return names;
}

const VerdictCase* Baseline::find(const VerdictCase& one) const {
    const auto known = entries_.find(key_of(one));
    return known != entries_.end() && known->second.settings == one.settings ? &known->second : nullptr;
}

BaselineDifference Baseline::compare(const VerdictCase& one) const {
    BaselineDifference difference;
    if (!is_kept(one)) return difference;
    const VerdictCase* const found = find(one);
    const auto why_it_fails = [&] {
        return one.failure ? std::vector<std::string>{one.failure->message} : std::vector<std::string>();
    };
    if (found == nullptr) {
        difference.worse = why_it_fails();
        return difference;
    }
    const VerdictCase& before = *found;
    compare_failures(difference, before, one);
    compare_reach(difference, before, one);
    compare_waits(difference, before, one);
    if (before.exhausted && !one.exhausted) difference.worse.emplace_back("was exhausted, is bounded");
    if (!before.exhausted && one.exhausted) difference.better.emplace_back("was bounded, is exhausted");
    if (before.as_expected && !one.as_expected && difference.worse.empty()) difference.worse = why_it_fails();
    if (!before.as_expected && one.as_expected && one.exhausted) {
        difference.better.emplace_back("is as expected, was not");
    }
    return difference;
}

bool Baseline::any_worse(const std::vector<VerdictCase>& cases) const {
    return std::any_of(cases.begin(), cases.end(),
                       [&](const VerdictCase& one) { return !compare(one).worse.empty(); });
}

std::vector<VerdictCase> Baseline::applied_to(const std::vector<VerdictCase>& cases) const {
    // A hunt has a case for each failure, and the baseline an entry for the hunt as a whole.
    const auto is_in_suite = [&](const VerdictCase& one) {
        return std::any_of(entries_.begin(), entries_.end(), [&](const auto& entry) {
            return entry.second.suite == one.suite && has_failure(entry.second.failures, one.name);
        });
    };
    std::vector<VerdictCase> applied = cases;
    for (VerdictCase& one : applied) {
        const bool is_worse = is_kept(one) ? !compare(one).worse.empty() : !is_in_suite(one);
        if (one.failure && !is_worse) {
            one.output += fmt::format("no worse than the baseline {}: {}\n", name_, one.failure->message);
            one.failure.reset();
        }
        if (is_worse) continue;
        for (CaseRemark& remark : one.remarks) {
            if (!remark.accepted_by) remark.accepted_by = fmt::format("the baseline {} has it", name_);
        }
    }
    return applied;
}

std::string Baseline::text(const std::vector<VerdictCase>& cases) const {
    std::string lines;
    std::size_t kept = 0;
    std::size_t worse = 0;
    std::size_t better = 0;
    std::size_t absent = 0;
    for (const VerdictCase& one : cases) {
        if (!is_kept(one)) continue;
        ++kept;
        const BaselineDifference difference = compare(one);
        if (!difference.worse.empty()) ++worse;
        if (!difference.better.empty()) ++better;
        if (!has(one)) ++absent;
        append_lines(lines, "worse", key_of(one), difference.worse);
        append_lines(lines, "better", key_of(one), difference.better);
    }
    const std::vector<std::string> missing = not_made(cases);
    for (const std::string& name : missing) {
        lines += fmt::format("  {:<7} {}: in the baseline, and not run\n", "missing", name);
    }
    return fmt::format("baseline {}: {} runs, {} worse, {} better, {} not in it{}\n{}", name_, kept, worse,
                       better, absent, missing.empty() ? "" : fmt::format(", {} missing", missing.size()),
                       lines);
}

}  // namespace tools
