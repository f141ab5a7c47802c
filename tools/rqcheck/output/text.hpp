// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Requests and reports in words. Every verdict says what was covered, so all commands take the words from
/// here.

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/framework/scenario.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/protocol/judgement.hpp"
#include "tools/protocol/report.hpp"

namespace tools {

/// "1 NMI", "2 NMIs"
std::string counted(std::uint64_t count, std::string_view noun);

std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// "2-4 CPUs (runs with 2)"
std::string cpu_range_text(const scenarios::CpuRange& cpus);

/// "2 locks, paravirt". Form and architecture stand there only if they are not the usual ones.
std::string locks_text(const scenarios::Scenario& scenario);

/// "2 CPUs; up to 1 NMI on each CPU, at unlock.*; arch generic"
std::string machine_text(const scenarios::Scenario& scenario, const Setup& setup);

/// "a program at contention_begin"; empty: there is no program at a trace point
std::string traced_text(const scenarios::Scenario& scenario);

/// "full search, at most 2000000 executions"
std::string search_text(const Request& request, Engine engine);

/// "weakened: a; dropped: b"; empty: there is no such change of the lock
std::string mutations_text(const Setup& setup);

/// Why the search ended and what it covered. The text never claims more than the engine's own schedules.
std::string end_text(const Report& report);

/// "exhausted; interrupts only at unlock.*". The text never claims more than the window leaves.
std::string extent_text(const Report& report);

/// "stuck in 2 executions, leak in 1 execution"; empty: none failed
std::string failures_text(const Report& report);

/// "acquired 90, deadlock_true 6"
std::string classes_text(const Report& report);

/// "pass", "FAIL stuck", "bounded"
std::string verdict_text(const Judgement& judgement);

Colour verdict_colour(const Judgement& judgement);

}  // namespace tools
