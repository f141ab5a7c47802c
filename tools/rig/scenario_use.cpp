// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rig/scenario_use.hpp"

#include <fmt/core.h>

#include "tools/support/source_path.hpp"

namespace tools {
namespace {

/// A, B and so on. A lock after Z is written as `lock_number` counts it.
std::string lock_text(scenarios::Lock lock) {
    constexpr unsigned letters = 26;
    if (lock.index >= letters) return fmt::format("lock_number({})", lock.index);
    return std::string("lock ") + static_cast<char>('A' + lock.index);
}

}  // namespace

ScenarioUse::Problem ScenarioUse::at(scenarios::SourceLine source, const std::string& what) const {
    return fmt::format("{}:{}: {} {}", source_path(source.file), source.line, name_, what);
}

ScenarioUse::Problem ScenarioUse::undeclared(scenarios::Lock lock, scenarios::SourceLine source) const {
    return at(source, fmt::format("uses {}, it declares only {}", lock_text(lock), locks_));
}

ScenarioUse::Problem ScenarioUse::no_flag(scenarios::Flag flag, scenarios::SourceLine source) const {
    return at(source,
              fmt::format("uses flag {}, there are flags 0 to {}", flag.index, scenarios::max_flags - 1));
}

ScenarioUse::Problem ScenarioUse::no_variable(scenarios::Variable variable,
                                              scenarios::SourceLine source) const {
    return at(source, fmt::format("uses variable {}, it declares only {}", variable.index, variables_));
}

ScenarioUse::Problem ScenarioUse::no_order(const char* what, scenarios::SourceLine source) const {
    return at(source, fmt::format("makes {} with an order that std::atomic does not allow there", what));
}

ScenarioUse::Problem ScenarioUse::no_cpu(unsigned cpu, scenarios::SourceLine source) const {
    return at(source, fmt::format("waits for CPU {}, there are CPUs 0 to {}", cpu, cpus_ - 1));
}

ScenarioUse::Problem ScenarioUse::no_choice(unsigned values, scenarios::SourceLine source) const {
    return at(source, fmt::format("chooses one of {} values, possible are 1 to {}", values,
                                  ScenarioUse::most_choices));
}

ScenarioUse::Problem ScenarioUse::too_long(scenarios::Nanoseconds duration,
                                           scenarios::SourceLine source) const {
    return at(source,
              fmt::format("holds for {} ms, at most {} ms are possible", duration / scenarios::millisecond,
                          ScenarioUse::longest_hold / scenarios::millisecond));
}

}  // namespace tools
