// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/framework/limits.hpp"
#include "scenarios/framework/small_program.hpp"
#include "scenarios/framework/small_program_words.hpp"

namespace scenarios {
namespace {

/// A recursive-descent parser.
class Parser : private ProgramWords {
  public:
    explicit Parser(std::string_view text) : ProgramWords(text) {}

    SmallProgram program() {
        do {
            program_.cpus.push_back(cpu());
            if (program_.cpus.size() > most_cpus) fail("more than " + std::to_string(most_cpus) + " CPUs");
        } while (took("|"));
        while (took(";")) part();
        if (!word().text.empty()) fail("what comes here is '|', ';' or the end");
        check_budgets();
        check_awaited();
        check_form();
        return std::move(program_);
    }

  private:
    // ---- CPUs ----

    CpuProgram cpu() {
        CpuProgram cpu;
        bool has_handler = false;
        if (!took("idle")) cpu.task = program_of_context();
        while (const auto kind = handler()) {
            const std::string heading(word().text);
            Operations& operations = cpu[*kind];
            if (!operations.empty()) fail("'" + heading + "' a second time");
            next();
            operations = program_of_context();
            if (operations.empty()) fail("no operation after '" + heading + "'");
            has_handler = true;
        }
        if (cpu.task.empty() && !has_handler) {
            fail("a CPU without operations: the least is a lock, like A, or 'idle' with an 'nmi' handler");
        }
        return cpu;
    }

    std::optional<Interrupt> handler() const {
        if (word().text == "nmi") return Interrupt::nmi;
        if (word().text == "hardirq") return Interrupt::hardirq;
        if (word().text == "softirq") return Interrupt::softirq;
        return std::nullopt;
    }

    /// The program of a task, a handler or a trace program. It unlocks only what it has locked itself.
    Operations program_of_context() {
        locked_ = {};
        return operations();
    }

    // NOLINTNEXTLINE(misc-no-recursion): as deep as the text has parentheses, at most most_operations
    Operations operations() {
        Operations operations;
        while (is_operation()) {
            if (++operations_ > SmallProgram::most_operations) fail("more than 100 operations");
            operations.push_back(operation());
        }
        return operations;
    }

    bool is_operation() const {
        constexpr std::array<std::string_view, 6> words{"hold",   "irqsave", "lock",
                                                        "unlock", "signal",  "await"};
        if (is_lock(word().text) || std::find(words.begin(), words.end(), word().text) != words.end()) {
            return true;
        }
        constexpr std::array<std::string_view, 9> others{"",  "(",   ")",       "|",      ";",
                                                         "@", "nmi", "hardirq", "softirq"};
        if (std::find(others.begin(), others.end(), word().text) == others.end()) fail_unknown_operation();
        return false;
    }

    // NOLINTNEXTLINE(misc-no-recursion): as deep as the text has parentheses
    Operation operation() {
        Operation made;
        if (took("hold")) {
            made.kind = OperationKind::hold;
            made.hold_ms = number("hold", "ms", 1, SmallProgram::longest_hold);
        } else if (took("lock")) {
            made.kind = OperationKind::lock;
            made.irqsave = took("irqsave");
            made.lock = lock("lock");
            ++locked_[*made.lock];
        } else if (const Word at = word(); took("unlock")) {
            made.kind = OperationKind::unlock;
            made.lock = lock("unlock");
            if (locked_[*made.lock] == 0) {
                fail_at(at, "no 'lock " + letter(*made.lock) + "' before it in the same task or handler");
            }
            --locked_[*made.lock];
        } else if (took("signal")) {
            made.kind = OperationKind::signal;
            made.relaxed = took("relaxed");
            made.number = number("signal", "", 0, max_flags - 1);
        } else if (took("await")) {
            await(made);
        } else {
            section(made);
        }
        return made;
    }

    // NOLINTNEXTLINE(misc-no-recursion): as deep as the text has parentheses
    void section(Operation& made) {
        made.irqsave = took("irqsave");
        made.lock = lock("irqsave");
        if (!took("(")) return;
        made.body = operations();
        if (made.body.empty()) fail("no operation between '(' and ')'");
        if (!took(")")) fail("what comes here is an operation or ')'");
    }

    void await(Operation& made) {
        const Word at = word();
        if (took("pending")) {
            made.kind = OperationKind::await_pending;
            made.lock = lock("await pending");
            queue_awaited_ = at;
        } else if (took("queued")) {
            made.kind = OperationKind::await_queued;
            made.lock = lock("await queued");
            queue_awaited_ = at;
            const Word cpu = word();
            made.number = number("await queued", "", 0, most_cpus - 1);
            cpus_awaited_.emplace_back(cpu, made.number);
        } else {
            made.kind = OperationKind::await;
            made.relaxed = took("relaxed");
            if (word().text.empty() || word().text[0] < '0' || word().text[0] > '9') {
                fail("'await' takes a flag from 0 to 7, 'pending A' or 'queued A 1'");
            }
            made.number = number("await", "", 0, max_flags - 1);
        }
    }

    // ---- parts of the whole program ----

    void part() {
        const bool is_raw = took("raw");
        if (took("begin")) return traced(program_.contention_begin, "begin", is_raw);
        if (took("end")) return traced(program_.contention_end, "end", is_raw);
        if (is_raw) fail("after 'raw' comes a program at a trace point, 'begin' or 'end'");
        for (const Interrupt kind : interrupts) {
            if (took(budget_word(kind))) return budget(kind);
        }
        for (const Form form : {Form::paravirt, Form::test_and_set}) {
            if (word().text != name(form)) continue;
            if (form_) fail("the lock has one form, and '" + std::string(form_->text) + "' is another one");
            form_ = word();
            program_.form = form;
            return next();
        }
        fail(
            "after ';' comes 'nmis N', 'hardirqs N', 'softirqs N', 'begin' or 'end' with operations, "
            "'paravirt' or 'test-and-set'" +
            nearest_of({"nmis", "hardirqs", "softirqs", "begin", "end", "raw", "paravirt", "test-and-set"}));
    }

    void traced(std::vector<TracedOperations>& programs, const std::string& point, bool is_raw) {
        TracedOperations made;
        if (is_raw) made.guard = TraceGuard::program;
        if (took("@")) made.lock = lock("@");
        made.operations = program_of_context();
        if (made.operations.empty()) fail("no operation after '" + point + "'");
        programs.push_back(std::move(made));
        if (program_.contention_begin.size() + program_.contention_end.size() > most_trace_programs) {
            fail("more than " + std::to_string(most_trace_programs) + " programs at trace points");
        }
    }

    static std::string_view budget_word(Interrupt kind) {
        if (kind == Interrupt::nmi) return "nmis";
        return kind == Interrupt::hardirq ? "hardirqs" : "softirqs";
    }

    void budget(Interrupt kind) {
        const std::string what(budget_word(kind));
        bool& is_said = budget_said_[static_cast<unsigned>(kind)];
        if (std::exchange(is_said, true)) fail("'" + what + "' a second time");
        program_.budget(kind) = number(what, "", 1, most_interrupts);
    }

    // ---- what only the whole program shows ----

    void check_budgets() const {
        for (const Interrupt kind : interrupts) {
            if (!budget_said_[static_cast<unsigned>(kind)] || program_.takes(kind)) continue;
            const std::string what(budget_word(kind));
            fail("'" + what + "', but no CPU has " + (kind == Interrupt::nmi ? "an" : "a") + " '" +
                 what.substr(0, what.size() - 1) + "' handler");
        }
    }

    void check_awaited() const {
        for (const auto& [at, cpu] : cpus_awaited_) {
            if (cpu < program_.cpus.size()) continue;
            fail_at(at, "the last CPU is " + std::to_string(program_.cpus.size() - 1));
        }
    }

    void check_form() const {
        if (!form_) return;
        const std::string lock = "the " + std::string(form_->text) + " lock has no ";
        if (!program_.contention_begin.empty() || !program_.contention_end.empty()) {
            fail_at(*form_, lock + "trace points: leave 'begin' and 'end' out");
        }
        if (queue_awaited_) fail_at(*queue_awaited_, lock + "pending bit and no queue to wait for");
    }

    SmallProgram program_;
    unsigned operations_ = 0;
    std::array<unsigned, SmallProgram::most_locks> locked_{};  ///< locked by `lock`, and not unlocked yet
    std::array<bool, interrupts.size()> budget_said_{};
    std::vector<std::pair<Word, unsigned>> cpus_awaited_;
    std::optional<Word> queue_awaited_;  ///< the last queue that is awaited
    std::optional<Word> form_;
};

}  // namespace

SmallProgram parse_program(std::string_view text) {
    return Parser(text).program();
}

}  // namespace scenarios
