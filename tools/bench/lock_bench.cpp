// SPDX-License-Identifier: GPL-2.0-or-later

// lock-bench: whole searches of the lock with the native engine. Each execution is judged, as `rqcheck
// run` does it.

#include <string>
#include <vector>

#include "model/bench/harness.hpp"
#include "tools/checker/native_engine.hpp"
#include "tools/protocol/revision.hpp"

namespace tools {
namespace {

struct Search {
    const char* name;
    const char* scenario;
    std::vector<unsigned> cpus;
    bool nmi_anywhere = false;  ///< one NMI on CPU 0, anywhere; otherwise as the scenario declares
};

/// Each scenario here runs with numbers of CPUs that `rqcheck` accepts for it.
const std::vector<Search>& searches() {
    static const std::vector<Search> searches{
        {"mutual-exclusion", "mutual-exclusion", {2, 3, 4}},
        {"nmi-lock-entry", "nmi-lock-entry", {2}},
        {"nmi-lock-entry-anywhere", "nmi-lock-entry", {2}, true},
        {"nmi-queue-interrupt", "nmi-queue-interrupt", {3}},
        {"nmi-queue-interrupt-anywhere", "nmi-queue-interrupt", {2, 3}, true},
        {"abba-third", "abba-third", {3}},
    };
    return searches;
}

Request request_of(const Search& search, unsigned cpus) {
    const scenarios::Scenario& scenario = *scenarios::find(search.scenario);
    Request request;
    request.setup.scenario = search.scenario;
    request.setup.revision = read_revision("aa-before-queue");
    request.setup.cpus = cpus;
    request.setup.interrupts = declared_interrupts(scenario);
    if (search.nmi_anywhere) request.setup.interrupts[scenarios::Interrupt::nmi] = {.budget = 1};
    return request;
}

void explore(benchmark::State& state, const Search& search) {
    const Request request = request_of(search, static_cast<unsigned>(state.range(0)));
    Report report;
    for ([[maybe_unused]] auto iteration : state) {
        report = run_on_native(request, [](const auto&...) { return true; });
    }
    if (!report.exhausted) return model::bench::fail(state, "the search did not end by itself");
    model::bench::set_counters(state, {report.executions, report.discarded});
}

void register_all() {
    for (const Search& search : searches()) {
        benchmark::internal::Benchmark* const sizes = benchmark::RegisterBenchmark(
            search.name, [&search](benchmark::State& state) { explore(state, search); });
        for (const unsigned cpus : search.cpus) sizes->Arg(static_cast<std::int64_t>(cpus));
        sizes->Unit(benchmark::kMillisecond);
    }
}

}  // namespace
}  // namespace tools

int main(int argc, char** argv) {
    tools::register_all();
    return model::bench::run(argc, argv);
}
