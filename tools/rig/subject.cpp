// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rig/subject.hpp"

#include <fmt/core.h>

namespace tools {
namespace {

rqspinlock::Options options_of(const Request& request) {
    const std::optional<rqspinlock::Revision> revision = rqspinlock::revision_named(request.revision);
    if (!revision) throw RequestError(fmt::format("no revision '{}'", request.revision));
    const std::optional<rqspinlock::Arch> arch = rqspinlock::arch_named(request.arch);
    if (!arch) throw RequestError(fmt::format("no arch '{}'", request.arch));
    const std::optional<rqspinlock::Form> form = rqspinlock::form_named(request.lock);
    if (!form) throw RequestError(fmt::format("no form of the lock '{}'", request.lock));
    rqspinlock::Options options;
    options.revision = *revision;
    options.arch = *arch;
    options.set(*form);
    return options;
}

void find_scenario(const Request& request, Subject& subject) {
    if (request.program.empty()) {
        subject.scenario = scenarios::find(request.scenario);
        if (subject.scenario == nullptr) {
            throw RequestError(fmt::format("no scenario '{}'", request.scenario));
        }
        return;
    }
    subject.made = std::make_unique<scenarios::ProgramScenario>(scenarios::parse_program(request.program));
    subject.scenario = &subject.made->scenario();
    if (request.cpus != subject.scenario->cpus.natural) {
        throw RequestError(fmt::format("the program is one of {} CPUs, not {}",
                                       subject.scenario->cpus.natural, request.cpus));
    }
}

}  // namespace

Subject subject_of(const Request& request) {
    Subject subject;
    find_scenario(request, subject);
    subject.options = options_of(request);
    return subject;
}

}  // namespace tools
