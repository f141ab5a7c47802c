// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/report.hpp"

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "tools/protocol/json.hpp"
#include "tools/protocol/verdict.hpp"
#include "tools/support/whole_ms.hpp"

namespace tools {

static void to_json(nlohmann::json& json, const Trace& trace) {
    json = nlohmann::json{
        {"what", trace.what}, {"outcome", trace.outcome}, {"text", trace.text}, {"length", trace.length}};
    if (trace.execution) json["execution"] = *trace.execution;
}

static void from_json(const nlohmann::json& json, Trace& trace) {
    json.at("what").get_to(trace.what);
    json.at("outcome").get_to(trace.outcome);
    json.at("text").get_to(trace.text);
    trace.length = json.value("length", std::uint64_t{0});
    if (json.contains("execution")) trace.execution = json.at("execution").get<ExecutionTrace>();
}

static void to_json(nlohmann::json& json, const Symptom& symptom) {
    to_json(json, symptom.trace);
    json["where"] = symptom.where;
}

static void from_json(const nlohmann::json& json, Symptom& symptom) {
    from_json(json, symptom.trace);
    json.at("where").get_to(symptom.where);
}

namespace {

using rqspinlock::judge::class_names;
using rqspinlock::judge::failure_names;

template <std::size_t n>
std::size_t index_of(const std::array<std::string_view, n>& names, std::string_view name) {
    const auto* const found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) throw std::invalid_argument("unknown name '" + std::string(name) + "'");
    return static_cast<std::size_t>(found - names.begin());
}

template <std::size_t n>
std::array<std::uint64_t, n> counts_from(const nlohmann::json& json,
                                         const std::array<std::string_view, n>& names) {
    std::array<std::uint64_t, n> counts{};
    for (const auto& [name, count] : json.items()) {
        counts[index_of(names, name)] = count.template get<std::uint64_t>();
    }
    return counts;
}

/// Writes every class, also those that never occurred, because a reader compares columns.
nlohmann::json classes_json(const Report& report) {
    nlohmann::json json = nlohmann::json::object();
    for (std::size_t i = 0; i < class_names.size(); ++i)
        json[std::string(class_names[i])] = report.classes[i];
    return json;
}

/// Writes only the kinds that occurred: `{}` means none.
nlohmann::json failures_json(const Report& report) {
    nlohmann::json json = nlohmann::json::object();
    for (std::size_t i = 0; i < failure_names.size(); ++i) {
        if (report.failures[i] != 0) json[std::string(failure_names[i])] = report.failures[i];
    }
    return json;
}

}  // namespace

void to_json(nlohmann::json& json, const Report& report) {
    to_json(json, report.request);
    json["engine"] = report.engine;
    json["memory_model"] = report.memory_model;
    json["gaps"] = report.gaps;
    json["executions"] = report.executions;
    json["complete"] = report.complete;
    json["discarded"] = report.discarded;
    json["exhausted"] = report.exhausted;
    json["end"] = report.end;
    json["seconds"] = report.seconds;
    json["verdict"] = name(verdict(report));
    const std::optional<rqspinlock::judge::FailureKind> worst = worst_failure(report);
    json["failure"] = worst ? nlohmann::json(name(*worst)) : nlohmann::json(nullptr);
    json["failures"] = failures_json(report);
    json["classes"] = classes_json(report);
    json["worst_wait_ns"] = report.worst_wait;
    json["worst_wait_ms"] = whole_ms(report.worst_wait);
    json["outcomes"] = report.outcomes;
    json["traces"] = report.traces;
    if (report.coverage) json["coverage"] = *report.coverage;
    if (report.plain_races) json["plain_races"] = *report.plain_races;
    if (report.reached) json["reached"] = *report.reached;
    if (report.request.replay) {
        json["misfits"] = report.misfits;
        json["stops"] = report.stops;
    }
    if (!report.symptoms.empty()) json["symptoms"] = report.symptoms;
    if (report.unit) json["unit_result"] = *report.unit;
}

void from_json(const nlohmann::json& json, Report& report) {
    from_json(json, report.request);
    json.at("engine").get_to(report.engine);
    json.at("memory_model").get_to(report.memory_model);
    json.at("gaps").get_to(report.gaps);
    json.at("executions").get_to(report.executions);
    json.at("complete").get_to(report.complete);
    json.at("discarded").get_to(report.discarded);
    json.at("exhausted").get_to(report.exhausted);
    json.at("end").get_to(report.end);
    json.at("seconds").get_to(report.seconds);
    report.failures = counts_from(json.at("failures"), failure_names);
    report.classes = counts_from(json.at("classes"), class_names);
    json.at("worst_wait_ns").get_to(report.worst_wait);
    json.at("outcomes").get_to(report.outcomes);
    json.at("traces").get_to(report.traces);
    if (json.contains("coverage")) report.coverage = json.at("coverage").get<Coverage>();
    if (json.contains("plain_races")) report.plain_races.emplace(json.at("plain_races"));
    if (json.contains("reached")) report.reached = json.at("reached").get<ReachedSites>();
    report.misfits = json.value("misfits", std::uint64_t{0});
    report.stops = json.value("stops", std::uint64_t{0});
    report.symptoms = json.value("symptoms", std::vector<Symptom>{});
    if (json.contains("unit_result")) report.unit = json.at("unit_result").get<UnitResult>();
}

}  // namespace tools
