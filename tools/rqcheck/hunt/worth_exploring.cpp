// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/hunt/worth_exploring.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <vector>

#include "tools/rqcheck/hunt/program_size.hpp"

namespace tools {
namespace {

using scenarios::Interrupt;
using scenarios::Operation;
using scenarios::Operations;
using scenarios::SmallProgram;

bool is_hold(const Operation& operation) {
    return operation.kind == scenarios::OperationKind::hold;
}

bool has_irqsave(const SmallProgram& program) {
    bool has = false;
    for_each_list(program, [&](const Operations& operations) {
        for_each_operation(operations, [&](const Operation& one) { has = has || one.irqsave; });
    });
    return has;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as sections are nested
bool has_holds_in_a_row(const Operations& operations) {
    for (std::size_t i = 0; i < operations.size(); ++i) {
        if (i > 0 && is_hold(operations[i]) && is_hold(operations[i - 1])) return true;
        if (has_holds_in_a_row(operations[i].body)) return true;
    }
    return false;
}

/// How often each lock may be taken. A lock that a trace program takes counts twice, which stands for often.
std::vector<unsigned> count_takers(const SmallProgram& program) {
    std::vector<unsigned> takers(SmallProgram::most_locks, 0);
    const auto count = [&](const Operations& operations, unsigned times) {
        for_each_operation(operations, [&](const Operation& operation) {
            if (operation.lock) takers[*operation.lock] += times;
        });
    };
    for (const scenarios::CpuProgram& cpu : program.cpus) {
        count(cpu.task, 1);
        for (const Interrupt kind : scenarios::interrupts) count(cpu[kind], program.arrivals(kind));
    }
    for_each_trace_program(program, [&](const Operations& operations) { count(operations, 2); });
    return takers;
}

/// Do locks connect all CPUs? The programs at trace points run on all CPUs.
bool is_connected(const SmallProgram& program) {
    std::vector<std::size_t> group(program.cpus.size());
    std::iota(group.begin(), group.end(), std::size_t{0});
    std::vector<std::optional<std::size_t>> group_of_lock(SmallProgram::most_locks);
    const auto join = [&](std::size_t a, std::size_t b) {
        std::replace(group.begin(), group.end(), group[a], group[b]);
    };
    for (std::size_t cpu = 0; cpu < program.cpus.size(); ++cpu) {
        const auto take = [&](const Operation& operation) {
            if (!operation.lock) return;
            std::optional<std::size_t>& other = group_of_lock[*operation.lock];
            if (other) join(cpu, *other);
            other = cpu;
        };
        for_each_operation(program.cpus[cpu].task, take);
        for (const Interrupt kind : scenarios::interrupts) for_each_operation(program.cpus[cpu][kind], take);
        for_each_trace_program(program,
                               [&](const Operations& operations) { for_each_operation(operations, take); });
    }
    return std::all_of(group.begin(), group.end(), [&](std::size_t other) { return other == group[0]; });
}

}  // namespace

bool is_worth_exploring(const SmallProgram& program) {
    bool has_useless_hold = false;
    for_each_list(program, [&](const Operations& operations) {
        has_useless_hold = has_useless_hold || has_holds_in_a_row(operations);
    });
    for (const scenarios::CpuProgram& cpu : program.cpus) {
        has_useless_hold = has_useless_hold || (!cpu.task.empty() && is_hold(cpu.task.back()));
    }
    if (has_useless_hold) return false;
    // An irqsave needs an interrupt that it masks.
    const bool has_irqs = program.takes(Interrupt::hardirq) || program.takes(Interrupt::softirq);
    if (!has_irqs && has_irqsave(program)) return false;
    const std::vector<unsigned> takers = count_takers(program);
    // A program at a trace point needs an attempt that reaches the point.
    bool has_attempts = false;
    for (const scenarios::CpuProgram& cpu : program.cpus) {
        for (const Operations* operations : {&cpu.task, &cpu.nmi, &cpu.hardirq, &cpu.softirq}) {
            has_attempts =
                has_attempts || std::any_of(operations->begin(), operations->end(),
                                            [](const Operation& one) { return one.lock.has_value(); });
        }
    }
    return has_attempts && std::find(takers.begin(), takers.end(), 1U) == takers.end() &&
           is_connected(program);
}

}  // namespace tools
