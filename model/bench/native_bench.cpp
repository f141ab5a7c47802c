// SPDX-License-Identifier: GPL-2.0-or-later

// native-bench: how fast the native engine explores small programs whose counts are known. No observer looks
// at the executions, so there are no records and no judge.

#include <string>

#include "model/bench/harness.hpp"
#include "model/bench/programs.hpp"
#include "model/native/search.hpp"

namespace model::bench {
namespace {

class NoObserver final : public Observer {
  public:
    void finished(FinishedExecution& /*finished*/) override {}
    bool progress(const Progress& /*progress*/) override { return true; }
};

/// The environment of a task: the machine passes one pointer.
struct Sized {
    const Program& program;
    unsigned size;
};

void explore(benchmark::State& state, const Program& program) {
    Sized sized{program, static_cast<unsigned>(state.range(0))};
    Configuration configuration;
    configuration.cpus = program.cpus(sized.size);
    Programs programs;
    programs.environment = &sized;
    programs.task = [](void* environment, unsigned cpu) {
        const Sized& sized = *static_cast<Sized*>(environment);
        sized.program.task(sized.size, cpu);
    };
    NoObserver observer;
    SearchResult result;
    for ([[maybe_unused]] auto iteration : state) {
        result = native::search(configuration, programs, FullSearch{}, SearchLimits{}, observer);
    }
    if (result.end != SearchEnd::by_itself) return fail(state, "the search did not end by itself");
    if (program.graphs != nullptr && result.executions != program.graphs(sized.size)) {
        return fail(state, std::to_string(result.executions) + " executions instead of " +
                               std::to_string(program.graphs(sized.size)));
    }
    set_counters(state, {result.executions, result.discarded});
}

void register_all() {
    for (const Program& program : programs()) {
        benchmark::internal::Benchmark* const sizes = benchmark::RegisterBenchmark(
            program.name, [&program](benchmark::State& state) { explore(state, program); });
        for (const unsigned size : program.sizes) sizes->Arg(size);
        sizes->Unit(benchmark::kMillisecond);
    }
}

}  // namespace
}  // namespace model::bench

int main(int argc, char** argv) {
    model::bench::register_all();
    return model::bench::run(argc, argv);
}
