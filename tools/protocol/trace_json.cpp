// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "tools/protocol/outside_json.hpp"
#include "tools/protocol/request_json.hpp"
#include "tools/protocol/trace.hpp"

namespace tools {
namespace {

using nlohmann::json;

constexpr const char* format_name = "rqcheck-trace";

/// A member with an empty value is left out, because people read traces too.
template <class T>
void put(json& to, const char* key, const T& value) {
    if (value != T{}) to[key] = value;
}

template <class T>
void put(json& to, const char* key, const std::optional<T>& value) {
    if (value) to[key] = *value;
}

template <class T>
void get(const json& from, const char* key, T& value) {
    if (const auto found = from.find(key); found != from.end()) found->get_to(value);
}

template <class T>
void get(const json& from, const char* key, std::optional<T>& value) {
    if (const auto found = from.find(key); found != from.end()) value = found->template get<T>();
}

json change_json(const Announcement& change) {
    json result{{"lock", change.lock}, {"phase", change.phase}};
    put(result, "check", change.check);
    put(result, "node", change.node);
    return result;
}

Announcement change_from(const json& from) {
    Announcement change;
    from.at("lock").get_to(change.lock);
    from.at("phase").get_to(change.phase);
    get(from, "check", change.check);
    get(from, "node", change.node);
    return change;
}

json step_json(const TraceStep& step) {
    json result{{"cpu", step.cpu},      {"context", step.context}, {"operation", step.operation},
                {"time_ns", step.time}, {"epoch", step.epoch},     {"clock", step.clock}};
    put(result, "site", step.site);
    put(result, "variable", step.variable);
    put(result, "read", step.read);
    put(result, "written", step.written);
    put(result, "order", step.order);
    put(result, "from", step.from);
    put(result, "address_from", step.address_from);
    put(result, "coherence", step.coherence);
    put(result, "missed", step.missed);
    put(result, "ahead", step.ahead);
    put(result, "file", step.file);
    put(result, "line", step.line);
    if (step.change) result["change"] = change_json(*step.change);
    put(result, "enabled_cpus", step.enabled_cpus);
    put(result, "enabled_stores", step.enabled_stores);
    return result;
}

TraceStep step_from(const json& from) {
    TraceStep step;
    from.at("cpu").get_to(step.cpu);
    from.at("context").get_to(step.context);
    from.at("operation").get_to(step.operation);
    from.at("time_ns").get_to(step.time);
    from.at("epoch").get_to(step.epoch);
    from.at("clock").get_to(step.clock);
    get(from, "site", step.site);
    get(from, "variable", step.variable);
    get(from, "read", step.read);
    get(from, "written", step.written);
    get(from, "order", step.order);
    get(from, "from", step.from);
    get(from, "address_from", step.address_from);
    get(from, "coherence", step.coherence);
    get(from, "missed", step.missed);
    get(from, "ahead", step.ahead);
    get(from, "file", step.file);
    get(from, "line", step.line);
    if (from.contains("change")) step.change = change_from(from.at("change"));
    get(from, "enabled_cpus", step.enabled_cpus);
    get(from, "enabled_stores", step.enabled_stores);
    return step;
}

json end_json(const TraceEnd& end) {
    json result{{"end", end.end}};
    put(result, "site", end.site);
    put(result, "variable", end.variable);
    put(result, "context", end.context);
    put(result, "file", end.file);
    put(result, "line", end.line);
    put(result, "rounds", end.rounds);
    return result;
}

TraceEnd end_from(const json& from) {
    TraceEnd end;
    from.at("end").get_to(end.end);
    get(from, "site", end.site);
    get(from, "variable", end.variable);
    get(from, "context", end.context);
    get(from, "file", end.file);
    get(from, "line", end.line);
    get(from, "rounds", end.rounds);
    return end;
}

/// Readers of a trace use its numbers without checking them again.
void require_numbers(const ExecutionTrace& trace) {
    const auto known = [&](StepNumber number) {
        return number >= initial && number < static_cast<StepNumber>(trace.steps.size());
    };
    const auto all_known = [&](const std::vector<StepNumber>& numbers) {
        return std::all_of(numbers.begin(), numbers.end(), known);
    };
    const std::size_t cpus = trace.ends.size();
    const auto fits = [&](const TraceStep& step) {
        return step.cpu < cpus && !step.context.empty() && step.clock.size() == cpus &&
               (!step.from || known(*step.from)) && (!step.address_from || known(*step.address_from)) &&
               all_known(step.missed) && all_known(step.enabled_stores);
    };
    if (!std::all_of(trace.steps.begin(), trace.steps.end(), fits) || !all_known(trace.race) ||
        (!trace.race.empty() &&
         (trace.race.size() != 2 || trace.race.front() < 0 || trace.race.back() < 0))) {
        throw TraceError("a damaged trace: a step names a CPU or a step that is not there");
    }
}

}  // namespace

void to_json(json& result, const ExecutionTrace& trace) {
    result = json{{"what", trace.what},     {"outcome", trace.outcome}, {"setup", trace.setup},
                  {"engine", trace.engine}, {"replay", trace.replay},   {"failures", trace.failures},
                  {"race", trace.race}};
    json& ends = result["ends"] = json::array();
    for (const TraceEnd& end : trace.ends) ends.push_back(end_json(end));
    json& steps = result["steps"] = json::array();
    for (const TraceStep& step : trace.steps) steps.push_back(step_json(step));
}

void from_json(const json& from, ExecutionTrace& trace) {
    trace = {};
    from.at("what").get_to(trace.what);
    from.at("outcome").get_to(trace.outcome);
    from.at("setup").get_to(trace.setup);
    from.at("engine").get_to(trace.engine);
    from.at("replay").get_to(trace.replay);
    from.at("failures").get_to(trace.failures);
    from.at("race").get_to(trace.race);
    for (const json& end : from.at("ends")) trace.ends.push_back(end_from(end));
    for (const json& step : from.at("steps")) trace.steps.push_back(step_from(step));
    require_numbers(trace);
}

std::string trace_file(const std::vector<ExecutionTrace>& traces) {
    json file{{"format", format_name}, {"version", ExecutionTrace::version}, {"traces", traces}};
    return file.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::vector<ExecutionTrace> read_trace_file(const std::string& text) {
    json file;
    try {
        file = read_outside_json(text, OutsideTexts::of_one_line);
    } catch (const json::exception&) {
        // It is no JSON, and so no object.
    } catch (const std::invalid_argument& error) {
        throw TraceError(fmt::format("a damaged trace: {}", error.what()));
    }
    if (!file.is_object() || file.value("format", json()) != format_name) {
        throw TraceError(fmt::format("no {} file", format_name));
    }
    if (const json version = file.value("version", json()); version != ExecutionTrace::version) {
        throw TraceError(fmt::format("a trace of version {}, this rqcheck reads version {}", version.dump(),
                                     ExecutionTrace::version));
    }
    try {
        return file.at("traces").get<std::vector<ExecutionTrace>>();
    } catch (const json::exception& error) {
        throw TraceError(fmt::format("a damaged trace: {}", error.what()));
    } catch (const std::invalid_argument& error) {  // an unknown name
        throw TraceError(fmt::format("a damaged trace: {}", error.what()));
    }
}

}  // namespace tools
