// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/step_text.hpp"

#include <fmt/core.h>

namespace tools {

std::string values_text(const TraceStep& step) {
    if (step.read && step.written) return fmt::format(" {} -> {}", *step.read, *step.written);
    if (step.read) return " = " + *step.read;
    return step.written ? " := " + *step.written : "";
}

std::string column_variable(const TraceStep& step) {
    const std::string own = fmt::format("cpu{}.", step.cpu);
    return step.variable.starts_with(own) ? step.variable.substr(own.size()) : step.variable;
}

std::string place_text(const TraceStep& step) {
    if (step.file.empty() || step.line == 0) return "";
    return fmt::format("{}:{}", step.file.substr(step.file.rfind('/') + 1), step.line);
}

std::string interrupt_text(const TraceStep& step) {
    const std::string& kind = step.context.back();
    if (kind == "trace") return fmt::format("program at {}", step.site);
    return fmt::format("{} before {}", kind == "nmi" ? "NMI" : kind, step.site);
}

std::string step_text(const TraceStep& step) {
    if (step.change) {
        const std::string check = step.change->check.empty() ? "" : ": " + step.change->check;
        return fmt::format("{} {}{}", step.change->lock, step.change->phase, check);
    }
    if (step.operation == "enter") return interrupt_text(step);
    if (step.operation == "leave") return "end of " + step.context.back();
    if (is_hang(step) && step.site.empty()) return fmt::format("retries for ever: {}", place_text(step));
    std::string text = step.site.empty() ? step.operation : step.site;
    if (is_hang(step)) text = fmt::format("waits for ever: {}, {}", text, place_text(step));
    if (!step.variable.empty()) text += " " + step.variable;
    return text + values_text(step);
}

}  // namespace tools
