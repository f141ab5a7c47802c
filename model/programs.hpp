// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The programs that run on the machine.

#include <cstdint>
#include <optional>
#include <vector>

#include "model/execution.hpp"

namespace model {

inline constexpr unsigned max_trace_programs = 8;

/// The guard keeps a trace program from being entered again on a CPU on which it runs, also in NMIs.
enum class TraceGuard : std::uint8_t {
    per_cpu,      ///< one guard for all programs of this kind: while one of them runs, none is entered
    per_program,  ///< each program has a guard of its own
};

/// A program that is attached to a trace point. It runs in the context that reaches the point.
struct TraceProgram {
    unsigned point = 0;
    TraceGuard guard = TraceGuard::per_cpu;
    std::optional<std::uint32_t> subject{};  ///< only where the point is reached for it; nullopt: for any

    bool is_at(unsigned reached, std::uint32_t for_subject) const {
        return point == reached && (!subject || *subject == for_subject);
    }
};

/// The programs of a run. They act through a platform of the engine, for the CPU that runs them.
struct Programs {
    using Function = void (*)(void* environment, unsigned cpu);
    using TraceFunction = void (*)(void* environment, unsigned cpu, unsigned number);

    void* environment = nullptr;
    Function task = nullptr;
    // Handlers. A handler whose interrupt has a budget must not be null.
    Function nmi = nullptr;
    Function hardirq = nullptr;
    Function softirq = nullptr;
    /// The programs of one point run in this order. There are at most `max_trace_programs`.
    std::vector<TraceProgram> traced;
    TraceFunction trace = nullptr;  ///< runs the program of that number in `traced`
    SiteId task_end_site = 0;       ///< names the point after a task's last access

    Function handler(ContextKind kind) const {
        if (kind == ContextKind::nmi) return nmi;
        return kind == ContextKind::hardirq ? hardirq : softirq;
    }
};

}  // namespace model
