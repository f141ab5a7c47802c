// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <utility>

#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// A function's static: registrations run before main, in no particular order of files.
std::vector<Scenario>& registry() {
    static std::vector<Scenario> scenarios;
    return scenarios;
}

bool by_name(const Scenario& left, const Scenario& right) {
    return left.name < right.name;
}

}  // namespace

Registration::Registration(Scenario scenario) {
    std::vector<Scenario>& scenarios = registry();
    scenarios.insert(std::upper_bound(scenarios.begin(), scenarios.end(), scenario, by_name),
                     std::move(scenario));
}

const std::vector<Scenario>& all() {
    return registry();
}

const Scenario* find(std::string_view name) {
    for (const Scenario& scenario : registry()) {
        if (scenario.name == name) return &scenario;
    }
    return nullptr;
}

}  // namespace scenarios
