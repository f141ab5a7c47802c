// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/hunt/explorations.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "scenarios/framework/sites.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/rqcheck/hunt/program_size.hpp"
#include "tools/variant/engine_for.hpp"

namespace tools {
namespace {

using scenarios::SmallProgram;

/// A pointer into `sightings`, which may be constant or not.
template <class Sightings>
auto* find_in(Sightings& sightings, const std::string& key) {
    const auto found = std::find_if(sightings.begin(), sightings.end(),
                                    [&](const Sighting& sighting) { return sighting.symptom.key() == key; });
    return found == sightings.end() ? nullptr : &*found;
}

/// Adds the symptoms that are new, or whose trace is shorter than the known one.
void add_sightings(Exploration& exploration, const Report& report) {
    for (const Symptom& symptom : report.symptoms) {
        Sighting sighting{symptom, report.request, report.exhausted};
        Sighting* const same = exploration.find(symptom.key());
        if (same == nullptr) {
            exploration.sightings.push_back(std::move(sighting));
        } else if (symptom.trace.length < same->symptom.trace.length) {
            *same = std::move(sighting);
        }
    }
}

bool takes_interrupts(const Setup& setup) {
    return std::any_of(scenarios::interrupts.begin(), scenarios::interrupts.end(),
                       [&](scenarios::Interrupt kind) { return setup.interrupts[kind].budget != 0; });
}

/// "fast.", "grab."... In the programs of a hunt, every site at which an interrupt can arrive is in one of
/// the groups.
std::vector<std::string> site_groups(rqspinlock::Form form) {
    std::vector<std::string> groups;
    for (const rqspinlock::SiteName& site : scenarios::all_sites) {
        std::string group(site.name.substr(0, site.name.find('.') + 1));
        // The CPUs of a hunt's programs wait for locks only.
        if (group == "flag." || group == "await.") continue;
        if (group == "tas." && form == rqspinlock::Form::queued) continue;
        if (std::find(groups.begin(), groups.end(), group) == groups.end())
            groups.push_back(std::move(group));
    }
    return groups;
}

}  // namespace

const Sighting* Exploration::find(const std::string& key) const {
    return find_in(sightings, key);
}

Sighting* Exploration::find(const std::string& key) {
    return find_in(sightings, key);
}

Request request_for(const SmallProgram& program, Request common) {
    Setup& setup = common.setup;
    setup.scenario = scenarios::small_program_name;
    setup.program = text(program);
    setup.cpus = static_cast<unsigned>(program.cpus.size());
    setup.lock = program.form;
    for (const scenarios::Interrupt kind : scenarios::interrupts) {
        setup.interrupts[kind].budget = program.arrivals(kind);
    }
    return common;
}

Explorations::Explorations(unsigned jobs, Request common, std::optional<Clock::time_point> deadline)
    : common_(std::move(common)), deadline_(deadline) {
    const EngineExecutable program = engine_for(Engine::native, common_.setup);
    for (unsigned job = 0; job < jobs; ++job) engines_.emplace_back(Engine::native, program);
}

bool Explorations::stopped() const {
    return stop_requested() || (deadline_ && Clock::now() >= *deadline_);
}

std::uint64_t Explorations::executions() const {
    std::uint64_t executions = 0;
    for (const auto& [program, exploration] : known_) executions += exploration.executions;
    return executions;
}

std::vector<const Exploration*> Explorations::explore(const std::vector<SmallProgram>& programs,
                                                      const std::function<void(std::size_t)>& on_progress) {
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < programs.size(); ++i) {
        if (!known_.contains(text(programs[i]))) wanted.push_back(i);
    }
    std::atomic<std::size_t> next{0};
    std::mutex mutex;  // guards everything below
    std::size_t done = 0;
    std::exception_ptr error;
    const auto work = [&](EngineProcess& engine) {
        try {
            for (std::size_t i = next++; i < wanted.size() && !stopped(); i = next++) {
                std::optional<Exploration> exploration = explore_one(engine, programs[wanted[i]]);
                if (!exploration) return;
                const std::lock_guard guard(mutex);
                known_.emplace(text(programs[wanted[i]]), std::move(*exploration));
                on_progress(++done);
            }
        } catch (...) {
            next = wanted.size();
            const std::lock_guard guard(mutex);
            error = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> threads;
        for (EngineProcess& engine : engines_) threads.emplace_back([&] { work(engine); });
    }
    if (error) std::rethrow_exception(error);
    std::vector<const Exploration*> explorations;
    for (const SmallProgram& program : programs) {
        const auto known = known_.find(text(program));
        explorations.push_back(known == known_.end() ? nullptr : &known->second);
    }
    return explorations;
}

std::optional<Exploration> Explorations::explore_one(EngineProcess& engine,
                                                     const SmallProgram& program) const {
    Exploration exploration;
    Request request = request_for(program, common_);
    const std::optional<Report> full = search(engine, request, exploration);
    if (!full) return std::nullopt;
    exploration.exhausted = full->exhausted;
    if (full->end != End::executions) return exploration;
    // The first part of a search that does not end says little about the rest.
    if (takes_interrupts(request.setup)) {
        const bool all = search_windows(engine, request, exploration);
        if (exploration.cut_short) return exploration;
        // An execution with one interrupt is in one of the windows.
        const ProgramSize size = size_of(program);
        exploration.exhausted = all && size.nmis + size.hardirqs + size.softirqs == 1;
        if (exploration.exhausted) return exploration;
    }
    request.search.scheduler = Scheduler::random;
    search(engine, request, exploration);
    return exploration;
}

bool Explorations::search_windows(EngineProcess& engine, Request request, Exploration& exploration) const {
    request.search.bounds.executions =
        std::max<std::uint64_t>(1, request.search.bounds.executions.value_or(0) / 2);
    bool all = true;
    for (const std::string& group : site_groups(request.setup.lock)) {
        for (const scenarios::Interrupt kind : scenarios::interrupts) {
            InterruptSetup& interrupt = request.setup.interrupts[kind];
            if (interrupt.budget != 0) interrupt.windows = {group};
        }
        const std::optional<Report> report = search(engine, request, exploration);
        if (exploration.cut_short) return false;
        all = all && report->exhausted;
    }
    return all;
}

std::optional<Report> Explorations::search(EngineProcess& engine, Request request,
                                           Exploration& exploration) const {
    if (deadline_) {
        constexpr double least = 0.001;  // 0 would mean no limit
        request.search.bounds.seconds =
            std::max(least, std::chrono::duration<double>(*deadline_ - Clock::now()).count());
    }
    std::optional<Report> report = engine.run(request, [](Progress) {});
    exploration.cut_short = !report || report->end == End::seconds || report->end == End::stopped;
    if (!report) return std::nullopt;
    report->request.setup.revision = request.setup.revision;  // with its paths, which the engine does not get
    exploration.executions += report->executions;
    add_sightings(exploration, *report);
    return report;
}

}  // namespace tools
