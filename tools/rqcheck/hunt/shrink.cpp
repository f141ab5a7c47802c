// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/hunt/shrink.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include "tools/rqcheck/hunt/canonical.hpp"
#include "tools/rqcheck/hunt/enumeration.hpp"
#include "tools/rqcheck/hunt/program_size.hpp"

namespace tools {
namespace {

using scenarios::CpuProgram;
using scenarios::Interrupt;
using scenarios::Operation;
using scenarios::Operations;
using scenarios::SmallProgram;

/// Leaves out the operation with this number, in the order of `for_each_operation`. The operations within a
/// section stay.
/// @param number counts down; the operation at which it is 0 is left out
// NOLINTNEXTLINE(misc-no-recursion): as deep as sections are nested
bool leave_out(Operations& operations, unsigned& number) {
    for (auto operation = operations.begin(); operation != operations.end(); ++operation) {
        if (number == 0) {
            const Operations body = std::move(operation->body);
            operations.insert(operations.erase(operation), body.begin(), body.end());
            return true;
        }
        --number;
        if (leave_out(operation->body, number)) return true;
    }
    return false;
}

class Smaller {
  public:
    explicit Smaller(const SmallProgram& program) : program_(program) {}

    std::vector<SmallProgram> all() {
        without_a_cpu();
        for (const Interrupt kind : scenarios::interrupts) without_an_interrupt(kind);
        without_an_operation();
        with_fewer_locks();
        with_shorter_holds();
        with_plain_words();
        std::sort(made_.begin(), made_.end(), [](const Made& a, const Made& b) {
            return std::tie(a.size, a.text) < std::tie(b.size, b.text);
        });
        const auto same = [](const Made& a, const Made& b) { return a.text == b.text; };
        made_.erase(std::unique(made_.begin(), made_.end(), same), made_.end());
        std::vector<SmallProgram> programs;
        for (Made& made : made_) programs.push_back(std::move(made.program));
        return programs;
    }

  private:
    struct Made {
        ProgramSize size;
        std::string text;
        SmallProgram program;
    };

    void add(SmallProgram program) {
        program = tidied(std::move(program));
        if (program.cpus.empty()) return;
        program = canonical(program);
        const ProgramSize size = size_of(program);
        std::string line = text(program);
        made_.push_back({size, std::move(line), std::move(program)});
    }

    void without_a_cpu() {
        for (std::size_t cpu = 0; cpu < program_.cpus.size(); ++cpu) {
            SmallProgram less = program_;
            less.cpus.erase(less.cpus.begin() + static_cast<std::ptrdiff_t>(cpu));
            add(less);
        }
    }

    void without_an_interrupt(Interrupt kind) {
        for (std::size_t cpu = 0; cpu < program_.cpus.size(); ++cpu) {
            if (program_.cpus[cpu][kind].empty()) continue;
            SmallProgram less = program_;
            less.cpus[cpu][kind].clear();
            add(less);
        }
        if (program_.arrivals(kind) <= 1) return;
        SmallProgram less = program_;
        --less.budget(kind);
        add(less);
    }

    void without_an_operation() {
        for (unsigned number = 0; number < size_of(program_).operations; ++number) {
            SmallProgram less = program_;
            unsigned left = number;
            bool gone = false;
            for_each_list(less, [&](Operations& operations) {
                if (!gone) gone = leave_out(operations, left);
            });
            add(less);
        }
    }

    void with_fewer_locks() {
        const unsigned locks = size_of(canonical(program_)).locks;
        for (unsigned gone = 1; gone < locks; ++gone) {
            for (unsigned kept = 0; kept < gone; ++kept) {
                SmallProgram less = canonical(program_);
                change_all(less, [&](Operation& operation) {
                    if (operation.lock == gone) operation.lock = kept;
                });
                add(less);
            }
        }
    }

    void with_shorter_holds() {
        SmallProgram less = program_;
        change_all(less, [&](Operation& operation) {
            operation.hold_ms = std::min(operation.hold_ms, Enumeration::holds_ms[0]);
        });
        if (less != program_) add(less);
    }

    /// The program without irqsave, and the program whose trace programs are neither raw nor for one lock
    /// only.
    void with_plain_words() {
        SmallProgram less = program_;
        change_all(less, [](Operation& operation) { operation.irqsave = false; });
        if (less != program_) add(less);
        less = program_;
        for (auto* const programs : {&less.contention_begin, &less.contention_end}) {
            for (scenarios::TracedOperations& traced : *programs) {
                traced.guard = scenarios::TraceGuard::cpu;
                traced.lock.reset();
            }
        }
        if (less != program_) add(less);
    }

    template <class Change>
    static void change_all(SmallProgram& program, Change change) {
        for_each_list(program, [&](Operations& operations) { for_each_operation(operations, change); });
    }

    const SmallProgram& program_;
    std::vector<Made> made_;
};

}  // namespace

std::vector<SmallProgram> smaller_programs(const SmallProgram& program) {
    return Smaller(program).all();
}

SmallProgram shrink(SmallProgram program, const FirstFailing& first_failing) {
    while (true) {
        std::vector<SmallProgram> smaller = smaller_programs(program);
        const std::optional<std::size_t> failing = first_failing(smaller);
        if (!failing) return program;
        program = std::move(smaller[*failing]);
    }
}

}  // namespace tools
