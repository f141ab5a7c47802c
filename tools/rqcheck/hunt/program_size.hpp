// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The size of a small program. Fewer operations are better than fewer CPUs, because a reader walks through
/// the operations by hand.

#include <compare>

#include "scenarios/framework/small_program.hpp"

namespace tools {

struct ProgramSize {
    unsigned operations = 0;
    unsigned cpus = 0;
    unsigned nmis = 0;  ///< that may arrive, on all CPUs together
    unsigned hardirqs = 0;
    unsigned softirqs = 0;
    unsigned locks = 0;  ///< different locks

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a 0 in what the compiler makes
    friend auto operator<=>(const ProgramSize&, const ProgramSize&) = default;
};

ProgramSize size_of(const scenarios::SmallProgram& program);

/// Visits the list of operations of each trace program.
template <class Program, class Visit>
void for_each_trace_program(Program& program, Visit visit) {
    for (auto& traced : program.contention_begin) visit(traced.operations);
    for (auto& traced : program.contention_end) visit(traced.operations);
}

/// Visits all lists of operations of a program, in the order of its text.
template <class Program, class Visit>
void for_each_list(Program& program, Visit visit) {
    for (auto& cpu : program.cpus) {
        visit(cpu.task);
        for (const scenarios::Interrupt kind : scenarios::interrupts) visit(cpu[kind]);
    }
    for_each_trace_program(program, visit);
}

/// Visits all operations of a list, each before the operations within it.
template <class List, class Visit>
void for_each_operation(List& operations, Visit visit) {  // NOLINT(misc-no-recursion): as deep as sections
    for (auto& operation : operations) {
        visit(operation);
        for_each_operation(operation.body, visit);
    }
}

}  // namespace tools
