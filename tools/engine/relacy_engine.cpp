// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/engine/relacy_engine.hpp"

#include <fmt/core.h>

#include "lock/judge/judge.hpp"
#include "model/relacy/platform.hpp"
#include "model/relacy/search.hpp"
#include "tools/engine/bench.hpp"
#include "tools/engine/tally.hpp"

namespace tools {
namespace {

namespace relacy = model::relacy;

struct RelacyEngine {
    using Platform = relacy::Platform;
    using PlainData = relacy::PlainData;
    static relacy::Machine& machine() { return relacy::Machine::instance(); }
    static relacy::AccessInfo access(rqspinlock::Site site) {
        return relacy::access_info(std::memory_order_relaxed, site, relacy::Source::current());
    }
};

using RelacyBench = Bench<RelacyEngine>;

std::uint64_t address(const void* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer);
}

/// Also makes every location before the search, so that their ids do not depend on it.
Names name_everything(unsigned locks, unsigned cpus) {
    Names names;
    for (unsigned lock = 0; lock < locks; ++lock) {
        const std::string name = rqspinlock::judge::lock_name(lock);
        names.add_location(RelacyBench::locks()[lock].word().id(), name, ValueKind::lock_word);
        names.add_location(RelacyBench::data()[lock].id, name + ".data", ValueKind::data);
        names.add_pointer(address(&RelacyBench::locks()[lock].word()), name);
    }
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        auto& data = RelacyBench::per_cpu(cpu);
        for (unsigned index = 0; index < rqspinlock::max_queue_nodes; ++index) {
            const std::string node = fmt::format("cpu{}.node{}", cpu, index);
            names.add_location(data.nodes[index].locked.id(), node + ".locked", ValueKind::number);
            names.add_location(data.nodes[index].next.id(), node + ".next", ValueKind::node_pointer);
            names.add_pointer(address(&data.nodes[index]), node);
        }
        names.add_location(data.held.count.id(), fmt::format("cpu{}.cnt", cpu), ValueKind::number);
        for (unsigned index = 0; index < rqspinlock::res_nr_held; ++index) {
            names.add_location(data.held.entries[index].id(), fmt::format("cpu{}.held[{}]", cpu, index),
                               ValueKind::lock_pointer);
        }
    }
    return names;
}

Residue read_residue(unsigned locks, unsigned cpus) {
    Residue residue;
    for (unsigned lock = 0; lock < locks; ++lock) {
        residue.words.push_back(RelacyBench::locks()[lock].word().final_value());
    }
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        residue.held_counts.push_back(RelacyBench::per_cpu(cpu).held.count.final_value());
        residue.node_counts.push_back(RelacyBench::per_cpu(cpu).node_count.final_value());
    }
    return residue;
}

class RelacyObserver final : public model::Observer {
  public:
    RelacyObserver(Tally& tally, const ProgressCallback& progress) : tally_(tally), progress_(progress) {}
    void finished(const model::Execution& execution) override { tally_.add(execution); }
    bool progress(std::uint64_t executions, double seconds) override {
        return progress_(executions, seconds);
    }

  private:
    Tally& tally_;
    const ProgressCallback& progress_;
};

std::vector<std::string> gaps_of(const Request& request) {
    std::vector<std::string> gaps{
        "stale reads: at most one older store of a location in the full and bound schedulers, two in the "
        "random one",
        "no load buffering, no coherence order against the order of execution (LB, 2+2W, S)",
        "a failed cmpxchg and the read of an update see the latest store only",
        "release sequences as in C++17: a relaxed store by the same CPU continues one",
        "partial accesses to a lock word are updates of the whole word",
    };
    if (request.scheduler == "bound") {
        gaps.push_back(fmt::format("schedules with more than {} preemptive context switches are left out",
                                   request.bounds.switches));
    }
    if (request.scheduler == "random") gaps.emplace_back("a random walk covers what it happens to meet");
    return gaps;
}

std::string memory_model_of(const Request& request) {
    return request.scheduler == "random" ? "C++ memory orders as Relacy has them, sampled"
                                         : "C++ memory orders as Relacy has them";
}

}  // namespace

Report run_on_relacy(const Request& request, const ProgressCallback& progress) {
    const Prepared prepared = prepare(request, relacy::max_relacy_cpus);
    rqspinlock::RuntimeOptions::current = prepared.options;

    const unsigned locks = prepared.scenario->locks;
    const unsigned cpus = prepared.configuration.cpus;
    const Names names = name_everything(locks, cpus);
    std::vector<model::LocationId> words;
    for (unsigned lock = 0; lock < locks; ++lock) words.push_back(RelacyBench::locks()[lock].word().id());

    Tally tally(std::move(words), [=] { return read_residue(locks, cpus); });
    RelacyObserver observer(tally, progress);
    const model::SearchResult result = relacy::search(
        prepared.configuration, RelacyBench::programs(*prepared.scenario), prepared.limits, observer);

    Report report;
    report.request = request;
    report.engine = "relacy";
    report.memory_model = memory_model_of(request);
    report.gaps = gaps_of(request);
    report.end = end_of(result, prepared.limits);
    report.exhausted =
        result.end == model::SearchEnd::by_itself && prepared.limits.scheduler == model::Scheduler::full;
    report.seconds = result.seconds;
    report.redundant = result.redundant;
    tally.write_to(report, names);
    return report;
}

}  // namespace tools
