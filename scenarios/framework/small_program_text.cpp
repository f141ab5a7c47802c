// SPDX-License-Identifier: GPL-2.0-or-later
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "scenarios/framework/small_program.hpp"

namespace scenarios {
namespace {

char letter(unsigned lock) {
    return static_cast<char>('A' + lock);
}

/// The text that stands before the operands.
std::string_view word_of(OperationKind kind) {
    constexpr std::array<std::string_view, 8> words{"",        "hold ",  "lock ",          "unlock ",
                                                    "signal ", "await ", "await pending ", "await queued "};
    return words[static_cast<unsigned>(kind)];
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as sections are nested
void append_text(std::string& out, const Operations& operations) {
    bool first = true;
    for (const Operation& operation : operations) {
        if (!std::exchange(first, false)) out += ' ';
        out += word_of(operation.kind);
        if (operation.irqsave) out += "irqsave ";
        if (operation.relaxed) out += "relaxed ";
        if (operation.lock) out += letter(*operation.lock);
        switch (operation.kind) {
            case OperationKind::hold:
                out += std::to_string(operation.hold_ms) + "ms";
                break;
            case OperationKind::signal:
            case OperationKind::await:
                out += std::to_string(operation.number);
                break;
            case OperationKind::await_queued:
                out += ' ' + std::to_string(operation.number);
                break;
            default:
                break;
        }
        if (operation.body.empty()) continue;
        out += '(';
        append_text(out, operation.body);
        out += ')';
    }
}

void append_part(std::string& out, std::string_view heading, const Operations& operations) {
    if (operations.empty()) return;
    out += heading;
    append_text(out, operations);
}

void append_traced(std::string& out, std::string_view point, const std::vector<TracedOperations>& programs) {
    for (const TracedOperations& traced : programs) {
        std::string heading = traced.guard == TraceGuard::program ? " ; raw " : " ; ";
        heading += point;
        if (traced.lock) heading += std::string("@") + letter(*traced.lock);
        append_part(out, heading + ' ', traced.operations);
    }
}

}  // namespace

std::string text(const SmallProgram& program) {
    std::string out;
    for (const CpuProgram& cpu : program.cpus) {
        if (!out.empty()) out += " | ";
        if (cpu.task.empty()) out += "idle";
        append_text(out, cpu.task);
        append_part(out, " nmi ", cpu.nmi);
        append_part(out, " hardirq ", cpu.hardirq);
        append_part(out, " softirq ", cpu.softirq);
    }
    const auto append_budget = [&](Interrupt interrupt, std::string_view word) {
        const unsigned arrivals = program.arrivals(interrupt);
        if (arrivals > 1) out += " ; " + std::string(word) + ' ' + std::to_string(arrivals);
    };
    append_budget(Interrupt::nmi, "nmis");
    append_budget(Interrupt::hardirq, "hardirqs");
    append_budget(Interrupt::softirq, "softirqs");
    append_traced(out, "begin", program.contention_begin);
    append_traced(out, "end", program.contention_end);
    if (program.form != Form::queued) out += " ; " + std::string(name(program.form));
    return out;
}

}  // namespace scenarios
