// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/request_json.hpp"

namespace tools {

static void to_json(nlohmann::json& json, const Policy& policy) {
    json = nlohmann::json{{"fail_on", names(policy.fail_on)},
                          {"max_wait_ns", policy.max_wait},
                          {"accept_unreached", policy.accept_unreached}};
}

static void from_json(const nlohmann::json& json, Policy& policy) {
    policy = {};
    for (const auto& typed : json.at("fail_on")) {
        policy.fail_on.insert(typed.get<rqspinlock::judge::Class>());
    }
    json.at("max_wait_ns").get_to(policy.max_wait);
    json.at("accept_unreached").get_to(policy.accept_unreached);
}

void to_json(nlohmann::json& json, const Request& request) {
    json = request.setup;
    to_json(json, request.search);
    json["trace_outcome"] = request.trace_outcome;
    if (request.policy != Policy{}) json["policy"] = request.policy;
    if (request.replay) json["replay"] = *request.replay;
    if (request.unit) json["unit"] = *request.unit;
    if (!request.wanted_traces.empty()) json["wanted_traces"] = request.wanted_traces;
}

void from_json(const nlohmann::json& json, Request& request) {
    request = {};
    from_json(json, request.setup);
    from_json(json, request.search);
    json.at("trace_outcome").get_to(request.trace_outcome);
    if (json.contains("policy")) request.policy = json.at("policy").get<Policy>();
    if (json.contains("replay")) request.replay = json.at("replay").get<Replay>();
    if (json.contains("unit")) request.unit = json.at("unit").get<UnitRequest>();
    if (json.contains("wanted_traces")) json.at("wanted_traces").get_to(request.wanted_traces);
}

}  // namespace tools
