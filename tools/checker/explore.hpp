// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Runs a prepared request on an engine and adds up the results in a report.

#include <memory>

#include <fmt/core.h>

#include "lock/judge/judge.hpp"
#include "model/access.hpp"
#include "model/not_deterministic.hpp"
#include "model/platform.hpp"
#include "model/unit_mismatch.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/checker/engine.hpp"
#include "tools/checker/kept_tally.hpp"
#include "tools/checker/machine_rig.hpp"

namespace tools {

inline std::uint64_t address(const void* pointer) {
    return reinterpret_cast<std::uintptr_t>(pointer);
}

inline std::string text_of(const model::NotDeterministic& varies) {
    return fmt::format(
        "run again, cpu{} differs at its step {}, {}: a program keeps state between executions", varies.cpu,
        varies.step, scenarios::site_name(static_cast<rqspinlock::Site>(varies.site)));
}

/// Gives `MachineRig` and `Inventory` what they need from an engine of `model/`.
/// @tparam Model `model::native::Engine` or `model::relacy::Engine`
template <class Model>
struct RigEngine {
    using Platform = model::Platform<Model>;
    using PlainData = typename Model::PlainData;
    template <class P>
    using Lock = rqspinlock::RqSpinLock<P, rqspinlock::RuntimeOptions>;
    /// Called when all locations have been made.
    template <class Rig>
    static void prepare() {}
    /// The value of a pointer to a lock, as the code under test stores it. `node_address` is the same
    /// for a node.
    template <class Rig>
    static const void* lock_address(unsigned lock) {
        return &Rig::locks()[lock].word();
    }
    template <class Rig>
    static const void* node_address(unsigned cpu, unsigned index) {
        return &Rig::per_cpu(cpu).nodes[index];
    }
    static typename Model::Machine& machine() { return Model::machine(); }
};

/// The locations of the locks and CPUs that a request uses.
template <class Engine>
class Inventory {
  public:
    Inventory(const scenarios::Scenario& scenario, unsigned cpus)
        : scenario_(&scenario), locks_(scenario.locks), cpus_(cpus) {}

    /// Also makes every location before the search, so that the ids of locations do not depend on the search.
    Names names() const {
        Names names;
        for (unsigned lock = 0; lock < locks_; ++lock) {
            const std::string name = rqspinlock::judge::lock_name(lock);
            names.add_location(EngineRig::locks()[lock].word().id(), name, ValueKind::lock_word);
            names.add_location(EngineRig::data()[lock].id, name + ".data", ValueKind::data);
        }
        for (unsigned flag = 0; flag < scenarios::max_flags; ++flag) {
            names.add_location(EngineRig::flags()[flag].id(), fmt::format("flag{}", flag), ValueKind::number);
        }
        for (unsigned cpu = 0; cpu < cpus_; ++cpu) {
            auto& data = EngineRig::per_cpu(cpu);
            for (unsigned index = 0; index < rqspinlock::max_queue_nodes; ++index) {
                const std::string node = node_name(cpu, index);
                names.add_location(data.nodes[index].locked.id(), node + ".locked", ValueKind::number);
                names.add_location(data.nodes[index].next.id(), node + ".next", ValueKind::node_pointer);
            }
            names.add_location(data.held.cnt.id(), fmt::format("cpu{}.cnt", cpu), ValueKind::number);
            for (unsigned index = 0; index < rqspinlock::res_nr_held; ++index) {
                names.add_location(data.held.locks[index].id(), fmt::format("cpu{}.held[{}]", cpu, index),
                                   ValueKind::lock_pointer);
            }
        }
        for (std::size_t variable = 0; variable < scenario_->variables.size(); ++variable) {
            names.add_location(EngineRig::variables()[variable].id(),
                               std::string(scenario_->variables[variable]), ValueKind::number);
        }
        add_pointers(names);
        return names;
    }

    std::vector<model::LocationId> lock_words() const {
        std::vector<model::LocationId> words;
        for (unsigned lock = 0; lock < locks_; ++lock) words.push_back(EngineRig::locks()[lock].word().id());
        return words;
    }

    /// Reads the state that the execution that has just ended left behind.
    void read(Residue& residue) const {
        residue.words.clear();
        residue.held_counts.clear();
        residue.node_counts.clear();
        for (unsigned lock = 0; lock < locks_; ++lock) {
            residue.words.push_back(EngineRig::locks()[lock].word().final_value());
        }
        for (unsigned cpu = 0; cpu < cpus_; ++cpu) {
            residue.held_counts.push_back(EngineRig::per_cpu(cpu).held.cnt.final_value());
            residue.node_counts.push_back(EngineRig::per_cpu(cpu).node_count.final_value());
        }
    }

  private:
    using EngineRig = MachineRig<Engine>;

    void add_pointers(Names& names) const {
        Engine::template prepare<EngineRig>();
        for (unsigned lock = 0; lock < locks_; ++lock) {
            names.add_pointer(address(Engine::template lock_address<EngineRig>(lock)),
                              rqspinlock::judge::lock_name(lock));
        }
        for (unsigned cpu = 0; cpu < cpus_; ++cpu) {
            for (unsigned index = 0; index < rqspinlock::max_queue_nodes; ++index) {
                names.add_pointer(address(Engine::template node_address<EngineRig>(cpu, index)),
                                  node_name(cpu, index));
            }
        }
    }
    static std::string node_name(unsigned cpu, unsigned index) {
        return fmt::format("cpu{}.node{}", cpu, index);
    }

    const scenarios::Scenario* scenario_;
    unsigned locks_;
    unsigned cpus_;
};

class TallyingObserver final : public model::Observer {
  public:
    TallyingObserver(Tally& tally, const ProgressCallback& progress) : tally_(tally), progress_(progress) {}
    void finished(model::FinishedExecution& finished) override { tally_.add(finished); }
    bool progress(const model::Progress& progress) override { return progress_(progress); }

  private:
    Tally& tally_;
    const ProgressCallback& progress_;
};

/// Says what the tally has to keep.
inline void set_up(Tally& tally, const Prepared& prepared, const Request& request) {
    if (prepared.judge_all) tally.judge_all();
    tally.keep_outcome(request.trace_outcome);
    tally.keep_as(prepared.replay_of);
    tally.keep_breaches(request.policy);
    if (request.search.count_coverage) tally.keep_coverage();
    if (request.search.count_plain_races) tally.keep_plain_races();
    if (names_sites(request.setup)) tally.keep_reached();
    const bool keeps_symptoms = prepared.made || request.search.keep_symptoms;
    if (prepared.example) {
        tally.keep_example(*prepared.example);
    } else if (keeps_symptoms && prepared.replay_of.empty()) {
        tally.keep_symptoms();
    }
}

/// @param search `SearchResult(const Configuration&, const Programs&, const Strategy&, const SearchLimits&,
///        Observer&)`
/// @param report receives the results; the engine itself fills in what it covers
template <class Engine, class Search>
model::SearchResult explore(const Prepared& prepared, const ProgressCallback& progress, Report& report,
                            Search search) {
    rqspinlock::RuntimeOptions::current = prepared.options;
    const Inventory<Engine> inventory(*prepared.scenario, prepared.configuration.cpus);
    const Names names = inventory.names();
    static KeptTally kept;
    Tally& tally = kept.of(report.request, [&] {
        auto made = std::make_unique<Tally>(inventory.lock_words(),
                                            [inventory](Residue& residue) { inventory.read(residue); });
        set_up(*made, prepared, report.request);
        return made;
    });
    if (report.request.unit) tally.begin_unit(report.request.unit->longest);
    TallyingObserver observer(tally, progress);
    // Executions are told apart by the lock holders, not by all bits of the lock words.
    model::Configuration configuration = prepared.configuration;
    configuration.observed = inventory.lock_words();
    configuration.observed_mask = rqspinlock::locked_mask;
    const model::SearchResult result = [&] {
        try {
            return search(configuration, MachineRig<Engine>::programs(*prepared.scenario), prepared.strategy,
                          prepared.limits, observer);
        } catch (const model::NotDeterministic& varies) {
            throw ProgramVaries(text_of(varies));
        } catch (const model::UnitMismatch& mismatch) {
            throw RequestError(fmt::format("no unit of this search: {}", mismatch.what()));
        }
    }();
    report.end = end_of(result, prepared.strategy);
    report.exhausted =
        report.end == End::by_itself && std::holds_alternative<model::FullSearch>(prepared.strategy);
    report.seconds = result.seconds;
    report.discarded = result.discarded;
    if (!report.request.unit || (report.request.unit->unit.is_whole_search() && result.rest.empty())) {
        tally.write_to(report, names);
    } else {
        UnitResult unit{result.rest, result.done, {}, result.discarded_at_last, result.broken_off};
        tally.write_to(report, unit);
        report.unit = std::move(unit);
    }
    return result;
}

}  // namespace tools
