// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/trace_programs.hpp"

#include <array>

#include "lock/hardware/trace_points.hpp"
#include "scenarios/framework/limits.hpp"

namespace tools::hardware {
namespace {

using rqspinlock::Result;
using rqspinlock::hardware::TracePoints;

static_assert(scenarios::most_trace_programs <= TracePoints::Begin::most_programs);

struct Attached {
    TraceProgramRunner runner = nullptr;
    unsigned number = 0;
    const void* word = nullptr;  ///< of the lock in whose attempts it runs; nullptr: in attempts on any lock
};

std::array<Attached, scenarios::most_trace_programs> attached;

void run(const void* argument, const void* word) {
    const auto& program = *static_cast<const Attached*>(argument);
    if (program.word == nullptr || program.word == word) program.runner(program.number);
}

}  // namespace

void attach_trace_programs(const scenarios::Scenario& scenario, std::span<ProtectedSection> sections,
                           TraceProgramRunner runner) {
    using Guard = rqspinlock::hardware::TraceGuard;
    TracePoints& points = rqspinlock::hardware::trace_points;
    points.detach_all();
    for (unsigned number = 0; number < scenario.trace_program_count(); ++number) {
        const scenarios::TraceProgram& traced = scenario.trace_program(number);
        attached[number] = {runner, number, nullptr};
        if (traced.lock) attached[number].word = &sections[traced.lock->index].lock.word();
        const Guard guard = traced.guard == scenarios::TraceGuard::program ? Guard::program : Guard::cpu;
        if (number < scenario.contention_begin.size()) {
            points.contention_begin.attach({&run, &attached[number]}, guard);
        } else {
            points.contention_end.attach(
                {[](const void* argument, const void* word, Result) { run(argument, word); },
                 &attached[number]},
                guard);
        }
    }
}

}  // namespace tools::hardware
