// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/small_program.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "scenarios/framework/limits.hpp"

namespace scenarios {
namespace {

void append_text(std::string& out, const Operations& operations) {
    bool first = true;
    for (const Operation& operation : operations) {
        if (!std::exchange(first, false)) out += ' ';
        if (!operation.lock) {
            out += "hold " + std::to_string(operation.hold_ms) + "ms";
            continue;
        }
        out += static_cast<char>('A' + *operation.lock);
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

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// A recursive descent over words and the characters `()|;`.
class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) { next(); }

    SmallProgram program() {
        SmallProgram program;
        do {
            program.cpus.push_back(cpu());
            if (program.cpus.size() > most_cpus) fail("more than 8 CPUs");
        } while (took("|"));
        bool has_nmis = false;
        while (took(";")) {
            if (took("nmis")) {
                if (std::exchange(has_nmis, true)) fail("'nmis' a second time");
                program.nmis = number("nmis", "", most_interrupts);
            } else if (took("begin")) {
                traced("begin", program.contention_begin);
            } else if (took("end")) {
                traced("end", program.contention_end);
            } else {
                fail("after ';' comes 'nmis N', 'begin' or 'end' with operations");
            }
        }
        if (!word_.empty()) fail("what comes here is '|', ';' or the end");
        if (has_nmis && !program.takes_nmis()) fail("'nmis', but no CPU has an 'nmi' handler");
        return program;
    }

  private:
    CpuProgram cpu() {
        CpuProgram cpu;
        if (!took("idle")) cpu.task = operations();
        if (took("nmi")) {
            cpu.nmi = operations();
            if (cpu.nmi.empty()) fail("no operation after 'nmi'");
        } else if (cpu.task.empty()) {
            fail("a CPU without operations: the least is a lock, like A, or 'idle' with an 'nmi' handler");
        }
        return cpu;
    }

    void traced(const std::string& point, Operations& program) {
        if (!program.empty()) fail("'" + point + "' a second time");
        program = operations();
        if (program.empty()) fail("no operation after '" + point + "'");
    }

    // NOLINTNEXTLINE(misc-no-recursion): as deep as the text has parentheses, at most most_operations
    Operations operations() {
        Operations operations;
        while (true) {
            if (took("hold")) {
                count();
                operations.push_back(
                    {.lock = {}, .hold_ms = number("hold", "ms", SmallProgram::longest_hold)});
            } else if (word_.size() == 1 && word_[0] >= 'A' && word_[0] <= 'Z') {
                count();
                operations.push_back({.lock = static_cast<unsigned>(word_[0] - 'A')});
                next();
                if (!took("(")) continue;
                operations.back().body = this->operations();
                if (operations.back().body.empty()) fail("no operation between '(' and ')'");
                if (!took(")")) fail("what comes here is an operation or ')'");
            } else {
                if (is_unknown_word()) fail("an operation is a lock from A to Z, A(...) or hold 2ms");
                return operations;
            }
        }
    }

    void count() {
        if (++operations_ > SmallProgram::most_operations) fail("more than 100 operations");
    }

    bool is_unknown_word() const {
        constexpr std::string_view known[] = {"", "(", ")", "|", ";", "nmi"};
        return std::find(std::begin(known), std::end(known), word_) == std::end(known);
    }

    unsigned number(const std::string& what, std::string_view unit, unsigned most) {
        unsigned value = 0;
        const char* const end = word_.data() + word_.size();
        const auto [rest, error] = std::from_chars(word_.data(), end, value);
        const bool is_number = error == std::errc{} &&
                               std::string_view(rest, static_cast<std::size_t>(end - rest)) == unit &&
                               value >= 1 && value <= most;
        if (!is_number) {
            fail("'" + what + "' takes 1" + std::string(unit) + " to " + std::to_string(most) +
                 std::string(unit));
        }
        next();
        return value;
    }

    bool took(std::string_view word) {
        if (word_ != word) return false;
        next();
        return true;
    }

    void next() {
        while (!text_.empty() && is_space(text_.front())) take(1);
        word_ = text_.substr(0, 1);
        constexpr std::string_view marks = "()|;";
        if (!word_.empty() && marks.find(word_[0]) == std::string_view::npos) {
            const auto end = std::find_if(text_.begin(), text_.end(), [&](char c) {
                return is_space(c) || marks.find(c) != std::string_view::npos;
            });
            word_ = text_.substr(0, static_cast<std::size_t>(end - text_.begin()));
        }
        place_ = taken_ + 1;
        take(word_.size());
    }

    void take(std::size_t size) {
        text_.remove_prefix(size);
        taken_ += size;
    }

    [[noreturn]] void fail(const std::string& what) const {
        std::string where = word_.empty() ? "at the end" : "at '";
        for (const char c : word_.substr(0, 20)) where += c < ' ' || c > '~' ? '?' : c;
        if (!word_.empty()) where += "' (character " + std::to_string(place_) + ")";
        throw ProgramError("not a program, " + where + ": " + what);
    }

    std::string_view text_;  ///< what has not been looked at
    std::string_view word_;  ///< the one to take next; empty at the end
    std::size_t taken_ = 0;
    std::size_t place_ = 0;
    unsigned operations_ = 0;
};

// NOLINTNEXTLINE(misc-no-recursion): as deep as sections are nested
void run(const Operations& operations, Cpu& cpu) {
    for (const Operation& operation : operations) {
        if (!operation.lock) {
            cpu.hold(operation.hold_ms * millisecond);
        } else if (cpu.lock(lock_number(*operation.lock))) {
            run(operation.body, cpu);
            cpu.unlock(lock_number(*operation.lock));
        }
    }
}

/// One more than the highest lock.
// NOLINTNEXTLINE(misc-no-recursion): as deep as sections are nested
unsigned locks_of(const Operations& operations) {
    unsigned locks = 0;
    for (const Operation& operation : operations) {
        if (operation.lock) locks = std::max({locks, *operation.lock + 1, locks_of(operation.body)});
    }
    return locks;
}

Program traced(const Operations& operations) {
    if (operations.empty()) return nullptr;
    return [&operations](Cpu& cpu) { run(operations, cpu); };
}

}  // namespace

// NOLINTNEXTLINE(misc-no-recursion): as deep as sections are nested
unsigned count_operations(const Operations& operations) {
    auto count = static_cast<unsigned>(operations.size());
    for (const Operation& operation : operations) count += count_operations(operation.body);
    return count;
}

bool SmallProgram::takes_nmis() const {
    return std::any_of(cpus.begin(), cpus.end(), [](const CpuProgram& cpu) { return !cpu.nmi.empty(); });
}

std::string text(const SmallProgram& program) {
    std::string out;
    for (const CpuProgram& cpu : program.cpus) {
        if (!out.empty()) out += " | ";
        if (cpu.task.empty()) out += "idle";
        append_text(out, cpu.task);
        append_part(out, " nmi ", cpu.nmi);
    }
    if (program.takes_nmis() && program.nmis != 1) out += " ; nmis " + std::to_string(program.nmis);
    append_part(out, " ; begin ", program.contention_begin);
    append_part(out, " ; end ", program.contention_end);
    return out;
}

SmallProgram parse_program(std::string_view text) {
    return Parser(text).program();
}

ProgramScenario::ProgramScenario(SmallProgram program)
    : program_(std::move(program)), text_(text(program_)), scenario_{} {
    const auto cpus = static_cast<unsigned>(program_.cpus.size());
    scenario_.name = small_program_name;
    scenario_.claim = text_;
    scenario_.cpus = {cpus};
    scenario_.task = [this](Cpu& cpu) { run(program_.cpus[cpu.id()].task, cpu); };
    scenario_.contention_begin = traced(program_.contention_begin);
    scenario_.contention_end = traced(program_.contention_end);
    scenario_.expected = nothing_claimed;
    Handler& nmi = scenario_.handlers.nmi;
    nmi.cpus = {};
    scenario_.locks = std::max(locks_of(program_.contention_begin), locks_of(program_.contention_end));
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        const CpuProgram& own = program_.cpus[cpu];
        scenario_.locks = std::max({scenario_.locks, locks_of(own.task), locks_of(own.nmi)});
        if (own.nmi.empty()) continue;
        nmi.cpus.insert(cpu);
        nmi.budget = program_.nmis;
        nmi.program = [this](Cpu& on) { run(program_.cpus[on.id()].nmi, on); };
    }
}

}  // namespace scenarios
