// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "lock/judge/judge.hpp"

namespace rqspinlock::judge {
namespace {

std::string class_text(const JudgedAttempt& judged) {
    if (judged.stuck) return "stuck";
    if (judged.what == Class::acquired) return "ok";
    std::string text(name(judged.what));
    std::replace(text.begin(), text.end(), '_', '-');
    return text;
}

std::string attempt_text(const JudgedAttempt& judged) {
    std::string text = lock_name(judged.attempt.lock) + "=" + class_text(judged);
    const Nanoseconds wait = judged.attempt.wait / millisecond;
    if (wait != 0) text += "@" + std::to_string(wait) + "ms";
    return text;
}

}  // namespace

std::string lock_name(std::uint32_t lock) {
    if (lock < 26) return std::string(1, static_cast<char>('A' + lock));
    return "L" + std::to_string(lock);
}

std::string outcome(const Execution& execution, const Verdict& verdict) {
    std::string text;
    auto next = verdict.attempts.begin();
    for (std::uint32_t cpu = 0; cpu < execution.cpus.size(); ++cpu) {
        if (!text.empty()) text += ' ';
        text += "cpu" + std::to_string(cpu);
        const std::vector<Step>& steps = execution.cpus[cpu];
        for (std::uint32_t index = 0; index < steps.size(); ++index) {
            if (steps[index].kind == StepKind::enter) text += " [" + std::string(name(steps[index].nested));
            if (steps[index].kind == StepKind::leave) text += ']';
            if (next != verdict.attempts.end() && next->attempt.cpu == cpu && next->attempt.begin == index) {
                text += ' ' + attempt_text(*next);
                ++next;
            }
        }
        if (verdict.in_own_wait[cpu]) text += " await=stuck";
        // A machine that is stuck inside a nested context never leaves it.
        const auto nested = std::count_if(steps.begin(), steps.end(),
                                          [](const Step& step) { return step.kind == StepKind::enter; }) -
                            std::count_if(steps.begin(), steps.end(),
                                          [](const Step& step) { return step.kind == StepKind::leave; });
        text.append(static_cast<std::size_t>(nested), ']');
    }
    return text;
}

}  // namespace rqspinlock::judge
