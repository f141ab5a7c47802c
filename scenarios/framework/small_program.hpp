// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Programs as data: `rqcheck hunt` makes them, `rqcheck run --program` takes them. A program is one line:
///
///     A(B) nmi A | irqsave B(hold 2ms) hardirq A ; nmis 2 ; begin A ; raw end@A B
///
/// `|` separates the CPUs, and parts of the whole program follow after `;`. The table in docs/hunt.md has the
/// words; `OperationKind` has those of a CPU's programs.

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/framework/scenario.hpp"

namespace scenarios {

/// A text that is not a program. The message says what is wrong, and where.
struct ProgramError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

enum class OperationKind : std::uint8_t {
    section,        ///< `A`, `A(...)`: lock, the body, unlock; a failed attempt leaves all of it out
    hold,           ///< `hold 2ms`: virtual time passes
    lock,           ///< `lock A`: one attempt
    unlock,         ///< `unlock A`: of an earlier `lock A`; left out if that attempt failed
    signal,         ///< `signal 0`: sets a flag
    await,          ///< `await 0`: until the flag is set
    await_pending,  ///< `await pending A`: until the lock's word is pending
    await_queued,   ///< `await queued A 1`: until the lock's queue ends with that CPU
};

struct Operation;
using Operations = std::vector<Operation>;

struct Operation {
    OperationKind kind = OperationKind::section;
    std::optional<unsigned> lock{};  ///< none: a hold, a signal, an await of a flag
    unsigned hold_ms = 0;
    Operations body{};  ///< of a section
    bool irqsave =
        false;  ///< `irqsave A`, `lock irqsave A`: hardirqs and softirqs are masked until the unlock
    bool relaxed = false;  ///< `signal relaxed 0`, `await relaxed 0`: orders nothing
    unsigned number = 0;   ///< the number of a flag, or of the CPU that is awaited in a queue

    friend bool operator==(const Operation&, const Operation&) = default;
};

/// The number of all operations, including those within sections.
unsigned count_operations(const Operations& operations);

/// The programs of one CPU.
struct CpuProgram {
    Operations task;
    // Handlers; empty: the CPU takes no interrupt of that kind.
    Operations nmi{};
    Operations hardirq{};
    Operations softirq{};

    Operations& operator[](Interrupt interrupt) {
        if (interrupt == Interrupt::nmi) return nmi;
        return interrupt == Interrupt::hardirq ? hardirq : softirq;
    }
    const Operations& operator[](Interrupt interrupt) const {
        return const_cast<CpuProgram&>(*this)[interrupt];
    }
    friend bool operator==(const CpuProgram&, const CpuProgram&) = default;
};

/// A program at a trace point, on all CPUs.
struct TracedOperations {
    Operations operations{};
    TraceGuard guard = TraceGuard::cpu;
    std::optional<unsigned> lock{};  ///< runs in attempts on this lock only

    friend bool operator==(const TracedOperations&, const TracedOperations&) = default;
};

struct SmallProgram {
    static constexpr unsigned most_locks = 26;       ///< A to Z
    static constexpr unsigned longest_hold = 10000;  ///< ms: ten times the longest timeout
    static constexpr unsigned most_operations = 100;

    std::vector<CpuProgram> cpus;
    // The number of interrupts that may arrive on each CPU with a handler.
    unsigned nmis = 1;
    unsigned hardirqs = 1;
    unsigned softirqs = 1;
    std::vector<TracedOperations> contention_begin{};
    std::vector<TracedOperations> contention_end{};
    Form form = Form::queued;

    /// Has any CPU a handler for this kind?
    bool takes(Interrupt interrupt) const;
    bool takes_nmis() const { return takes(Interrupt::nmi); }
    unsigned& budget(Interrupt interrupt) {
        if (interrupt == Interrupt::nmi) return nmis;
        return interrupt == Interrupt::hardirq ? hardirqs : softirqs;
    }
    /// The budget, or 0 if no CPU has a handler.
    unsigned arrivals(Interrupt interrupt) const {
        return takes(interrupt) ? const_cast<SmallProgram&>(*this).budget(interrupt) : 0;
    }

    friend bool operator==(const SmallProgram&, const SmallProgram&) = default;
};

/// The program as one line, which `parse_program` can read.
std::string text(const SmallProgram& program);

/// @throw ProgramError
SmallProgram parse_program(std::string_view text);

/// A program as an unregistered scenario, which only expects that nothing fails.
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
