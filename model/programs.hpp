// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What runs on the machine.

#include <array>

#include "model/execution.hpp"

namespace model {

inline constexpr unsigned max_trace_points = 2;

/// The programs of a run. They act through a platform of the engine, for the CPU that runs them.
struct Programs {
    using Function = void (*)(void* environment, unsigned cpu);

    void* environment = nullptr;
    Function task = nullptr;
    // Handlers; one whose interrupt has a budget is there.
    Function nmi = nullptr;
    Function hardirq = nullptr;
    Function softirq = nullptr;
    /// At trace points, by their numbers; nullptr: none is attached.
    std::array<Function, max_trace_points> traced{};
    SiteId task_end_site = 0;  ///< names the point behind a task's last access

    Function handler(ContextKind kind) const {
        if (kind == ContextKind::nmi) return nmi;
        return kind == ContextKind::hardirq ? hardirq : softirq;
    }
};

}  // namespace model
