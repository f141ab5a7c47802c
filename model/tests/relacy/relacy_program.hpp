// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Small programs on the Relacy machine, and the results of all their executions.

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "model/relacy/platform.hpp"
#include "model/relacy/search.hpp"
#include "model/tests/programs/code_programs.hpp"

namespace model::relacy {

/// The names of the sites of a test have no meaning.
enum class TestSite : unsigned char { access, other, end };

inline constexpr auto relaxed = std::memory_order_relaxed;
inline constexpr auto acquire = std::memory_order_acquire;
inline constexpr auto release = std::memory_order_release;
inline constexpr auto seq_cst = std::memory_order_seq_cst;

/// Variables x, y, z, plain data, and four results per CPU.
struct Shared {
    Atomic<std::uint32_t> x, y, z;
    PlainData data;
    unsigned results[max_cpus][4];
};

inline Shared& shared() {
    static Shared shared;
    return shared;
}

inline unsigned load(Atomic<std::uint32_t>& variable, Order order) {
    return variable.load(order, TestSite::access);
}
inline void store(Atomic<std::uint32_t>& variable, unsigned value, Order order) {
    variable.store(value, order, TestSite::access);
}
inline void touch_data() {
    Machine::instance().plain_write(shared().data, access_info(relaxed, TestSite::access, Source::current()));
}

using tests::CpuProgram;

struct Outcomes {
    std::set<std::string> results;  ///< of complete executions: the results of all CPUs
    std::set<std::uint64_t> hashes;
    SearchResult search;
    std::uint64_t races = 0;
    std::uint64_t stuck = 0;
    std::uint64_t livelocks = 0;
    std::uint64_t assertions = 0;
    std::uint64_t uninitialised = 0;
    std::uint64_t last_time = 0;  ///< the time of the latest event of any execution
};

struct Setup {
    unsigned cpus;
    CpuProgram task;
    CpuProgram nmi = nullptr;
    Configuration configuration{};
    Strategy strategy{};
    SearchLimits limits{};
    CpuProgram hardirq = nullptr;
    CpuProgram softirq = nullptr;
    CpuProgram traced = nullptr;  ///< at trace point 0
    /// For several trace points, instead: the programs there, and the function that runs them.
    std::vector<TraceProgram> trace_programs{};
    void (*trace)(unsigned cpu, unsigned number) = nullptr;
};

class Collector final : public Observer {
  public:
    explicit Collector(Outcomes& outcomes) : outcomes_(outcomes) {}

    void finished(FinishedExecution& finished) override {
        const Execution& execution = finished.record();
        if (execution.failures.race) ++outcomes_.races;
        if (execution.failures.stuck) ++outcomes_.stuck;
        if (execution.failures.livelock) ++outcomes_.livelocks;
        if (execution.failures.assertion) ++outcomes_.assertions;
        if (execution.failures.uninitialised) ++outcomes_.uninitialised;
        outcomes_.hashes.insert(execution.hash().low);
        std::string text;
        for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
            for (unsigned& result : shared().results[cpu]) {
                text += std::to_string(result);
                result = 0;
            }
            text += ' ';
            for (const Event& event : execution.cpu[cpu].events) {
                if (event.time > outcomes_.last_time) outcomes_.last_time = event.time;
            }
        }
        if (execution.complete()) outcomes_.results.insert(text);
    }
    bool progress(const Progress&) override { return true; }

  private:
    Outcomes& outcomes_;
};

inline Outcomes explore(Setup setup) {
    const Programs programs = tests::programs_of(setup, static_cast<SiteId>(TestSite::end));
    setup.configuration.cpus = setup.cpus;

    Outcomes outcomes;
    Collector collector(outcomes);
    outcomes.search = search(setup.configuration, programs, setup.strategy, setup.limits, collector);
    return outcomes;
}

/// The results of two CPUs, two each, in the form of Outcomes::results.
inline std::string two(unsigned a, unsigned b, unsigned c, unsigned d) {
    return std::to_string(a) + std::to_string(b) + "00 " + std::to_string(c) + std::to_string(d) + "00 ";
}

}  // namespace model::relacy
