// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine/machine.hpp"

#include <exception>
#include <utility>

namespace model::native {

Machine Machine::the_machine;

void Machine::begin(const Configuration& configuration, const Programs& programs) {
    programs_ = programs;
    ProgramRunner::begin(configuration, programs.task_end_site, &Machine::run_task, this);
}

void Machine::run_task(void* machine) {
    Machine& self = *static_cast<Machine*>(machine);
    std::exception_ptr thrown;
    try {
        self.programs_.task(self.programs_.environment, self.cpu());
        self.interrupts_.reach(self.programs_.task_end_site);
        while (true) {
            self.stop();
            self.interrupts_.stay();
        }
    } catch (...) {
        thrown = std::current_exception();
    }
    self.leave_by(std::move(thrown));
}

unsigned Machine::choose(unsigned n) {
    if (n == 1) {
        look_at_the_length();
        records().add_visible(state(), Operation::choice, nowhere(state().site));
        Records::accessed(state(), false);
        return 0;
    }
    ask(NextStep::Kind::choice, nowhere(state().site)).first = n;
    return static_cast<unsigned>(read());
}

void Machine::note(std::uint32_t note, std::uint32_t subject, std::uint32_t detail, Source source) {
    look_at_the_length();
    const std::uint64_t what =
        static_cast<std::uint64_t>(note) << 48U | static_cast<std::uint64_t>(subject) << 16U | detail;
    Record& made = records().add_visible(state(), Operation::note,
                                         access_info(std::memory_order_relaxed, state().site, source), what);
    made.note = note;
    made.subject = subject;
    made.detail = detail;
}

}  // namespace model::native
