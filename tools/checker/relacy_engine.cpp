// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/relacy_engine.hpp"

#include <fmt/core.h>

#include "model/relacy/platform.hpp"
#include "model/relacy/search.hpp"
#include "tools/checker/explore.hpp"

namespace tools {
namespace {

namespace relacy = model::relacy;

using RelacyEngine = RigEngine<relacy::Engine>;

std::vector<std::string> gaps_of(const Request& request) {
    std::vector<std::string> gaps{
        "stale reads: at most one older store of a location in the full and bound schedulers, two in the "
        "random one",
        "no load buffering, no coherence order against the order of execution (LB, 2+2W, S)",
        "a failed cmpxchg and the read of an update see the latest store only",
        "release sequences as in C++17: a relaxed store by the same CPU continues one",
        "a load that orders by its address dependency only is an acquire",
        "partial accesses to a lock word are updates of the whole word",
    };
    if (request.search.scheduler == Scheduler::bound) {
        gaps.push_back(fmt::format("schedules with more than {} preemptive context switches are left out",
                                   request.search.bounds.switches.value_or(0)));
    }
    if (request.search.scheduler == Scheduler::random)
        gaps.emplace_back("a random walk covers what it happens to meet");
    return gaps;
}

std::string memory_model_of(const Request& request) {
    return request.search.scheduler == Scheduler::random ? "C++ memory orders as Relacy has them, sampled"
                                                         : "C++ memory orders as Relacy has them";
}

}  // namespace

Report run_on_relacy(const Request& request, const ProgressCallback& progress) {
    const Prepared prepared = prepare(request, relacy::max_relacy_cpus);
    if (request.setup.memory != MemoryModel::rc11) {
        throw RequestError(
            fmt::format("Relacy has the C++ memory model only, not '{}'", request.setup.memory));
    }
    if (request.setup.slow != 0)
        throw RequestError("Relacy has one clock for all CPUs: --slow needs --engine native");
    if (request.replay) throw RequestError("Relacy cannot replay an execution");
    if (request.unit) throw RequestError("a search of Relacy has no units of work");
    Report report;
    report.request = request;
    report.engine = Engine::relacy;
    report.memory_model = memory_model_of(request);
    report.gaps = gaps_of(request);
    explore<RelacyEngine>(prepared, progress, report, relacy::search);
    return report;
}

Pulse relacy_pulse(const void* /*here*/) {
    const relacy::Machine& machine = relacy::Machine::instance();
    if (!machine.is_in_program()) return {};
    return {true, machine.work(), machine.cpu(), model::context_name(machine.context()), machine.last_site()};
}

}  // namespace tools
