// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/result.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "tools/cli/exit_code.hpp"
#include "tools/trace/hang.hpp"

namespace tools {

std::vector<const Result*> made(const Cells& row) {
    std::vector<const Result*> results;
    for (const std::optional<Result>& cell : row) {
        if (cell) results.push_back(&*cell);
    }
    return results;
}

std::vector<const Result*> made(const std::vector<Cells>& rows) {
    std::vector<const Result*> results;
    for (const Cells& row : rows) {
        for (const Result* result : made(row)) results.push_back(result);
    }
    return results;
}

static bool was_stopped(const Report& report) {
    return report.end == End::stopped || report.end == End::lost || report.end == End::unfinished;
}

bool any_stopped(const std::vector<const Result*>& results) {
    return std::any_of(results.begin(), results.end(),
                       [](const Result* result) { return was_stopped(result->report); });
}

std::vector<std::string> hangs_of(const Report& report) {
    std::vector<std::string> sentences;
    const auto add = [&](const Trace& trace) {
        if (!is_failure(trace) || !trace.execution) return;
        for (std::string& sentence : hang_sentences(*trace.execution)) {
            if (std::find(sentences.begin(), sentences.end(), sentence) == sentences.end()) {
                sentences.push_back(std::move(sentence));
            }
        }
    };
    for (const Trace& trace : report.traces) add(trace);
    if (!sentences.empty()) return sentences;
    for (const Symptom& symptom : report.symptoms) add(symptom.trace);
    return sentences;
}

int exit_code(const std::vector<const Result*>& results, bool cut_short, bool accept_bounded) {
    const auto any = [&](auto predicate) {
        return std::any_of(results.begin(), results.end(), [&](const Result* r) { return predicate(*r); });
    };
    return exit_code_of({.unexpected = any([](const Result& r) { return !r.judgement.as_expected(); }),
                         .missing = cut_short || any([](const Result& r) { return was_stopped(r.report); }),
                         .bounded = any([](const Result& r) { return !r.report.exhausted; })},
                        accept_bounded);
}

int exit_code_with(const std::vector<NotRun>& not_run, const std::vector<const Result*>& results, int code) {
    const auto any = [&](auto predicate) { return std::any_of(not_run.begin(), not_run.end(), predicate); };
    if (any([](const NotRun& run) { return run.varies; })) return exit_not_deterministic;
    const bool died = any([](const NotRun& run) { return run.died; }) ||
                      std::any_of(results.begin(), results.end(),
                                  [](const Result* result) { return result->report.end == End::lost; });
    return died && (code == exit_as_expected || code == exit_bounded) ? exit_not_done : code;
}

std::string json_text(const std::vector<const Result*>& results, const std::vector<NotRun>& not_run) {
    nlohmann::json array = nlohmann::json::array();
    for (const Result* result : results) {
        array.push_back(result_json(result->report, result->judgement));
        array.back()["hangs"] = hangs_of(result->report);
    }
    for (const NotRun& run : not_run) {
        nlohmann::json json = run.request;
        json["not_run"] = run.reason;
        array.push_back(std::move(json));
    }
    return array.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace tools
