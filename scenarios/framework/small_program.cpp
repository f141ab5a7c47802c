// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/small_program.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <utility>

namespace scenarios {
namespace {

/// Runs one task or handler, once.
class Run {
  public:
    explicit Run(Cpu& cpu) : cpu_(cpu) {}

    // NOLINTNEXTLINE(misc-no-recursion): as deep as sections are nested
    void operator()(const Operations& operations) {
        for (const Operation& operation : operations) run(operation);
    }

  private:
    // NOLINTNEXTLINE(misc-no-recursion): as deep as sections are nested
    void run(const Operation& operation) {
        const Lock lock = lock_number(operation.lock.value_or(0));
        const Ordering ordering = operation.relaxed ? Ordering::relaxed : Ordering::release_acquire;
        switch (operation.kind) {
            case OperationKind::section:
                if (!take(lock, operation.irqsave)) break;
                (*this)(operation.body);
                give(lock, operation.irqsave);
                break;
            case OperationKind::hold:
                cpu_.hold(operation.hold_ms * millisecond);
                break;
            case OperationKind::lock:
                if (!take(lock, operation.irqsave)) break;
                ++times_[lock.index];
                saved_[lock.index] = operation.irqsave;
                break;
            case OperationKind::unlock:
                if (times_[lock.index] == 0) break;
                --times_[lock.index];
                give(lock, saved_[lock.index]);
                break;
            case OperationKind::signal:
                cpu_.signal({operation.number}, ordering);
                break;
            case OperationKind::await:
                cpu_.await({operation.number}, ordering);
                break;
            case OperationKind::await_pending:
                cpu_.await_pending(lock);
                break;
            case OperationKind::await_queued:
                cpu_.await_queued(lock, operation.number);
                break;
        }
    }

    bool take(Lock lock, bool irqsave) { return irqsave ? cpu_.lock_irqsave(lock) : cpu_.lock(lock); }
    void give(Lock lock, bool irqsave) { irqsave ? cpu_.unlock_irqrestore(lock) : cpu_.unlock(lock); }

    Cpu& cpu_;
    // For attempts outside of sections: how often they hold a lock, and how the last one took it.
    std::array<std::uint8_t, SmallProgram::most_locks> times_{};
    std::bitset<SmallProgram::most_locks> saved_;
};

/// The number of the highest lock, plus one.
// NOLINTNEXTLINE(misc-no-recursion): as deep as sections are nested
unsigned locks_of(const Operations& operations) {
    unsigned locks = 0;
    for (const Operation& operation : operations) {
        if (operation.lock) locks = std::max({locks, *operation.lock + 1, locks_of(operation.body)});
    }
    return locks;
}

/// Must CPUs begin together, because they wait for each other or a lock stays held?
// NOLINTNEXTLINE(misc-no-recursion): as deep as sections are nested
bool is_in_step(const Operations& operations) {
    return std::any_of(operations.begin(), operations.end(), [](const Operation& operation) {
        return operation.kind > OperationKind::hold || is_in_step(operation.body);
    });
}

}  // namespace

// NOLINTNEXTLINE(misc-no-recursion): as deep as sections are nested
unsigned count_operations(const Operations& operations) {
    auto count = static_cast<unsigned>(operations.size());
    for (const Operation& operation : operations) count += count_operations(operation.body);
    return count;
}

bool SmallProgram::takes(Interrupt interrupt) const {
    return std::any_of(cpus.begin(), cpus.end(),
                       [&](const CpuProgram& cpu) { return !cpu[interrupt].empty(); });
}

ProgramScenario::ProgramScenario(SmallProgram program)
    : program_(std::move(program)), text_(text(program_)), scenario_{} {
    const auto cpus = static_cast<unsigned>(program_.cpus.size());
    scenario_.name = small_program_name;
    scenario_.claim = text_;
    scenario_.cpus = {cpus};
    scenario_.form = program_.form;
    scenario_.task = [this](Cpu& cpu) { Run{cpu}(program_.cpus[cpu.id()].task); };
    scenario_.expected = nothing_claimed;
    const auto add = [&](const Operations& operations) {
        scenario_.locks = std::max(scenario_.locks, locks_of(operations));
        scenario_.in_step = scenario_.in_step || is_in_step(operations);
    };
    for (const CpuProgram& cpu : program_.cpus) add(cpu.task);
    for (const Interrupt kind : interrupts) {
        if (!program_.takes(kind)) continue;
        Handler& handler = scenario_.handlers[kind];
        handler.program = [this, kind](Cpu& cpu) { Run{cpu}(program_.cpus[cpu.id()][kind]); };
        handler.budget = program_.arrivals(kind);
        handler.cpus = {};
        for (unsigned cpu = 0; cpu < cpus; ++cpu) {
            const Operations& operations = program_.cpus[cpu][kind];
            add(operations);
            if (!operations.empty()) handler.cpus.insert(cpu);
        }
    }
    const auto attach = [&](const std::vector<TracedOperations>& programs, TracePrograms& attached) {
        for (const TracedOperations& traced : programs) {
            add(traced.operations);
            TraceProgram made{.program = [&traced](Cpu& cpu) { Run{cpu}(traced.operations); },
                              .guard = traced.guard};
            if (traced.lock) {
                made.lock = lock_number(*traced.lock);
                scenario_.locks = std::max(scenario_.locks, *traced.lock + 1);
            }
            attached.add(std::move(made));
        }
    };
    attach(program_.contention_begin, scenario_.contention_begin);
    attach(program_.contention_end, scenario_.contention_end);
}

}  // namespace scenarios
