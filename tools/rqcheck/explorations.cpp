// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/explorations.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "tools/rqcheck/engines.hpp"
#include "tools/rqcheck/interrupt.hpp"

namespace tools {
namespace {

using scenarios::SmallProgram;

/// Adds those that are new, or shorter than what is there.
void add_symptoms(std::vector<Symptom>& symptoms, std::vector<Symptom> more) {
    for (Symptom& symptom : more) {
        const auto same = std::find_if(symptoms.begin(), symptoms.end(),
                                       [&](const Symptom& other) { return other.key() == symptom.key(); });
        if (same == symptoms.end()) {
            symptoms.push_back(std::move(symptom));
        } else if (symptom.trace.length < same->trace.length) {
            *same = std::move(symptom);
        }
    }
}

}  // namespace

Request request_for(const SmallProgram& program, Request common) {
    common.scenario = "program";
    common.program = text(program);
    common.cpus = static_cast<unsigned>(program.cpus.size());
    const bool takes_nmis = std::any_of(program.cpus.begin(), program.cpus.end(),
                                        [](const scenarios::CpuProgram& cpu) { return !cpu.nmi.empty(); });
    common.nmis = takes_nmis ? program.nmis : 0;
    return common;
}

Explorations::Explorations(unsigned jobs, Request common, std::optional<Clock::time_point> deadline)
    : common_(std::move(common)), deadline_(deadline) {
    const std::string executable = engine_executable("native");
    for (unsigned job = 0; job < jobs; ++job) engines_.emplace_back("native", executable);
}

bool Explorations::stopped() const {
    return interrupted() || (deadline_ && Clock::now() >= *deadline_);
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
    std::mutex mutex;  // of all below
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
    request.scheduler = "full";
    if (!search(engine, request, exploration)) return std::nullopt;
    if (exploration.exhausted || exploration.cut_short) return exploration;
    // The first corner of a search that does not end says little of the rest.
    request.scheduler = "random";
    if (!search(engine, request, exploration)) return std::nullopt;
    return exploration;
}

bool Explorations::search(EngineProcess& engine, Request request, Exploration& exploration) const {
    if (deadline_) {
        constexpr double least = 0.001;  // 0 would be no limit
        request.bounds.seconds =
            std::max(least, std::chrono::duration<double>(*deadline_ - Clock::now()).count());
    }
    std::optional<Report> report = engine.run(request, [](Progress) {});
    if (!report) return false;
    exploration.executions += report->executions;
    exploration.exhausted = exploration.exhausted || report->exhausted;
    exploration.cut_short = report->end == End::seconds || report->end == End::interrupted;
    add_symptoms(exploration.symptoms, std::move(report->symptoms));
    return true;
}

}  // namespace tools
