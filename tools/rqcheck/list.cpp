// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "lock/revision.hpp"
#include "lock/sites.hpp"
#include "scenarios/framework/scenario.hpp"
#include "tools/rqcheck/commands.hpp"
#include "tools/rqcheck/exit_code.hpp"
#include "tools/rqcheck/text.hpp"

namespace tools {
namespace {

using nlohmann::json;
using scenarios::Scenario;

std::string cpus_text(const scenarios::CpuRange& cpus) {
    if (cpus.min == cpus.max) return counted(cpus.natural, "CPU");
    return fmt::format("{}-{} CPUs (runs with {})", cpus.min, cpus.max, cpus.natural);
}

/// With what is not the usual case only.
std::string locks_text(const Scenario& scenario) {
    std::string text = counted(scenario.locks, "lock");
    if (scenario.form != scenarios::Form::queued) text += fmt::format(", {}", name(scenario.form));
    if (scenario.arch != scenarios::Arch::generic) text += fmt::format(", arch {}", name(scenario.arch));
    return text;
}

std::string nmis_text(const Scenario& scenario) {
    if (scenario.nmi == nullptr) return "no NMIs";
    std::string text = counted(scenario.nmis, "NMI") + " per CPU";
    if (scenario.nmi_cpus.contains(0) && !scenario.nmi_cpus.contains(1)) {
        text = counted(scenario.nmis, "NMI") + " on CPU 0";
    }
    for (std::size_t i = 0; i < scenario.window.size(); ++i) {
        text += fmt::format("{} {}", i == 0 ? ", only at" : " and", scenario.window[i]);
    }
    return text;
}

std::string scenarios_text() {
    std::string out;
    for (const Scenario& scenario : scenarios::all()) {
        out += fmt::format("{}\n    {}\n    {}; {}; {}\n", scenario.name, scenario.claim,
                           cpus_text(scenario.cpus), locks_text(scenario), nmis_text(scenario));
        if (!scenario.source.empty()) out += fmt::format("    from: {}\n", scenario.source);
    }
    return out;
}

std::string revisions_text() {
    std::string out;
    for (const auto& entry : rqspinlock::revision_names) {
        out += fmt::format("{:<16} {:<13} {}\n", entry.name, entry.commit, entry.change);
    }
    return out;
}

std::string sites_text() {
    std::string out;
    for (const auto& entry : rqspinlock::site_names)
        out += fmt::format("{:<26} {}\n", entry.name, entry.what);
    return out;
}

json nmi_cpus_json(const Scenario& scenario) {
    json cpus = json::array();
    for (unsigned cpu = 0; scenario.nmi != nullptr && cpu < scenario.cpus.max; ++cpu) {
        if (scenario.nmi_cpus.contains(cpu)) cpus.push_back(cpu);
    }
    return cpus;
}

json scenarios_json() {
    json array = json::array();
    for (const Scenario& scenario : scenarios::all()) {
        array.push_back(
            {{"scenario", scenario.name},
             {"claim", scenario.claim},
             {"source", scenario.source},
             {"cpus",
              {{"min", scenario.cpus.min}, {"max", scenario.cpus.max}, {"natural", scenario.cpus.natural}}},
             {"locks", scenario.locks},
             {"lock", name(scenario.form)},
             {"arch", name(scenario.arch)},
             {"nmis", scenario.nmi == nullptr ? 0 : scenario.nmis},
             {"nmi_cpus", nmi_cpus_json(scenario)},
             {"windows", scenario.window}});
    }
    return array;
}

json revisions_json() {
    json array = json::array();
    for (const auto& entry : rqspinlock::revision_names) {
        array.push_back({{"revision", entry.name}, {"commit", entry.commit}, {"change", entry.change}});
    }
    return array;
}

json sites_json() {
    json array = json::array();
    for (const auto& entry : rqspinlock::site_names) {
        array.push_back({{"site", entry.name}, {"what", entry.what}});
    }
    return array;
}

}  // namespace

int list(const ListOptions& options) {
    std::string out;
    if (options.json) {
        const json array = options.revisions ? revisions_json()
                           : options.sites   ? sites_json()
                                             : scenarios_json();
        out = array.dump(2) + "\n";
    } else {
        out = options.revisions ? revisions_text() : options.sites ? sites_text() : scenarios_text();
    }
    std::fputs(out.c_str(), stdout);
    return exit_as_expected;
}

}  // namespace tools
