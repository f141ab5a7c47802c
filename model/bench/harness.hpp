// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The common part of all benchmarks of searches: their counters, and a main function that fails if one of
/// them fails.

#include <cstdint>
#include <string>

#include <benchmark/benchmark.h>

namespace model::bench {

/// The result of one search.
struct Counts {
    std::uint64_t executions = 0;
    std::uint64_t discarded = 0;  ///< begun, and broken off as equivalent to an explored one
};

/// Sets counters of the last search, executions per second of CPU time, and the peak memory of this process.
/// The peak is that of this benchmark only if no other one ran before it.
void set_counters(benchmark::State& state, const Counts& counts);

/// The search was not the one to be measured. Ends the benchmark, and makes the program's exit code 1.
void fail(benchmark::State& state, const std::string& why);

/// Runs the registered benchmarks that the command line selects. @return the exit code
int run(int argc, char** argv);

}  // namespace model::bench
