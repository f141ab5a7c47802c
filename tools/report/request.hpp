// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What is asked of an engine: one scenario on one revision, and how to search.

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "scenarios/framework/scenario.hpp"

namespace tools {

/// How far a search may go. 0 is "no limit".
struct Bounds {
    std::uint64_t executions = 0;
    double seconds = 0;
    unsigned switches = 0;  ///< preemptive context switches; the `bound` scheduler's only
};

struct Request {
    std::string scenario;
    std::string revision;
    std::string arch = "generic";
    std::string lock = "queued";     ///< form of the lock: queued, paravirt or test-and-set
    std::string memory = "rc11";     ///< memory model: rc11, tso or sc
    std::string scheduler = "full";  ///< full, bound, random or replay
    unsigned cpus = 0;
    unsigned nmis = 0;      ///< budget of each CPU that takes NMIs
    unsigned hardirqs = 0;  ///< the same of hardirqs
    unsigned softirqs = 0;
    unsigned slow = 0;                 ///< timed waits that may let their CPU's time pass
    std::vector<std::string> windows;  ///< beginnings of site names; empty: anywhere
    Bounds bounds;
    std::uint64_t seed = 0;           ///< of the random scheduler
    std::vector<std::string> weaken;  ///< sites whose memory order is made relaxed
    std::vector<std::string> drop;    ///< sites whose store or fence is left out
    unsigned jobs = 1;                ///< processes that share the search
    std::string trace_outcome;        ///< show the first execution with this outcome; empty: none
    std::string replay;               ///< of the replay scheduler: the token
    bool lenient = false;             ///< replay: of other sources too, as far as it fits
    std::string break_at;             ///< replay: where to stop, SITE or SITE@cpuN; empty: nowhere
};

/// The budget of one kind of interrupt.
unsigned& budget_of(Request& request, scenarios::Interrupt interrupt);
unsigned budget_of(const Request& request, scenarios::Interrupt interrupt);

/// The programs and the machine, without how to search: what tells executions of the same from others.
Request machine_of(const Request& request);

void to_json(nlohmann::json& json, const Request& request);
void from_json(const nlohmann::json& json, Request& request);

}  // namespace tools
