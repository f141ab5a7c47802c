// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The steps of a trace at which a CPU of the hardware can be held.

#include <cstddef>
#include <string>
#include <vector>

#include "scenarios/framework/sites.hpp"
#include "tools/protocol/trace.hpp"

namespace tools::stress::forced {

struct Step {
    enum class Kind : unsigned char {
        access,   ///< of the lock, of a section or of a flag; a fence; the begin or end of a hold
        nmi,      ///< an NMI arrives before the access of the site
        program,  ///< the program at a trace point begins
        choice,
    };

    std::size_t number = 0;  ///< its number in the trace
    unsigned cpu = 0;
    Kind kind = Kind::access;
    rqspinlock::Site site = scenarios::rig::program_end;
    bool in_nmi = false;  ///< the context in which the CPU reaches it
    std::uint64_t time = 0;
    unsigned choice = 0;
    const TraceStep* source = nullptr;
};

/// The steps in the order of the trace. Entries that are no steps, such as notes and the ends of contexts,
/// are left out.
/// @throw UsageError if a step is one that the hardware, or any machine, does not have
std::vector<Step> steps_of(const ExecutionTrace& trace);

/// Does an access of this site leave no step in a trace? Such accesses are those of a CPU's own node count,
/// which no other CPU sees, and trace points without a program.
bool has_no_step(rqspinlock::Site site);

}  // namespace tools::stress::forced
