// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/coverage.hpp"

#include "scenarios/framework/sites.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

namespace tools {
namespace {

/// The place of a name among `all_sites` or `path_names`.
template <class Names>
std::size_t place_of(const Names& names, const std::string& name) {
    const auto found =
        std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.name == name; });
    if (found == names.end()) throw std::invalid_argument("unknown name '" + name + "'");
    return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

void Coverage::add(const Coverage& other) {
    for (std::size_t site = 0; site < sites.size(); ++site) {
        sites[site].reached += other.sites[site].reached;
        for (std::size_t kind = 0; kind < sites[site].interrupted.size(); ++kind) {
            sites[site].interrupted[kind] += other.sites[site].interrupted[kind];
        }
    }
    for (std::size_t path = 0; path < paths.size(); ++path) paths[path] += other.paths[path];
}

void to_json(nlohmann::json& json, const Coverage& coverage) {
    nlohmann::json sites = nlohmann::json::object();
    for (std::size_t i = 0; i < site_count; ++i) {
        const SiteCoverage& site = coverage.sites[i];
        if (site.reached == 0) continue;
        nlohmann::json& entry = sites[std::string(scenarios::all_sites[i].name)];
        entry["reached"] = site.reached;
        for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
            entry[std::string(name(interrupt))] = site.by(interrupt);
        }
    }
    nlohmann::json paths = nlohmann::json::object();
    for (std::size_t i = 0; i < path_count; ++i) {
        if (coverage.paths[i] != 0) paths[std::string(path_names[i].name)] = coverage.paths[i];
    }
    json = nlohmann::json{{"sites", sites}, {"paths", paths}};
}

void from_json(const nlohmann::json& json, Coverage& coverage) {
    for (const auto& [key, entry] : json.at("sites").items()) {
        SiteCoverage& site = coverage.sites[place_of(scenarios::all_sites, key)];
        entry.at("reached").get_to(site.reached);
        for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
            entry.at(std::string(name(interrupt))).get_to(site.interrupted[static_cast<unsigned>(interrupt)]);
        }
    }
    for (const auto& [key, count] : json.at("paths").items()) {
        count.get_to(coverage.paths[place_of(path_names, key)]);
    }
}

}  // namespace tools
