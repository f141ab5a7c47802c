// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// All that a scenario file needs: `Scenario`, `Registration` and the words for expectations.
///
/// A scenario is one file in `scenarios/`. It defines a `Scenario`, registers it, and includes only this
/// header. docs/writing-a-scenario.md shows a scenario.

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "lock/options.hpp"
#include "scenarios/framework/cpu.hpp"
#include "scenarios/framework/expectation.hpp"
#include "scenarios/framework/limits.hpp"
#include "scenarios/framework/programs.hpp"
#include "scenarios/framework/trace_programs.hpp"

namespace scenarios {

using rqspinlock::Arch;
using rqspinlock::Form;

/// The name of programs of one line; see small_program.hpp.
inline constexpr std::string_view small_program_name = "program";

/// The numbers of CPUs for which a scenario makes sense: `{3}` is three CPUs and no other number.
struct CpuRange {
    unsigned min;
    unsigned max = min;
    unsigned natural = max;  ///< the number that runs without `--cpus`
};

/// A set of CPUs, such as those that take interrupts: `{0, 2}`.
class CpuSet {
  public:
    constexpr CpuSet(std::initializer_list<unsigned> cpus) {
        for (const unsigned cpu : cpus) insert(cpu);
    }
    static constexpr CpuSet all() {
        CpuSet set{};
        set.bits_ = ~std::uint64_t{0};
        return set;
    }
    constexpr bool contains(unsigned cpu) const { return (bits_ >> cpu & 1U) != 0; }
    constexpr void insert(unsigned cpu) { bits_ |= std::uint64_t{1} << cpu; }
    friend constexpr bool operator==(CpuSet, CpuSet) = default;

  private:
    static_assert(most_hardware_cpus <= 64, "a bit each");
    std::uint64_t bits_ = 0;
};

/// The kinds of interrupts; a higher one interrupts a lower one.
enum class Interrupt : std::uint8_t { softirq, hardirq, nmi };

/// The kinds in the order in which texts name them.
inline constexpr std::array interrupts{Interrupt::nmi, Interrupt::hardirq, Interrupt::softirq};

constexpr std::string_view name(Interrupt interrupt) {
    constexpr std::string_view names[] = {"softirq", "hardirq", "NMI"};
    return names[static_cast<unsigned>(interrupt)];
}

/// A set of sites, given by the beginning of their names: `{"unlock.", "queue.link"}`.
using Window = std::vector<std::string_view>;

/// A scenario's declaration of one kind of interrupt.
struct Handler {
    Program program = nullptr;  ///< nullptr: there are no interrupts of this kind
    unsigned budget = 1;        ///< how many may arrive on each CPU of `cpus`; see `arrivals`
    CpuSet cpus = CpuSet::all();
    Window window{};  ///< where the interrupts arrive; empty: anywhere

    bool exists() const { return program != nullptr; }
    /// The budget, or 0 if there are no interrupts of this kind.
    unsigned arrivals() const { return exists() ? budget : 0; }
    unsigned arrivals_on(unsigned cpu) const { return arrives_on(cpu) ? budget : 0; }
    bool arrives_on(unsigned cpu) const { return exists() && cpus.contains(cpu); }
};

/// The handlers, one of each kind of interrupt.
struct Handlers {
    Handler nmi{};
    Handler hardirq{};  ///< masked by lock_irqsave, and while a hardirq or an NMI runs
    Handler softirq{};  ///< masked by lock_irqsave, and while any other handler runs

    Handler& operator[](Interrupt interrupt) {
        if (interrupt == Interrupt::nmi) return nmi;
        return interrupt == Interrupt::hardirq ? hardirq : softirq;
    }
    const Handler& operator[](Interrupt interrupt) const { return const_cast<Handlers&>(*this)[interrupt]; }
};

struct Scenario {
    std::string_view name;    ///< the file's name without its ending
    std::string_view claim;   ///< the claim, or the question
    std::string_view source;  ///< where the claim comes from
    CpuRange cpus;
    unsigned locks = 1;
    /// The names of the scenario's own variables: `Variable{0}` is the first of them.
    std::vector<std::string_view> variables{};
    Form form = Form::queued;   ///< the form of the locks
    Arch arch = Arch::generic;  ///< the code that runs without `--arch`
    Program task;
    Handlers handlers{};
    TracePrograms contention_begin{};  ///< the attempt's queue node is already counted there
    TracePrograms contention_end{};
    /// How many timed waits of an execution may let their CPU's time pass although other CPUs could move, to
    /// the next check or the deadline: a CPU held up by its firmware or its hypervisor.
    unsigned slow = 0;
    CpuSet slow_cpus = CpuSet::all();
    /// Do its CPUs wait for each other, or leave a lock held? Hardware runs the tasks many times. Then all
    /// CPUs begin each time together, and a lock still held is released when all CPUs are done.
    bool in_step = false;
    Expectations expected;  ///< in the configuration that is declared here

    /// @name The programs of both trace points, by number: the programs at contention_begin come first
    /// @{
    unsigned trace_program_count() const { return contention_begin.size() + contention_end.size(); }
    /// @pre `number < trace_program_count()`
    const TraceProgram& trace_program(unsigned number) const {
        const unsigned first = contention_begin.size();
        return number < first ? contention_begin[number] : contention_end[number - first];
    }
    /// @}
};

/// Registers a scenario for as long as the program runs. A file has one, at namespace scope.
class Registration {
  public:
    /// @param file the scenario's file: in a folder `scenarios` it has the scenario's name
    explicit Registration(Scenario scenario, const char* file = __builtin_FILE());
};

/// All scenarios that are linked in, sorted by name.
const std::vector<Scenario>& all();

/// Returns nullptr if no scenario has that name.
const Scenario* find(std::string_view name);

/// A fault in the declaration that cannot be meant, such as NMIs without a handler: a line that names the
/// scenario and what to change. Empty: the declaration has no such fault.
std::string fault_of(const Scenario& scenario);

/// The first fault of all linked scenarios, names included: a name that exists twice or is not the file's.
/// Nothing is run while there is a fault. Empty: there is none.
std::string first_fault();

}  // namespace scenarios
