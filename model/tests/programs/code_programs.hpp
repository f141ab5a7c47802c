// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Small programs as code, for either engine: turns the functions of a test into the machine's programs.

#include "model/programs.hpp"

namespace model::tests {

using CpuProgram = void (*)(unsigned cpu);

/// @tparam Setup has `task`, a handler for each kind of interrupt, and the programs
/// at trace points: `traced` at point 0, or `trace` at the points of
/// `trace_programs`
/// @param setup must outlive the search
template <class Setup>
Programs programs_of(Setup& setup, SiteId end) {
    Programs programs;
    programs.environment = &setup;
    programs.task = [](void* environment, unsigned cpu) { static_cast<Setup*>(environment)->task(cpu); };
    programs.nmi = [](void* environment, unsigned cpu) { static_cast<Setup*>(environment)->nmi(cpu); };
    programs.hardirq = [](void* environment, unsigned cpu) {
        static_cast<Setup*>(environment)->hardirq(cpu);
    };
    programs.softirq = [](void* environment, unsigned cpu) {
        static_cast<Setup*>(environment)->softirq(cpu);
    };
    programs.traced = setup.trace_programs;
    programs.trace = [](void* environment, unsigned cpu, unsigned number) {
        static_cast<Setup*>(environment)->trace(cpu, number);
    };
    if (setup.traced != nullptr) {
        programs.traced = {{.point = 0}};
        programs.trace = [](void* environment, unsigned cpu, unsigned) {
            static_cast<Setup*>(environment)->traced(cpu);
        };
    }
    programs.task_end_site = end;
    return programs;
}

}  // namespace model::tests
