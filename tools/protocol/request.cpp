// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/request.hpp"

#include <algorithm>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace tools {

static void to_json(nlohmann::json& json, const Policy& policy) {
    json = nlohmann::json{{"fail_on", names(policy.fail_on)}, {"max_wait_ns", nullptr}};
    if (policy.max_wait) json["max_wait_ns"] = *policy.max_wait;
    if (policy.accept_unreached) json["accept_unreached"] = true;
}

static void from_json(const nlohmann::json& json, Policy& policy) {
    using namespace rqspinlock::judge;
    policy = {};
    for (const auto& typed : json.at("fail_on")) {
        const auto* const found = std::find(class_names.begin(), class_names.end(), typed.get<std::string>());
        if (found == class_names.end()) {
            throw std::invalid_argument("unknown class '" + typed.get<std::string>() + "'");
        }
        policy.fail_on.insert(static_cast<Class>(found - class_names.begin()));
    }
    const nlohmann::json& wait = json.at("max_wait_ns");
    if (!wait.is_null()) policy.max_wait = wait.get<std::uint64_t>();
    policy.accept_unreached = json.value("accept_unreached", false);
}

namespace {

/// "No limit" is null in JSON: a reader who sees 0 executions would think that there were none.
template <class T>
nlohmann::json limit(T value) {
    return value == T{} ? nlohmann::json(nullptr) : nlohmann::json(value);
}

template <class T>
T limit_from(const nlohmann::json& json) {
    return json.is_null() ? T{} : json.get<T>();
}

unsigned Request::*budget_member(scenarios::Interrupt interrupt) {
    if (interrupt == scenarios::Interrupt::nmi) return &Request::nmis;
    return interrupt == scenarios::Interrupt::hardirq ? &Request::hardirqs : &Request::softirqs;
}

constexpr const char* windows_key(scenarios::Interrupt interrupt) {
    if (interrupt == scenarios::Interrupt::nmi) return "nmi_windows";
    return interrupt == scenarios::Interrupt::hardirq ? "hardirq_windows" : "softirq_windows";
}

std::vector<std::string> strings(std::span<const std::string_view> views) {
    return {views.begin(), views.end()};
}

/// The window of all handlers of a scenario, if it is one.
std::vector<std::string> common_window(const scenarios::Scenario& scenario) {
    std::optional<std::vector<std::string>> common;
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        const scenarios::Handler& handler = scenario.handlers[interrupt];
        if (!handler.exists()) continue;
        if (common && *common != strings(handler.window)) return {};
        common = strings(handler.window);
    }
    return common.value_or(std::vector<std::string>{});
}

}  // namespace

unsigned& budget_of(Request& request, scenarios::Interrupt interrupt) {
    return request.*budget_member(interrupt);
}

unsigned budget_of(const Request& request, scenarios::Interrupt interrupt) {
    return request.*budget_member(interrupt);
}

Request machine_of(const Request& request) {
    Request machine;
    machine.scenario = request.scenario;
    machine.program = request.program;
    machine.revision = request.revision;
    machine.arch = request.arch;
    machine.lock = request.lock;
    machine.memory = request.memory;
    machine.cpus = request.cpus;
    machine.nmis = request.nmis;
    machine.hardirqs = request.hardirqs;
    machine.softirqs = request.softirqs;
    machine.slow = request.slow;
    machine.rounds = request.rounds;
    machine.windows = request.windows;
    machine.own_windows = request.own_windows;
    machine.weaken = request.weaken;
    machine.drop = request.drop;
    return machine;
}

OwnWindows& own_windows_of(Request& request, scenarios::Interrupt interrupt) {
    return request.own_windows[static_cast<unsigned>(interrupt)];
}

const OwnWindows& own_windows_of(const Request& request, scenarios::Interrupt interrupt) {
    return request.own_windows[static_cast<unsigned>(interrupt)];
}

const std::vector<std::string>& windows_of(const Request& request, scenarios::Interrupt interrupt) {
    const OwnWindows& own = own_windows_of(request, interrupt);
    return own ? *own : request.windows;
}

void set_windows(Request& request, const scenarios::Scenario& scenario) {
    request.windows = common_window(scenario);
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        const scenarios::Handler& handler = scenario.handlers[interrupt];
        OwnWindows& own = own_windows_of(request, interrupt);
        own.reset();
        if (handler.exists() && strings(handler.window) != request.windows) own = strings(handler.window);
    }
}

void to_json(nlohmann::json& json, const Request& request) {
    json = nlohmann::json{
        {"scenario", request.scenario},
        {"revision", request.revision},
        {"arch", request.arch},
        {"lock", request.lock},
        {"memory", request.memory},
        {"scheduler", request.scheduler},
        {"cpus", request.cpus},
        {"nmis", request.nmis},
        {"hardirqs", request.hardirqs},
        {"softirqs", request.softirqs},
        {"slow", request.slow},
        {"rounds", request.rounds},
        {"windows", request.windows},
        {"bounds",
         {{"executions", limit(request.bounds.executions)},
          {"seconds", limit(request.bounds.seconds)},
          {"switches", limit(request.bounds.switches)}}},
        {"seed", request.seed},
        {"weaken", request.weaken},
        {"drop", request.drop},
        {"jobs", request.jobs},
        {"trace_outcome", request.trace_outcome},
        {"count_coverage", request.coverage},
    };
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        const OwnWindows& own = own_windows_of(request, interrupt);
        json[windows_key(interrupt)] = own ? nlohmann::json(*own) : nlohmann::json(nullptr);
    }
    if (!request.program.empty()) json["program"] = request.program;
    if (request.policy != Policy{}) json["policy"] = request.policy;
    if (request.replay.empty()) return;
    json["replay"] = request.replay;
    json["lenient"] = request.lenient;
    json["break_at"] = request.break_at;
}

void from_json(const nlohmann::json& json, Request& request) {
    json.at("scenario").get_to(request.scenario);
    json.at("revision").get_to(request.revision);
    json.at("arch").get_to(request.arch);
    json.at("scheduler").get_to(request.scheduler);
    json.at("cpus").get_to(request.cpus);
    json.at("nmis").get_to(request.nmis);
    json.at("windows").get_to(request.windows);
    const nlohmann::json& bounds = json.at("bounds");
    request.bounds.executions = limit_from<std::uint64_t>(bounds.at("executions"));
    request.bounds.seconds = limit_from<double>(bounds.at("seconds"));
    request.bounds.switches = limit_from<unsigned>(bounds.at("switches"));
    json.at("seed").get_to(request.seed);
    json.at("weaken").get_to(request.weaken);
    json.at("drop").get_to(request.drop);
    // Requests from before these were there mean the same without them.
    request.hardirqs = json.value("hardirqs", 0U);
    request.softirqs = json.value("softirqs", 0U);
    request.slow = json.value("slow", 0U);
    request.rounds = json.value("rounds", request.rounds);
    request.lock = json.value("lock", "queued");
    request.memory = json.value("memory", "rc11");
    request.jobs = json.value("jobs", 1U);
    request.trace_outcome = json.value("trace_outcome", "");
    request.replay = json.value("replay", "");
    request.lenient = json.value("lenient", false);
    request.break_at = json.value("break_at", "");
    request.coverage = json.value("count_coverage", false);
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        const auto own = json.find(windows_key(interrupt));
        if (own == json.end() || own->is_null()) continue;
        own_windows_of(request, interrupt) = own->get<std::vector<std::string>>();
    }
    request.program = json.value("program", "");
    request.policy = json.value("policy", Policy{});
}

}  // namespace tools
