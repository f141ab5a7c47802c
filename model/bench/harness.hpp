// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What all benchmarks of searches have in common: their counters, and a main function that fails if one of
/// them did.

#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

namespace model::bench {

/// What one search has found.
struct Counts {
    std::uint64_t executions = 0;
    std::uint64_t discarded = 0;  ///< begun, and broken off as equivalent to an explored one
};

/// Counters of the last search, executions per second of CPU time, and the peak memory of this process: that
/// of this benchmark only if no other one ran before it.
void set_counters(benchmark::State& state, const Counts& counts);

/// The search was not the one that is to be measured. Ends the benchmark, and in time the program with 1.
void fail(benchmark::State& state, const std::string& why);

/// Runs what has been registered, as the command line says. @return the exit code
int run(int argc, char** argv);

}  // namespace model::bench
