// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Small programs as code on the native engine, and the results of all their executions. They are for tests
/// that programs as data cannot express: sites, clock and state of the machine, more variables.

#include <functional>
#include <set>
#include <string>

#include "model/native/platform.hpp"
#include "model/native/search.hpp"
#include "model/tests/programs/code_programs.hpp"

namespace model::tests {

using native::Machine;
using native::Platform;
using Variable = native::Atomic<std::uint32_t>;

/// The names of the sites of a test have no meaning.
enum class TestSite : SiteId { access, other, end };

inline constexpr Nanoseconds ms = 1'000'000;

/// Variable number i, which is 0 at first.
Variable& variable(unsigned i);

/// Steps of the tests' programs, at the site `access`.
unsigned load(const Variable& variable, Order order);
void store(Variable& variable, unsigned value, Order order);
unsigned exchange(Variable& variable, unsigned value, Order order);
/// Sets bits. @return the value before
unsigned set_bits(Variable& variable, unsigned bits, Order order);
void read_data();
void write_data();
void hold(Nanoseconds duration);
unsigned await_value(Variable& variable, unsigned value, Order order, Nanoseconds poll = never,
                     Nanoseconds deadline = never);
unsigned await_not_zero(Variable& variable, Order order, Nanoseconds poll = never,
                        Nanoseconds deadline = never);
/// Makes a number part of the outcome. Variables of the process cannot do that: the engine goes back to
/// earlier states of a program.
void report(std::uint64_t number);
/// Reports the milliseconds of the clock.
void report_time();

struct Setup {
    unsigned cpus = 1;
    CpuProgram task = nullptr;
    CpuProgram nmi = nullptr;
    Configuration configuration{};
    SearchLimits limits{};
    CpuProgram hardirq = nullptr;
    CpuProgram softirq = nullptr;
    CpuProgram traced = nullptr;  ///< at trace point 0
    /// For several trace points, instead: the programs there, and the function that runs them.
    std::vector<TraceProgram> trace_programs{};
    void (*trace)(unsigned cpu, unsigned number) = nullptr;
};

struct Outcomes {
    /// Of complete executions: each CPU's reports in program order, with `|` between CPUs, nested ones in
    /// brackets: `[ ]` an NMI, `[h ]` a hardirq, `[s ]` a softirq, `[t ]` a program at a trace point.
    std::set<std::string> results;
    SearchResult search;
    std::uint64_t races = 0;
    std::uint64_t stuck = 0;
    std::uint64_t livelocks = 0;
    std::uint64_t assertions = 0;
};

/// @param look gets each execution too
/// @throw any exception of a program or of `look`
Outcomes explore(Setup setup, const std::function<void(const Execution&)>& look = {});

}  // namespace model::tests
