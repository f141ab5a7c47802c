// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/hunt/hunter.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <utility>

#include "tools/rqcheck/hunt/canonical.hpp"
#include "tools/rqcheck/hunt/shrink.hpp"
#include "tools/rqcheck/hunt/standing.hpp"
#include "tools/rqcheck/output/text.hpp"

namespace tools {

using scenarios::SmallProgram;

bool HuntResult::failed() const {
    return std::any_of(found.begin(), found.end(), [](const Found& one) { return !one.accepted; });
}

bool HuntResult::complete() const {
    return !cut_short && not_run.empty() &&
           std::all_of(strata.begin(), strata.end(),
                       [](const StratumCount& stratum) { return stratum.all && stratum.bounded == 0; });
}

Hunter::Hunter(Explorations& explorations, Revision revision, const Policy& policy,
               std::function<void(const std::string&)> progress)
    : explorations_(explorations), policy_(policy), progress_(std::move(progress)) {
    result_.revision = std::move(revision);
    result_.policy = policy;
}

HuntResult Hunter::hunt(Enumeration enumeration) {
    while (!explorations_.stopped()) {
        const std::optional<Stratum> stratum = enumeration.next();
        if (!stratum) break;
        add(*stratum);
    }
    result_.cut_short = explorations_.stopped();
    result_.programs = explorations_.programs();
    result_.executions = explorations_.executions();
    result_.not_run = explorations_.not_run();
    if (result_.programs == 0) explorations_.throw_first_failure();
    return std::move(result_);
}

void Hunter::add(const Stratum& stratum) {
    const std::vector<const Exploration*> explorations =
        explore(stratum.programs, fmt::format("{}, {}, {}", counted(stratum.operations, "operation"),
                                              counted(stratum.cpus, "CPU"), counted(stratum.nmis, "NMI")));
    StratumCount count{stratum.operations, stratum.cpus, stratum.nmis, stratum.hardirqs, 0, 0, stratum.all};
    // In the order of the programs, whatever the order in which they were explored.
    for (std::size_t i = 0; i < explorations.size(); ++i) {
        const Exploration* const exploration = explorations[i];
        if (exploration == nullptr) {
            count.all = false;
            continue;
        }
        ++count.programs;
        if (!exploration->exhausted) ++count.bounded;
        for (const Sighting& sighting : exploration->sightings) {
            const std::string key = sighting.symptom.key();
            const bool is_known =
                std::any_of(result_.found.begin(), result_.found.end(),
                            [&](const Found& found) { return found.sighting.symptom.key() == key; });
            if (!is_known) keep(stratum.programs[i], *exploration, sighting);
        }
    }
    result_.strata.push_back(count);
}

void Hunter::keep(const SmallProgram& program, const Exploration& exploration, const Sighting& sighting) {
    const std::string key = sighting.symptom.key();
    Found found{sighting, canonical(program), exploration, !fails(sighting.symptom, policy_), false};
    shrink(found.program, [&](const std::vector<SmallProgram>& smaller) -> std::optional<std::size_t> {
        const std::vector<const Exploration*> explorations =
            explore(smaller, "shrinking " + text(found.program));
        for (std::size_t i = 0; i < smaller.size(); ++i) {
            const Sighting* const same = explorations[i] == nullptr ? nullptr : explorations[i]->find(key);
            if (same == nullptr) continue;
            found.sighting = *same;
            found.exploration = *explorations[i];
            found.program = smaller[i];
            return i;
        }
        return std::nullopt;
    });
    found.smallest = !explorations_.stopped();
    result_.found.push_back(std::move(found));
}

std::vector<const Exploration*> Hunter::explore(const std::vector<SmallProgram>& programs,
                                                const std::string& what) {
    return explorations_.explore(programs, [&](std::size_t done) {
        progress_(
            fmt::format("{}: {}/{} programs, {} found", what, done, programs.size(), result_.found.size()));
    });
}

}  // namespace tools
