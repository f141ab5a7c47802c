// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rig/subject.hpp"

#include <fmt/core.h>

namespace tools {
namespace {

void find_scenario(const Setup& setup, Subject& subject) {
    if (setup.program.empty()) {
        subject.scenario = scenarios::find(setup.scenario);
        if (subject.scenario == nullptr) {
            throw RequestError(fmt::format("no scenario '{}'", setup.scenario));
        }
        return;
    }
    subject.made = std::make_unique<scenarios::ProgramScenario>(scenarios::parse_program(setup.program));
    subject.scenario = &subject.made->scenario();
    if (setup.cpus != subject.scenario->cpus.natural) {
        throw RequestError(
            fmt::format("the program is one of {} CPUs, not {}", subject.scenario->cpus.natural, setup.cpus));
    }
}

}  // namespace

Subject subject_of(const Setup& setup) {
    Subject subject;
    find_scenario(setup, subject);
    subject.options = lock_options(setup);
    return subject;
}

}  // namespace tools
