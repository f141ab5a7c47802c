// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What a scenario file needs: `Scenario`, `Registration` and the words for expectations.
///
/// A scenario is one file in `scenarios/`. It defines a `Scenario`, registers it, and includes nothing but
/// this header; docs/writing-a-scenario.md shows one.

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "lock/judge/classes.hpp"
#include "lock/options.hpp"
#include "lock/revision.hpp"
#include "scenarios/framework/cpu.hpp"
#include "scenarios/framework/findings.hpp"
#include "scenarios/framework/programs.hpp"

namespace scenarios {

using rqspinlock::Arch;
using rqspinlock::Form;
using rqspinlock::judge::Class;
using rqspinlock::judge::Classes;
using rqspinlock::judge::FailureKind;
using rqspinlock::judge::Failures;

/// What programs of one line are called; see small_program.hpp.
inline constexpr std::string_view small_program_name = "program";

/// What the history claims, or documents as accepted, about one revision. A run that differs is unexpected;
/// so is a class that is expected and never comes (in a search that ended by itself).
struct Expectation {
    Classes classes{Class::acquired};
    Nanoseconds worst_wait = 0;  ///< longest virtual wait of an attempt, compared in whole ms
    Failures failures{};         ///< only what a recorded finding explains
    std::string_view finding{};  ///< its name in docs/findings.md

    /// What a finding on record adds: a failure. @pre `finding.is_in(revision)`
    constexpr void fails(FailureKind kind, const Finding& shown) {
        failures = {kind};
        finding = shown.name;
    }
};

/// The numbers of CPUs for which a scenario makes sense.
struct CpuRange {
    unsigned min;
    unsigned max;
    unsigned natural;  ///< what runs without `--cpus`
};

/// CPUs that take interrupts.
class CpuSet {
  public:
    static constexpr CpuSet all() { return CpuSet(~0U); }
    static constexpr CpuSet of(std::initializer_list<unsigned> cpus) {
        unsigned bits = 0;
        for (unsigned cpu : cpus) bits |= 1U << cpu;
        return CpuSet(bits);
    }
    constexpr bool contains(unsigned cpu) const { return (bits_ >> cpu & 1U) != 0; }
    constexpr void insert(unsigned cpu) { bits_ |= 1U << cpu; }
    friend constexpr bool operator==(CpuSet, CpuSet) = default;

  private:
    constexpr explicit CpuSet(unsigned bits) : bits_(bits) {}
    unsigned bits_;
};

/// The kinds of interrupts; a higher one interrupts a lower one.
enum class Interrupt : std::uint8_t { softirq, hardirq, nmi };

/// In the order in which texts name them.
inline constexpr std::array interrupts{Interrupt::nmi, Interrupt::hardirq, Interrupt::softirq};

constexpr std::string_view name(Interrupt interrupt) {
    constexpr std::string_view names[] = {"softirq", "hardirq", "NMI"};
    return names[static_cast<unsigned>(interrupt)];
}

/// What a scenario says of one kind of interrupt.
struct Handler {
    Program program = nullptr;  ///< nullptr: there are none of this kind
    unsigned budget = 0;        ///< how many may arrive on each CPU of `cpus`
    CpuSet cpus = CpuSet::all();
    /// Sites at which they arrive, by the beginning of their names; empty: anywhere.
    std::span<const std::string_view> window{};

    unsigned budget_of(unsigned cpu) const { return program != nullptr && cpus.contains(cpu) ? budget : 0; }
};

struct Scenario {
    std::string_view name;    ///< the file's name without its ending
    std::string_view claim;   ///< what is claimed, or asked
    std::string_view source;  ///< where the claim comes from
    CpuRange cpus;
    unsigned locks = 1;
    Form form = Form::queued;   ///< of the locks
    Arch arch = Arch::generic;  ///< what runs without `--arch`
    Program task;
    Program nmi = nullptr;
    unsigned nmis = 0;  ///< how many may arrive on each CPU of `nmi_cpus`
    CpuSet nmi_cpus = CpuSet::all();
    Program hardirq = nullptr;  ///< masked by lock_irqsave, and while a hardirq or an NMI runs
    unsigned hardirqs = 0;
    CpuSet hardirq_cpus = CpuSet::all();
    Program softirq = nullptr;  ///< masked by lock_irqsave, and while any other handler runs
    unsigned softirqs = 0;
    CpuSet softirq_cpus = CpuSet::all();
    // Programs at the lock's trace points. They run in the attempt that comes by, in its context, and may
    // take locks; trace points that they come by themselves do nothing.
    Program contention_begin = nullptr;  ///< with the attempt's queue node already counted
    Program contention_end = nullptr;
    /// How many timed waits of an execution may let their CPU's time pass, to their next check or their
    /// deadline, although others could move: a CPU held up by its firmware or its hypervisor.
    unsigned slow = 0;
    CpuSet slow_cpus = CpuSet::all();
    /// Sites at which interrupts arrive, by the beginning of their names ("unlock."); empty: anywhere.
    std::vector<std::string_view> window{};
    // Those of one kind, if they are not the same as of the others; empty: `window`.
    std::vector<std::string_view> nmi_window{};
    std::vector<std::string_view> hardirq_window{};
    std::vector<std::string_view> softirq_window{};
    /// Its CPUs wait for each other, or leave a lock held: on hardware, where they run their tasks many
    /// times, all begin each time together, and what is still held is released when all are done.
    bool in_step = false;
    /// What is expected of a revision with that many CPUs, in the configuration declared here; nullopt: the
    /// history says nothing, only failures count.
    std::optional<Expectation> (*expected)(Revision revision, unsigned cpus);

    Handler handler(Interrupt interrupt) const {
        if (interrupt == Interrupt::nmi) return {nmi, nmis, nmi_cpus, window_or(nmi_window)};
        if (interrupt == Interrupt::hardirq) {
            return {hardirq, hardirqs, hardirq_cpus, window_or(hardirq_window)};
        }
        return {softirq, softirqs, softirq_cpus, window_or(softirq_window)};
    }

    /// The window of a kind of interrupt that declares `own`.
    std::span<const std::string_view> window_or(const std::vector<std::string_view>& own) const {
        return own.empty() ? window : own;
    }
};

/// Registers a scenario for as long as the program runs. One per file, at namespace scope.
class Registration {
  public:
    /// @param file of the scenario: in a folder `scenarios` it has the scenario's name
    explicit Registration(Scenario scenario, const char* file = __builtin_FILE());
};

/// All scenarios that are linked in, sorted by name.
const std::vector<Scenario>& all();

/// nullptr if there is none of that name.
const Scenario* find(std::string_view name);

/// What a declaration says that cannot be meant, such as NMIs without a handler: a line that names the
/// scenario and what to change. Empty: none of this kind.
std::string fault_of(const Scenario& scenario);

/// The first fault of what is linked in, that of names included: one that is there twice, or is not the
/// file's. Nothing is run while there is one. Empty: all is well.
std::string first_fault();

}  // namespace scenarios
