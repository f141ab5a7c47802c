// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/native/native_program.hpp"

namespace model::tests {
namespace {

struct Shared {
    Variable variables[max_cpus];
    native::PlainData data;
};

Shared& shared() {
    static Shared shared;
    return shared;
}

AccessInfo here(Order order = std::memory_order_relaxed) {
    return access_info(order, TestSite::access, Source::current());
}

const char* bracket(ContextKind kind) {
    constexpr const char* brackets[] = {"", "[s ", "[h ", "[ ", "[t "};
    return brackets[static_cast<unsigned>(kind)];
}

std::string results_of(const Execution& execution) {
    std::string text;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        if (cpu != 0) text += "| ";
        for (const Event& event : execution.cpu[cpu].events) {
            if (event.operation == Operation::enter) text += bracket(event.context);
            if (event.operation == Operation::leave) text += "] ";
            if (event.operation == Operation::note) text += std::to_string(event.detail) + " ";
        }
    }
    if (!text.empty()) text.pop_back();
    return text;
}

class Collector final : public Observer {
  public:
    Collector(Outcomes& outcomes, const std::function<void(const Execution&)>& look)
        : outcomes_(outcomes), look_(look) {}

    void finished(FinishedExecution& finished) override {
        const Execution& execution = finished.record();
        if (execution.failures.race) ++outcomes_.races;
        if (execution.failures.stuck) ++outcomes_.stuck;
        if (execution.failures.livelock) ++outcomes_.livelocks;
        if (execution.failures.assertion) ++outcomes_.assertions;
        if (execution.complete()) outcomes_.results.insert(results_of(execution));
        if (look_) look_(execution);
    }
    bool progress(const Progress&) override { return true; }

  private:
    Outcomes& outcomes_;
    const std::function<void(const Execution&)>& look_;
};

}  // namespace

Variable& variable(unsigned i) {
    return shared().variables[i];
}

unsigned load(const Variable& variable, Order order) {
    return variable.load(order, TestSite::access);
}

void store(Variable& variable, unsigned value, Order order) {
    variable.store(value, order, TestSite::access);
}

unsigned exchange(Variable& variable, unsigned value, Order order) {
    return static_cast<unsigned>(Machine::instance().update(variable.location(), 0, value, here(order)));
}

unsigned set_bits(Variable& variable, unsigned bits, Order order) {
    return static_cast<unsigned>(Machine::instance().update(variable.location(), ~0U, bits, here(order)));
}

void read_data() {
    Machine::instance().plain_read(shared().data, here());
}

void write_data() {
    Machine::instance().plain_write(shared().data, here());
}

void hold(Nanoseconds duration) {
    Machine::instance().hold(duration, here());
}

unsigned await_value(Variable& variable, unsigned value, Order order, Nanoseconds poll,
                     Nanoseconds deadline) {
    return Platform::await(
        variable, [value](std::uint32_t found) { return found == value; }, order, poll, deadline,
        TestSite::access);
}

unsigned await_not_zero(Variable& variable, Order order, Nanoseconds poll, Nanoseconds deadline) {
    return Platform::await(
        variable, [](std::uint32_t found) { return found != 0; }, order, poll, deadline, TestSite::access);
}

void report(std::uint64_t number) {
    Machine::instance().note(0, 0, static_cast<std::uint32_t>(number));
}

void report_time() {
    report(Platform::now() / ms);
}

Outcomes explore(Setup setup, const std::function<void(const Execution&)>& look) {
    shared();  // its locations must exist when the search begins
    const Programs programs = programs_of(setup, static_cast<SiteId>(TestSite::end));
    setup.configuration.cpus = setup.cpus;

    Outcomes outcomes;
    Collector collector(outcomes, look);
    outcomes.search = native::search(setup.configuration, programs, FullSearch{}, setup.limits, collector);
    return outcomes;
}

}  // namespace model::tests
