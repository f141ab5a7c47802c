// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/machine.hpp"

#include "model/relacy/relacy.hpp"

namespace model::relacy {

Machine& Machine::instance() {
    static Machine machine;
    return machine;
}

// ---- the engine's side ----

void Machine::configure(const Configuration& configuration, const Programs& programs,
                        ThreadCountHooks hooks) {
    programs_ = programs;
    threads_.configure(configuration);
    memory_.configure(hooks);
}

void Machine::begin_execution() {
    threads_.begin_execution();
    for (LocalCell* cell = first_local_cell(); cell != nullptr; cell = cell->next) cell->value = 0;
}

void Machine::run_cpu(unsigned number) {
    try {
        programs_.task(programs_.environment, number);
        interrupts_.reach(programs_.task_end_site);
        waits_.finish(programs_.task_end_site);
    } catch (const Abandoned&) {
        // The record shows how far the CPU came.
    } catch (const std::exception& error) {
        search_.fail(error.what());
        threads_.discard();
    }
    threads_.leave_one_by_one();
}

void Machine::finish_execution() {
    search_.finish(threads_.execution(), threads_.is_discarded());
    memory_.release();
}

bool Machine::reaches_choice(std::size_t number, bool is_known) {
    const Hash way = threads_.execution().hash();
    const std::uint64_t here = way.low ^ static_cast<std::uint64_t>(cpu()) << 56U ^ last_site();
    if (search_.is_same_way(number, is_known, here)) return true;
    leave_as_different();
    return false;
}

void Machine::leave_as_different() {
    search_.call_off_as_different(cpu(), threads_.execution().cpu[cpu()].events.size() + 1, last_site());
    threads_.discard();
}

bool Machine::is_in_program() {
    const rl::context* const context = rl::context_holder<>::instance_;
    return context != nullptr && context->threadx_ != nullptr;
}

// ---- the programs' side ----

unsigned Machine::choose(unsigned n) {
    threads_.look_at_the_length();
    const unsigned chosen = n == 1 ? 0 : rl::ctx().rand(n, rl::sched_type_user);
    Event event;
    event.written = chosen;
    threads_.record(Operation::choice, nowhere(last_site()), event);
    return chosen;
}

void Machine::note(std::uint32_t note, std::uint32_t subject, std::uint32_t detail, Source source) {
    threads_.look_at_the_length();
    Event event;
    event.note = note;
    event.subject = subject;
    event.detail = detail;
    threads_.record(Operation::note, access_info(std::memory_order_relaxed, last_site(), source), event);
}

}  // namespace model::relacy
