// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Programs as data: what `rqcheck hunt` makes and `rqcheck run --program` takes. One line of text says all:
///
///     A(B) nmi A | B(hold 2ms) ; nmis 2 ; begin A ; end B
///
/// CPUs are separated by `|`. `A` is lock A, a section, unlock A; `A(...)` has more within the section, and
/// is left out as a whole where the attempt fails. `hold 2ms` lets virtual time pass. What follows `nmi` is
/// the handler of that CPU's NMIs. A CPU whose task does nothing is `idle`. After the CPUs: how many NMIs may
/// arrive on each CPU that has a handler (1 if it is not said), and the programs at the lock's trace points
/// contention_begin and contention_end, which run on all CPUs.

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/framework/scenario.hpp"

namespace scenarios {

/// A text that is no program. Says what was wrong, and where.
struct ProgramError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Operation;
using Operations = std::vector<Operation>;

/// A section of a lock with operations within, or a hold.
struct Operation {
    std::optional<unsigned> lock;  ///< none: a hold
    unsigned hold_ms = 0;
    Operations body{};  ///< of a section

    friend bool operator==(const Operation&, const Operation&) = default;
};

/// Sections and holds, nested ones too.
unsigned count_operations(const Operations& operations);

/// What one CPU runs.
struct CpuProgram {
    Operations task;
    Operations nmi{};  ///< empty: it takes none

    friend bool operator==(const CpuProgram&, const CpuProgram&) = default;
};

struct SmallProgram {
    static constexpr unsigned most_locks = 26;       ///< A to Z
    static constexpr unsigned longest_hold = 10000;  ///< ms: ten times the longest timeout
    static constexpr unsigned most_operations = 100;

    std::vector<CpuProgram> cpus;
    unsigned nmis = 1;  ///< on each CPU with a handler
    Operations contention_begin{};
    Operations contention_end{};

    bool takes_nmis() const;

    friend bool operator==(const SmallProgram&, const SmallProgram&) = default;
};

/// As one line that `parse_program` reads.
std::string text(const SmallProgram& program);

/// @throw ProgramError
SmallProgram parse_program(std::string_view text);

/// A program as a scenario that nobody has registered, with no expectation but that nothing fails.
class ProgramScenario {
  public:
    explicit ProgramScenario(SmallProgram program);
    ProgramScenario(const ProgramScenario&) = delete;
    ProgramScenario& operator=(const ProgramScenario&) = delete;

    const Scenario& scenario() const { return scenario_; }

  private:
    SmallProgram program_;  // the scenario's programs refer to it
    std::string text_;
    Scenario scenario_;
};

}  // namespace scenarios
