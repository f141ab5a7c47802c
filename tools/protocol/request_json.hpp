// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The members of a request in JSON. A new member is added to its struct and to its line here.

#include <string>

#include <nlohmann/json.hpp>

#include "tools/protocol/json.hpp"
#include "tools/protocol/request.hpp"

namespace tools {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(InterruptSetup, budget, windows)

inline void to_json(nlohmann::json& json, const InterruptSetups& setups) {
    for (const scenarios::Interrupt kind : scenarios::interrupts)
        json[std::string(name(kind))] = setups[kind];
}

inline void from_json(const nlohmann::json& json, InterruptSetups& setups) {
    for (const scenarios::Interrupt kind : scenarios::interrupts) {
        json.at(std::string(name(kind))).get_to(setups[kind]);
    }
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Faults, mutant, oracles, first_look)

#define RQCHECK_SETUP_MEMBERS \
    scenario, program, revision, arch, lock, memory, cpus, interrupts, slow, rounds, weaken, drop
inline void to_json(nlohmann::json& nlohmann_json_j, const Setup& nlohmann_json_t) {
    NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(NLOHMANN_JSON_TO, RQCHECK_SETUP_MEMBERS, faults))
}
/// A setup without `faults` has none: older files do not have this member.
inline void from_json(const nlohmann::json& nlohmann_json_j, Setup& nlohmann_json_t) {
    NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(NLOHMANN_JSON_FROM, RQCHECK_SETUP_MEMBERS))
    nlohmann_json_t.faults = nlohmann_json_j.value("faults", Faults{});
}
#undef RQCHECK_SETUP_MEMBERS

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Bounds, executions, seconds, switches)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Search, scheduler, bounds, seed, count_coverage,
                                                keep_symptoms, count_plain_races)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Replay, token, lenient, break_at)

}  // namespace tools
