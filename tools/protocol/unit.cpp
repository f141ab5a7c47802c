// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/unit.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

#include "tools/protocol/json.hpp"

namespace tools {
namespace {

constexpr std::string_view whole_search = "all";

[[noreturn]] void refuse_unit(std::string_view text) {
    throw std::invalid_argument(fmt::format("no unit of work: '{}'", text.substr(0, 60)));
}

/// Reads "2/5".
model::Branch read_branch(std::string_view part, std::string_view whole) {
    model::Branch branch;
    const char* const end = part.data() + part.size();
    const auto taken = std::from_chars(part.data(), end, branch.taken);
    if (taken.ec != std::errc() || taken.ptr == end || *taken.ptr != '/') refuse_unit(whole);
    const auto moves = std::from_chars(taken.ptr + 1, end, branch.moves);
    if (moves.ec != std::errc() || moves.ptr != end || branch.taken >= branch.moves || branch.moves < 2) {
        refuse_unit(whole);
    }
    return branch;
}

}  // namespace

std::string text(const model::Unit& unit) {
    if (unit.is_whole_search()) return std::string(whole_search);
    std::string result;
    for (const model::Branch& branch : unit.path) {
        result += fmt::format("{}{}/{}", result.empty() ? "" : ".", branch.taken, branch.moves);
    }
    if (unit.from != 0) result += fmt::format(":{}/{}", unit.from, unit.moves);
    return result;
}

model::Unit read_unit(std::string_view text) {
    model::Unit unit;
    if (text == whole_search) return unit;
    const std::size_t colon = text.find(':');
    std::string_view path = text.substr(0, colon);
    while (!path.empty()) {
        const std::size_t dot = path.find('.');
        unit.path.push_back(read_branch(path.substr(0, dot), text));
        if (dot == std::string_view::npos) break;
        path.remove_prefix(dot + 1);
        if (path.empty()) refuse_unit(text);
    }
    if (colon != std::string_view::npos) {
        const model::Branch from = read_branch(text.substr(colon + 1), text);
        if (from.taken == 0) refuse_unit(text);
        unit.from = from.taken;
        unit.moves = from.moves;
    }
    if (unit.is_whole_search()) refuse_unit(text);
    return unit;
}

void UnitExample::append(const UnitExample& next) {
    if (next.length > length) return;
    if (next.length < length) {
        *this = next;
        return;
    }
    for (const Candidate& candidate : next.candidates) {
        if (met + candidate.number >= most_compared) break;
        if (!candidates.empty() && candidate.switches >= candidates.back().switches) continue;
        candidates.push_back(candidate);
        candidates.back().number += met;
    }
    met = std::min(met + next.met, most_compared);
}

static void to_json(nlohmann::json& json, const std::vector<model::Done>& done) {
    json = nlohmann::json::array();
    for (const model::Done& one : done) json.push_back({one.done, one.moves});
}

static void from_json(const nlohmann::json& json, std::vector<model::Done>& done) {
    done.clear();
    for (const auto& one : json) {
        done.push_back({one.at(0).get<std::uint32_t>(), one.at(1).get<std::uint32_t>()});
    }
}

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ExampleKey, what, is_symptom, where)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Candidate, number, switches, decisions)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(UnitExample, key, length, met, candidates)

void to_json(nlohmann::json& json, const UnitRequest& request) {
    json = {{"unit", text(request.unit)},
            {"size", request.size},
            {"estimate", request.estimate},
            {"longest", request.longest}};
}

void from_json(const nlohmann::json& json, UnitRequest& request) {
    request.unit = read_unit(json.at("unit").get<std::string>());
    json.at("size").get_to(request.size);
    json.at("estimate").get_to(request.estimate);
    json.at("longest").get_to(request.longest);
}

void to_json(nlohmann::json& json, const UnitResult& result) {
    std::vector<std::string> rest;
    for (const model::Unit& unit : result.rest) rest.push_back(text(unit));
    nlohmann::json done;
    to_json(done, result.done);
    json = {{"rest", rest},
            {"done", done},
            {"examples", result.examples},
            {"discarded_at_last", result.discarded_at_last},
            {"broken_off", result.broken_off}};
}

void from_json(const nlohmann::json& json, UnitResult& result) {
    result.rest.clear();
    for (const auto& unit : json.at("rest")) result.rest.push_back(read_unit(unit.get<std::string>()));
    from_json(json.at("done"), result.done);
    json.at("examples").get_to(result.examples);
    json.at("discarded_at_last").get_to(result.discarded_at_last);
    json.at("broken_off").get_to(result.broken_off);
}

void to_json(nlohmann::json& json, const WantedTrace& example) {
    json = {{"key", example.key}, {"decisions", example.decisions}};
}

void from_json(const nlohmann::json& json, WantedTrace& example) {
    json.at("key").get_to(example.key);
    json.at("decisions").get_to(example.decisions);
}

}  // namespace tools
