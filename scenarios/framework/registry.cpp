// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// Static in a function: registrations run before main, in no particular order of files.
std::vector<Scenario>& registry() {
    static std::vector<Scenario> scenarios;
    return scenarios;
}

/// Names that differ from those of their files, as lines. They are known before `main` begins.
std::vector<std::string>& name_faults() {
    static std::vector<std::string> faults;
    return faults;
}

/// The name "abba" from "/home/me/scenarios/abba.cpp"; empty: the file is in no folder `scenarios`.
std::string_view name_of_file(std::string_view file) {
    const std::size_t slash = file.rfind('/');
    if (slash == std::string_view::npos) return "";
    std::string_view folder = file.substr(0, slash);
    folder.remove_prefix(folder.rfind('/') + 1);  // without a slash, `folder` stays as it is
    if (folder != "scenarios") return "";
    const std::string_view name = file.substr(slash + 1);
    return name.substr(0, name.rfind('.'));
}

bool by_name(const Scenario& left, const Scenario& right) {
    return left.name < right.name;
}

}  // namespace

Registration::Registration(Scenario scenario, const char* file) {
    const std::string_view expected = name_of_file(file);
    if (!expected.empty() && scenario.name != expected) {
        name_faults().push_back("scenario '" + std::string(scenario.name) + "': its file is " + file +
                                ", so its name has to be '" + std::string(expected) + "'");
    }
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

std::string first_fault() {
    if (!name_faults().empty()) return name_faults().front();
    const Scenario* before = nullptr;
    for (const Scenario& scenario : registry()) {
        if (before != nullptr && before->name == scenario.name) {
            return "scenario '" + std::string(scenario.name) + "': the name is there twice";
        }
        before = &scenario;
        if (std::string fault = fault_of(scenario); !fault.empty()) return fault;
    }
    return "";
}

}  // namespace scenarios
