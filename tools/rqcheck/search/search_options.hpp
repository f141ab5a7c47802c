// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The options that `run`, `matrix`, `coverage`, `compare` and the scenarios' own executables have in common.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/protocol/request.hpp"
#include "tools/rqcheck/search/kernel_options.hpp"
#include "tools/rqcheck/search/policy_options.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace tools {

/// The options for one kind of interrupt. An absent value is the one that the scenario declares.
struct InterruptOptions {
    std::optional<unsigned> budget;
    std::optional<std::vector<std::string>> windows;  ///< beginnings of site names; empty: anywhere
};

struct SearchOptions {
    Setup setup;  ///< the part that is the same for all scenarios: memory model, rounds, planted bugs
    std::vector<Revision> revisions;  ///< empty: the default of the command
    KernelOptions kernel;
    Engine engine = Engine::native;
    Scheduler scheduler = Scheduler::full;
    std::optional<rqspinlock::Arch> arch;
    std::vector<unsigned> cpus;  ///< empty: the scenario's natural number
    std::array<InterruptOptions, scenarios::interrupts.size()> interrupts;
    std::optional<std::vector<std::string>> windows;  ///< of all kinds without a window of their own
    std::optional<unsigned> slow;
    std::optional<std::uint64_t> executions;  ///< 0: no limit
    std::optional<double> seconds;
    std::optional<unsigned> switches;
    std::optional<std::uint64_t> seed;
    std::optional<unsigned> jobs;
    std::optional<std::string> state;  ///< the folder of a campaign
    bool no_work = false;              ///< begin the campaign, or show what is there
    std::optional<std::string> trace_outcome;
    std::optional<std::string> json;  ///< a file, or "-" for stdout
    bool accept_bounded = false;
    bool accept_unreached = false;
    PolicyOptions policy;

    InterruptOptions& of(scenarios::Interrupt kind) { return interrupts[static_cast<unsigned>(kind)]; }
    const InterruptOptions& of(scenarios::Interrupt kind) const {
        return interrupts[static_cast<unsigned>(kind)];
    }
};

/// "--nmis" and "--nmi-window"
std::string budget_option(scenarios::Interrupt kind);
std::string window_option(scenarios::Interrupt kind);

/// `--state`, also for hunt.
CLI::Option* add_state_option(CLI::App& app, std::optional<std::string>& state);

/// @param default_revisions the revisions that run without `--revision`, for the help text
void add_search_options(CLI::App& app, SearchOptions& options, const std::string& default_revisions);

}  // namespace tools
