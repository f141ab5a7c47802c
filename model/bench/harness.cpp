// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/bench/harness.hpp"

#include <sys/resource.h>

namespace model::bench {
namespace {

bool failed = false;

double peak_memory_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;  // Linux counts it in KiB
}

}  // namespace

void set_counters(benchmark::State& state, const Counts& counts) {
    using benchmark::Counter;
    const auto executions = static_cast<double>(counts.executions);
    state.counters["executions"] = executions;
    state.counters["discarded"] = static_cast<double>(counts.discarded);
    state.counters["per_second"] = Counter(executions, Counter::kIsIterationInvariantRate);
    state.counters["peak_MB"] = peak_memory_mb();
}

void fail(benchmark::State& state, const std::string& why) {
    failed = true;
    state.SkipWithError(why.c_str());
}

int run(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    const bool any = benchmark::RunSpecifiedBenchmarks() != 0;
    benchmark::Shutdown();
    return any && !failed ? 0 : 1;
}

}  // namespace model::bench
