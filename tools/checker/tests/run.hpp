// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Runs an engine for tests.

#include "scenarios/framework/scenario.hpp"
#include "tools/protocol/report.hpp"

namespace tools {

/// The request for the scenario as it is declared, on a revision. `cpus` 0 stands for its natural number.
inline Request request_for(std::string_view scenario, std::string_view revision, unsigned cpus = 0) {
    const scenarios::Scenario& declared = *scenarios::find(scenario);
    Request request;
    request.setup.scenario = scenario;
    request.setup.revision = read_revision(revision);
    request.setup.cpus = cpus == 0 ? declared.cpus.natural : cpus;
    request.setup.arch = declared.arch;
    request.setup.lock = declared.form;
    request.setup.interrupts = declared_interrupts(declared);
    return request;
}

/// Runs the request on the engine that the tests are linked with.
Report run(const Request& request);

inline std::uint64_t count(const Report& report, rqspinlock::judge::Class value) {
    return report.classes[static_cast<unsigned>(value)];
}
inline std::uint64_t count(const Report& report, rqspinlock::judge::FailureKind kind) {
    return report.failures[static_cast<unsigned>(kind)];
}

/// The trace that the report keeps of a failure kind or class.
inline std::string trace_of(const Report& report, std::string_view what) {
    for (const Trace& trace : report.traces) {
        if (trace.what == what) return trace.text;
    }
    return "";
}

}  // namespace tools
