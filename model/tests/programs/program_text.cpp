// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/programs/program.hpp"

#include <algorithm>

namespace model::tests {
namespace {

const char* name_of(std::memory_order order) {
    switch (order) {
        case std::memory_order_relaxed:
            return "rlx";
        case std::memory_order_consume:
            return "dep";
        case std::memory_order_acquire:
            return "acq";
        case std::memory_order_release:
            return "rel";
        case std::memory_order_acq_rel:
            return "acq_rel";
        case std::memory_order_seq_cst:
            return "sc";
    }
    return "";
}

std::string variable_text(unsigned variable) {
    if (variable < max_variables) return std::string(1, static_cast<char>('x' + variable));
    return "own" + std::to_string(variable - max_variables);
}

std::string operation_text(const Instruction& instruction) {
    using Kind = Instruction::Kind;
    const auto number = [](unsigned value) { return std::to_string(value); };
    const std::string order = name_of(instruction.order);
    const std::string variable = variable_text(instruction.variable);
    const std::string value = (instruction.plus_last ? "last+" : "") + number(instruction.value);
    const std::string condition = order + " " + variable + "==" + number(instruction.expected);
    switch (instruction.kind) {
        case Kind::load:
            return "load." + order + " " + variable;
        case Kind::store:
            return "store." + order + " " + variable + " " + value;
        case Kind::exchange:
            return "exchange." + order + " " + variable + " " + value;
        case Kind::compare_exchange:
            return "cas." + order +
                   (instruction.failure == std::memory_order_relaxed
                        ? std::string()
                        : std::string("/") + name_of(instruction.failure)) +
                   " " + variable + " " + number(instruction.expected) + "->" + number(instruction.value) +
                   (instruction.mask == ~0U ? "" : " within " + number(instruction.mask));
        case Kind::update:
            return "update." + order + " " + variable + " &" + number(instruction.expected) + " |" +
                   number(instruction.value);
        case Kind::flip:
            return "update." + order + " " + variable + " &" + number(instruction.expected) + " ^" +
                   number(instruction.value);
        case Kind::add:
            return "add." + order + " " + variable + " " + number(instruction.value) +
                   (instruction.mask == ~0U ? "" : " within " + number(instruction.mask));
        case Kind::fence:
            return "fence." + order;
        case Kind::await:
            return "await." + condition;
        case Kind::timed_await:
            return "await." + condition + " for " + number(instruction.value) + " every " +
                   number(instruction.poll) + (instruction.once ? ", once" : "");
        case Kind::choose:
            return "choose " + number(instruction.value);
        case Kind::own_load:
            return "load own";
        case Kind::own_add:
            return "add own " + number(instruction.value);
        case Kind::local_load:
            return "load local";
        case Kind::local_store:
            return "store local " + value;
        case Kind::mask:
            return "mask";
        case Kind::unmask:
            return "unmask";
        case Kind::trace_point:
            return "trace point";
        case Kind::plain_read:
            return "read data";
        case Kind::plain_write:
            return "write data";
        case Kind::hold:
            return "hold " + number(instruction.value);
    }
    return "";
}

std::string to_text(const Code& code) {
    std::string text;
    for (const Instruction& instruction : code) {
        text += "  ";
        if (instruction.condition == Instruction::If::last_is_zero) text += "if last==0: ";
        if (instruction.condition == Instruction::If::last_is_not_zero) text += "if last!=0: ";
        text += operation_text(instruction);
        if (instruction.through == Instruction::Through::last_load) text += " through the last load.dep";
        if (instruction.through == Instruction::Through::load_before) text += " through the load.dep before";
        if (instruction.site != 0) text += " @" + std::to_string(instruction.site);
        text += "\n";
    }
    return text;
}

std::string to_text(const std::string& name, const Interrupt& interrupt, std::size_t cpus) {
    const auto begin = interrupt.budget.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(cpus);
    if (std::all_of(begin, end, [](unsigned budget) { return budget == 0; })) return "";
    std::string text = name + ", at most";
    std::for_each(begin, end, [&](unsigned budget) { text += " " + std::to_string(budget); });
    if (!interrupt.window.all()) {
        text += ", at";
        for (unsigned site = 0; site <= end_site; ++site) {
            if (interrupt.window[site]) text += site == end_site ? " @end" : " @" + std::to_string(site);
        }
    }
    return text + ":\n" + to_text(interrupt.code);
}

}  // namespace

std::string to_text(const Program& program) {
    std::string text;
    for (unsigned variable = 0; variable < variable_count; ++variable) {
        if (program.initial[variable] == 0) continue;
        text += variable_text(variable) + " = " + std::to_string(program.initial[variable]) + "\n";
    }
    if (program.slow != 0) {
        text += "slow waits: " + std::to_string(program.slow) + ", on cpus";
        for (unsigned cpu = 0; cpu < program.tasks.size(); ++cpu) {
            if (program.slow_cpus[cpu]) text += " " + std::to_string(cpu);
        }
        text += "\n";
    }
    for (std::size_t cpu = 0; cpu < program.tasks.size(); ++cpu) {
        text += "cpu" + std::to_string(cpu) + ":\n" + to_text(program.tasks[cpu]);
    }
    text += to_text("nmi", program.nmi, program.tasks.size());
    text += to_text("hardirq", program.hardirq, program.tasks.size());
    text += to_text("softirq", program.softirq, program.tasks.size());
    for (unsigned point = 0; point < program.traced.size(); ++point) {
        if (program.traced[point].empty()) continue;
        text += "traced" + std::string(point == 0 ? "" : " at odd points") +
                (program.guards[point] == TraceGuard::per_program ? ", raw" : "") + ":\n" +
                to_text(program.traced[point]);
    }
    return text;
}

}  // namespace model::tests
