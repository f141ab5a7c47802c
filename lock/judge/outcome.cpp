// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <utility>

#include "lock/judge/judge.hpp"

namespace rqspinlock::judge {
namespace {

/// @param is_stuck an attempt without an end waits for ever, and was not merely broken off
std::string class_text(const JudgedAttempt& judged, bool is_stuck) {
    if (judged.stuck) return is_stuck ? "stuck" : "unfinished";
    if (judged.what == Class::acquired) return "ok";
    std::string text(name(judged.what));
    std::replace(text.begin(), text.end(), '_', '-');
    return text;
}

std::string attempt_text(const JudgedAttempt& judged, bool is_stuck) {
    std::string text = lock_name(judged.attempt.lock) + "=" + class_text(judged, is_stuck);
    const Nanoseconds wait = judged.attempt.wait / millisecond;
    if (wait != 0) text += "@" + std::to_string(wait) + "ms";
    return text;
}

/// The words of an outcome. A row of equal attempts is one word and their number.
class Words {
  public:
    void add_attempt(const std::string& attempt) {
        if (attempt != attempt_) flush();
        attempt_ = attempt;
        ++times_;
    }
    void add(const std::string& word) {
        flush();
        append(word);
    }
    void close_brackets(std::size_t brackets) {
        flush();
        text_.append(brackets, ']');
    }
    std::string take() {
        flush();
        return std::move(text_);
    }

  private:
    static constexpr std::size_t shown_one_by_one = 4;

    void append(const std::string& word) {
        if (!text_.empty()) text_ += ' ';
        text_ += word;
    }
    void flush() {
        const bool is_short = times_ <= shown_one_by_one;
        for (std::size_t i = 0; i < (is_short ? times_ : 1); ++i) append(attempt_);
        if (!is_short) text_ += " x" + std::to_string(times_);
        times_ = 0;
    }

    std::string text_;
    std::string attempt_;
    std::size_t times_ = 0;
};

}  // namespace

std::string lock_name(std::uint32_t lock) {
    if (lock < 26) return std::string(1, static_cast<char>('A' + lock));
    return "L" + std::to_string(lock);
}

std::string outcome(const Execution& execution, const JudgedExecution& judged) {
    const bool is_stuck =
        judged.failures.contains(FailureKind::stuck) || judged.failures.contains(FailureKind::scenario_stuck);
    Words words;
    auto next = judged.attempts.begin();
    for (std::uint32_t cpu = 0; cpu < execution.cpus.size(); ++cpu) {
        words.add("cpu" + std::to_string(cpu));
        const std::vector<Step>& steps = execution.cpus[cpu];
        std::size_t open = 0;
        for (std::uint32_t index = 0; index < steps.size(); ++index) {
            if (steps[index].kind == StepKind::enter) {
                words.add("[" + std::string(name(steps[index].nested)));
                ++open;
            }
            if (steps[index].kind == StepKind::leave) {
                words.close_brackets(1);
                --open;
            }
            if (next != judged.attempts.end() && next->attempt.cpu == cpu && next->attempt.begin == index) {
                words.add_attempt(attempt_text(*next, is_stuck));
                ++next;
            }
        }
        if (judged.in_own_wait[cpu]) words.add("await=stuck");
        // A CPU that is stuck inside a nested context never leaves it.
        words.close_brackets(open);
    }
    return words.take();
}

}  // namespace rqspinlock::judge
