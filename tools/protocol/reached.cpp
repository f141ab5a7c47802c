// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/protocol/reached.hpp"

#include "scenarios/framework/sites.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace tools {
namespace {

using scenarios::all_sites;

std::vector<std::string> names_of(const std::bitset<site_count>& sites) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < site_count; ++i) {
        if (sites[i]) names.emplace_back(all_sites[i].name);
    }
    return names;
}

std::bitset<site_count> sites_of(const nlohmann::json& names) {
    std::bitset<site_count> sites;
    for (const auto& typed : names) {
        const std::optional<rqspinlock::Site> site = scenarios::site_named(typed.get<std::string>());
        if (!site) throw std::invalid_argument("unknown site");
        sites.set(static_cast<std::size_t>(*site));
    }
    return sites;
}

bool any_in(const std::bitset<site_count>& sites, const std::string& beginning) {
    for (std::size_t i = 0; i < site_count; ++i) {
        if (sites[i] && all_sites[i].name.starts_with(beginning)) return true;
    }
    return false;
}

std::string key_of(scenarios::Interrupt interrupt) {
    return fmt::format("{}s", name(interrupt));
}

/// Example: "unlock.release", or "unlock.*" for a beginning of names.
std::string window_name(const std::string& beginning) {
    return scenarios::site_named(beginning) ? beginning : beginning + "*";
}

}  // namespace

void ReachedSites::add(const ReachedSites& other) {
    sites |= other.sites;
    for (std::size_t kind = 0; kind < interrupted.size(); ++kind)
        interrupted[kind] |= other.interrupted[kind];
}

bool names_sites(const Setup& setup) {
    const bool any_window = std::any_of(
        scenarios::interrupts.begin(), scenarios::interrupts.end(), [&](scenarios::Interrupt interrupt) {
            return setup.interrupts[interrupt].budget != 0 && !setup.interrupts[interrupt].windows.empty();
        });
    return any_window || !setup.weaken.empty() || !setup.drop.empty() || !setup.faults.oracles.empty();
}

std::vector<std::string> unreached(const scenarios::Scenario& scenario, const Setup& setup,
                                   const ReachedSites& reached) {
    constexpr std::string_view never = "{} was never reached: this says nothing about it";
    std::vector<std::string> lines;
    const auto add = [&](std::string line) {
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
    };
    for (const auto* const planted : {&setup.weaken, &setup.drop}) {
        for (const std::string& site : *planted) {
            if (!any_in(reached.sites, site)) add(fmt::format(fmt::runtime(never), site));
        }
    }
    for (const std::string& typed : setup.faults.oracles) {
        const std::string site = read_oracle(typed).site;
        if (!any_in(reached.sites, site)) add(fmt::format(fmt::runtime(never), site));
    }
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        const scenarios::Handler& declared = scenario.handlers[interrupt];
        const std::vector<std::string>& windows = setup.interrupts[interrupt].windows;
        if (setup.interrupts[interrupt].budget == 0 || !declared.exists()) continue;
        if (std::equal(windows.begin(), windows.end(), declared.window.begin(), declared.window.end()))
            continue;
        for (const std::string& window : windows) {
            if (!any_in(reached.sites, window)) {
                add(fmt::format(fmt::runtime(never), window_name(window)));
            } else if (!any_in(reached.interrupted[static_cast<unsigned>(interrupt)], window)) {
                add(fmt::format("no {} ever arrived at {}: this says nothing about it", name(interrupt),
                                window_name(window)));
            }
        }
    }
    return lines;
}

void to_json(nlohmann::json& json, const ReachedSites& reached) {
    json = nlohmann::json{{"sites", names_of(reached.sites)}};
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        json[key_of(interrupt)] = names_of(reached.interrupted[static_cast<unsigned>(interrupt)]);
    }
}

void from_json(const nlohmann::json& json, ReachedSites& reached) {
    reached.sites = sites_of(json.at("sites"));
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        reached.interrupted[static_cast<unsigned>(interrupt)] = sites_of(json.at(key_of(interrupt)));
    }
}

}  // namespace tools
