// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What is asked of an engine: one scenario on one revision, and how to search.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "scenarios/framework/scenario.hpp"
#include "tools/protocol/policy.hpp"

namespace tools {

/// How far a search may go. 0 is "no limit".
struct Bounds {
    std::uint64_t executions = 0;
    double seconds = 0;
    /// Of the `bound` scheduler only: preemptive context switches; of the native engine, departures.
    unsigned switches = 0;
};

using OwnWindows = std::optional<std::vector<std::string>>;

struct Request {
    std::string scenario;
    std::string program;  ///< a small program to run instead of a registered scenario; empty: none
    std::string revision;
    std::string arch = "generic";
    std::string lock = "queued";     ///< form of the lock: queued, paravirt or test-and-set
    std::string memory = "rc11";     ///< memory model: rc11, tso or sc
    std::string scheduler = "full";  ///< full, bound, random or replay
    unsigned cpus = 0;
    unsigned nmis = 0;      ///< budget of each CPU that takes NMIs
    unsigned hardirqs = 0;  ///< the same of hardirqs
    unsigned softirqs = 0;
    unsigned rounds = 16;              ///< of a failed call at one line, before its context waits for others
    unsigned slow = 0;                 ///< timed waits that may let their CPU's time pass
    std::vector<std::string> windows;  ///< of interrupts: beginnings of site names; empty: anywhere
    std::array<OwnWindows, scenarios::interrupts.size()> own_windows;  ///< see `own_windows_of`
    Bounds bounds;
    std::uint64_t seed = 0;           ///< of the random scheduler
    std::vector<std::string> weaken;  ///< sites whose memory order is made relaxed
    std::vector<std::string> drop;    ///< sites whose store or fence is left out
    unsigned jobs = 1;                ///< processes that share the search
    std::string trace_outcome;        ///< show the first execution with this outcome; empty: none
    std::string replay;               ///< of the replay scheduler: the token
    bool lenient = false;             ///< replay: of other sources too, as far as it fits
    std::string break_at;             ///< replay: where to stop, SITE or SITE@cpuN; empty: nowhere
    bool coverage = false;            ///< count the sites and paths that executions come to
    Policy policy;                    ///< what fails the verdict; the search keeps traces of it
};

/// The budget of one kind of interrupt.
unsigned& budget_of(Request& request, scenarios::Interrupt interrupt);
unsigned budget_of(const Request& request, scenarios::Interrupt interrupt);

/// The programs and the machine, without how to search: what tells executions of the same from others.
Request machine_of(const Request& request);
/// The windows of one kind of interrupt, if they are not `windows`.
OwnWindows& own_windows_of(Request& request, scenarios::Interrupt interrupt);
const OwnWindows& own_windows_of(const Request& request, scenarios::Interrupt interrupt);

/// Where interrupts of one kind arrive.
const std::vector<std::string>& windows_of(const Request& request, scenarios::Interrupt interrupt);

/// The windows of all kinds become those that the scenario declares.
void set_windows(Request& request, const scenarios::Scenario& scenario);

void to_json(nlohmann::json& json, const Request& request);
void from_json(const nlohmann::json& json, Request& request);

}  // namespace tools
