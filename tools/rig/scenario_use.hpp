// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The requests that a program may make to the machine on which its scenario runs: the locks, CPUs and
/// flags that exist, and times and choices that make sense. Any other request is an error of the
/// scenario, and ends the run. A call of a lock that the lock does not support is different: it is a
/// failure of the execution (tools/rig/ownership.hpp).

#include <optional>
#include <string>
#include <string_view>

#include "scenarios/framework/scenario.hpp"

namespace tools {

class ScenarioUse {
  public:
    /// One line that names the place, the scenario and what is wrong. nullopt: nothing is wrong.
    using Problem = std::optional<std::string>;

    /// @param cpus the number of CPUs of the run
    ScenarioUse(const scenarios::Scenario& scenario, unsigned cpus)
        : name_(scenario.name),
          locks_(scenario.locks),
          variables_(static_cast<unsigned>(scenario.variables.size())),
          cpus_(cpus) {}

    Problem of(scenarios::Lock lock, scenarios::SourceLine source) const {
        return lock.index < locks_ ? std::nullopt : undeclared(lock, source);
    }
    Problem of(scenarios::Flag flag, scenarios::SourceLine source) const {
        return flag.index < scenarios::max_flags ? std::nullopt : no_flag(flag, source);
    }
    Problem of(scenarios::Variable variable, scenarios::SourceLine source) const {
        return variable.index < variables_ ? std::nullopt : no_variable(variable, source);
    }
    /// @param what the access that may not have the order, such as "a load"
    Problem of_order(bool is_possible, const char* what, scenarios::SourceLine source) const {
        return is_possible ? std::nullopt : no_order(what, source);
    }
    Problem of_cpu(unsigned cpu, scenarios::SourceLine source) const {
        return cpu < cpus_ ? std::nullopt : no_cpu(cpu, source);
    }
    Problem of_choice(unsigned values, scenarios::SourceLine source) const {
        return values >= 1 && values <= most_choices ? std::nullopt : no_choice(values, source);
    }
    Problem of_hold(scenarios::Nanoseconds duration, scenarios::SourceLine source) const {
        return duration <= longest_hold ? std::nullopt : too_long(duration, source);
    }

    static constexpr unsigned most_choices = 1'000'000;
    static constexpr scenarios::Nanoseconds longest_hold = 3'600'000 * scenarios::millisecond;  ///< an hour

  private:
    Problem undeclared(scenarios::Lock lock, scenarios::SourceLine source) const;
    Problem no_flag(scenarios::Flag flag, scenarios::SourceLine source) const;
    Problem no_variable(scenarios::Variable variable, scenarios::SourceLine source) const;
    Problem no_order(const char* what, scenarios::SourceLine source) const;
    Problem no_cpu(unsigned cpu, scenarios::SourceLine source) const;
    Problem no_choice(unsigned values, scenarios::SourceLine source) const;
    Problem too_long(scenarios::Nanoseconds duration, scenarios::SourceLine source) const;
    Problem at(scenarios::SourceLine source, const std::string& what) const;

    std::string_view name_;
    unsigned locks_;
    unsigned variables_;
    unsigned cpus_;
};

}  // namespace tools
