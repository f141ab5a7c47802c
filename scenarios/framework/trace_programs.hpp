// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Programs at the lock's trace points, contention_begin and contention_end.
///
///     .contention_begin = lock_unlock(A),
///     .contention_end = {{.program = lock_unlock(B), .guard = TraceGuard::program}, {.program = task, .lock
///     = A}},
///
/// A trace program runs in an attempt that reaches the trace point, in its context, and may take locks.

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "scenarios/framework/cpu.hpp"

namespace scenarios {

/// The guard keeps a trace program from being entered again by its own attempts, and by attempts of NMIs that
/// interrupt it. Each CPU has its own guards. The two kinds are independent of each other.
enum class TraceGuard : std::uint8_t {
    /// One guard for all programs of this kind: while one runs, the CPU's trace points run no other. The
    /// kernel's tracepoint programs are like this.
    cpu,
    /// One guard for each program: while it runs, its attempts run the other programs. The kernel's raw
    /// tracepoint programs are like this.
    program,
};

struct TraceProgram {
    Program program;
    TraceGuard guard = TraceGuard::cpu;
    std::optional<Lock> lock{};  ///< in attempts on this lock only; none: on any lock
};

/// The programs of one trace point, in the order in which they run.
class TracePrograms {
  public:
    TracePrograms() = default;
    /// One program with its CPU's guard, in attempts on any lock.
    // Not explicit: a declaration names a program where there is one.
    template <std::convertible_to<Program> P>
    TracePrograms(P program) {
        if (Program made = std::move(program)) programs_.push_back({.program = std::move(made)});
    }
    TracePrograms(std::initializer_list<TraceProgram> programs) : programs_(programs) {}

    bool empty() const { return programs_.empty(); }
    auto begin() const { return programs_.begin(); }
    auto end() const { return programs_.end(); }
    unsigned size() const { return static_cast<unsigned>(programs_.size()); }
    const TraceProgram& operator[](unsigned number) const { return programs_[number]; }
    void add(TraceProgram program) { programs_.push_back(std::move(program)); }

  private:
    std::vector<TraceProgram> programs_;
};

}  // namespace scenarios
