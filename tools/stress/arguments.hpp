// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The command line of rqstress.

#include <algorithm>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "lock/hardware/cpu.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/stress/report.hpp"

namespace CLI {
class App;
}

namespace tools::stress {

inline constexpr unsigned max_cpus = rqspinlock::hardware::max_cpu_threads;

/// As typed, or the values that hold otherwise.
struct Arguments {
    std::string modes = "mixed";
    std::string revisions = Revision().text;
    std::string lock = "queued";
    std::string arch = "generic";
    std::string cpus = std::to_string(std::clamp(std::thread::hardware_concurrency(), 4U, max_cpus));
    std::string seconds = "10";
    std::string nmi = "timer";
    std::string nmi_period = "100";
    std::string aimed = "64";
    std::string section = "1";
    std::string nmi_section = "1";
    std::string longest_wait;
    std::string watchdog;
    std::string landing = "slowpath,unlock";
    std::string seed = "1";
    std::optional<std::string> json;
    std::optional<std::string> plot;
    bool table = false;
    std::optional<std::string> replay;
    std::optional<std::string> what;
    bool lenient = false;
};

/// Adds the options, with their help.
void add_options(CLI::App& app, Arguments& arguments);

/// The settings of all runs, modes first.
/// @throw UsageError
std::vector<Settings> all_settings(const Arguments& arguments);

/// Seconds after the last step of a forced run at which a CPU hangs.
double replay_watchdog(const Arguments& arguments);

}  // namespace tools::stress
