// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A request to an engine: what runs, how it is searched, what fails the verdict, and what is shown.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "lock/options.hpp"
#include "scenarios/framework/scenario.hpp"
#include "tools/protocol/faults.hpp"
#include "tools/protocol/naming.hpp"
#include "tools/protocol/policy.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/protocol/unit.hpp"

namespace tools {

enum class MemoryModel : std::uint8_t { rc11, tso, sc };

constexpr std::string_view name(MemoryModel model) {
    constexpr std::string_view names[] = {"rc11", "tso", "sc"};
    return names[static_cast<unsigned>(model)];
}

template <>
struct Naming<MemoryModel> {
    static constexpr std::string_view what = "memory model";
    static constexpr std::array all{MemoryModel::rc11, MemoryModel::tso, MemoryModel::sc};
};

enum class Engine : std::uint8_t { native, relacy };

constexpr std::string_view name(Engine engine) {
    return engine == Engine::native ? "native" : "relacy";
}

template <>
struct Naming<Engine> {
    static constexpr std::string_view what = "engine";
    static constexpr std::array all{Engine::native, Engine::relacy};
};

enum class Scheduler : std::uint8_t { full, bound, random };

constexpr std::string_view name(Scheduler scheduler) {
    constexpr std::string_view names[] = {"full", "bound", "random"};
    return names[static_cast<unsigned>(scheduler)];
}

template <>
struct Naming<Scheduler> {
    static constexpr std::string_view what = "scheduler";
    static constexpr std::array all{Scheduler::full, Scheduler::bound, Scheduler::random};
};

/// One kind of interrupt.
struct InterruptSetup {
    unsigned budget = 0;                 ///< for each CPU that takes them
    std::vector<std::string> windows{};  ///< where they arrive: beginnings of site names; empty: anywhere

    friend bool operator==(const InterruptSetup&, const InterruptSetup&) = default;
};

/// The setups of all kinds of interrupts.
class InterruptSetups {
  public:
    InterruptSetup& operator[](scenarios::Interrupt kind) { return setups_[static_cast<unsigned>(kind)]; }
    const InterruptSetup& operator[](scenarios::Interrupt kind) const {
        return setups_[static_cast<unsigned>(kind)];
    }
    /// Sets the same windows for all kinds.
    void set_windows(const std::vector<std::string>& windows) {
        for (InterruptSetup& setup : setups_) setup.windows = windows;
    }
    friend bool operator==(const InterruptSetups&, const InterruptSetups&) = default;

  private:
    std::array<InterruptSetup, scenarios::interrupts.size()> setups_;
};

/// The same number as the machine's constant, which this folder may not include.
inline constexpr unsigned default_rounds = 16;

/// Everything that decides which executions there are.
struct Setup {
    std::string scenario;
    std::string program;  ///< a small program to run instead of a registered scenario; empty: none
    Revision revision;
    rqspinlock::Arch arch = rqspinlock::Arch::generic;
    rqspinlock::Form lock = rqspinlock::Form::queued;  ///< the form; `lock` in options, JSON and tokens
    MemoryModel memory = MemoryModel::rc11;
    unsigned cpus = 0;
    InterruptSetups interrupts;
    unsigned slow = 0;                 ///< timed waits that may let their CPU's time pass
    unsigned rounds = default_rounds;  ///< how often a call at one line fails before its context waits
    std::vector<std::string> weaken;   ///< sites whose memory order is made relaxed
    std::vector<std::string> drop;     ///< sites whose store or fence is left out
    Faults faults;

    friend bool operator==(const Setup&, const Setup&) = default;
};

/// The options of the lock that runs.
rqspinlock::Options lock_options(const Setup& setup);

/// The form of a kernel tree's lock that runs the setup, as tools/kernel/compile names it. A guest has no
/// form of its own there.
std::string_view kernel_form(const Setup& setup);

/// The limits of a search; nullopt: no limit.
struct Bounds {
    std::optional<std::uint64_t> executions{};
    std::optional<double> seconds{};
    /// Only for the scheduler `bound`: preemptive context switches, or departures for the native engine.
    std::optional<unsigned> switches{};

    friend bool operator==(const Bounds&, const Bounds&) = default;
};

/// The limit of the number of processes that search at the same time.
inline constexpr unsigned most_jobs = 64;

struct Search {
    Scheduler scheduler = Scheduler::full;
    Bounds bounds;
    std::uint64_t seed = 0;       ///< for the random scheduler
    bool count_coverage = false;  ///< of the sites and paths that executions reach
    bool keep_symptoms = false;   ///< keep the symptoms of failures, as for small programs
    /// Count the executions in which plain accesses of compiled code race.
    bool count_plain_races = false;

    friend bool operator==(const Search&, const Search&) = default;
};

/// One execution made again, instead of a search.
struct Replay {
    std::string token;
    bool lenient = false;  ///< make it as far as the decisions fit
    std::string break_at;  ///< where to stop, SITE or SITE@cpuN; empty: nowhere

    friend bool operator==(const Replay&, const Replay&) = default;
};

struct Request {
    Setup setup;
    Search search;
    Policy policy;                             ///< what fails the verdict; the search keeps traces of that
    std::optional<Replay> replay;              ///< instead of the search
    std::optional<UnitRequest> unit{};         ///< the part of the search to make; nullopt: all of it
    std::vector<WantedTrace> wanted_traces{};  ///< make the traces of these executions, instead of the search
    std::string trace_outcome;                 ///< show the shortest execution with this outcome; empty: none

    friend bool operator==(const Request&, const Request&) = default;
};

/// The interrupts that a scenario declares.
InterruptSetups declared_interrupts(const scenarios::Scenario& scenario);

/// One flat object. Members of setup and of search are told apart by their names.
void to_json(nlohmann::json& json, const Request& request);
void from_json(const nlohmann::json& json, Request& request);

}  // namespace tools
