// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/native_run.hpp"

#include "model/native/platform.hpp"

namespace model::tests {
namespace {

enum class TestSite : SiteId { access, end };

struct Shared {
    native::Atomic<std::uint32_t> variables[max_variables];
    native::PlainData data;
};

Shared& shared() {
    static Shared shared;
    return shared;
}

using native::Platform;

AccessInfo here() {
    return access_info(std::memory_order_relaxed, TestSite::access, Source::current());
}

/// Looks up every unit of time until the condition holds or the deadline has come, as the lock does.
std::uint32_t timed_await(native::Atomic<std::uint32_t>& variable, const Instruction& instruction) {
    const Nanoseconds deadline = Platform::now() + instruction.value * time_unit;
    const unsigned expected = instruction.expected;
    while (true) {
        const std::uint32_t value = Platform::await(
            variable, [expected](std::uint32_t v) { return v == expected; }, instruction.order,
            std::min(Platform::now() + time_unit, deadline), deadline, TestSite::access);
        if (value == expected || Platform::now() >= deadline) return value;
    }
}

void run(const std::vector<Instruction>& instructions) {
    using Kind = Instruction::Kind;
    native::Machine& machine = native::Machine::instance();
    std::uint32_t last = 0;
    for (const Instruction& instruction : instructions) {
        if (is_left_out(instruction, last)) continue;
        auto& variable = shared().variables[instruction.variable];
        const auto value = static_cast<std::uint32_t>(value_stored(instruction, last));
        const AccessInfo info = access_info(instruction.order, TestSite::access, Source::current());
        switch (instruction.kind) {
            case Kind::load:
                last = variable.load(instruction.order, TestSite::access);
                break;
            case Kind::store:
                variable.store(value, instruction.order, TestSite::access);
                break;
            case Kind::exchange:
                last = static_cast<std::uint32_t>(machine.update(variable.location(), 0, value, info));
                break;
            case Kind::compare_exchange: {
                std::uint64_t expected = instruction.expected;
                machine.compare_exchange(variable.location(), expected, instruction.value, info);
                last = static_cast<std::uint32_t>(expected);
                break;
            }
            case Kind::fence:
                machine.fence(info);
                break;
            case Kind::await: {
                const unsigned expected = instruction.expected;
                last = Platform::await(
                    variable, [expected](std::uint32_t v) { return v == expected; }, instruction.order, never,
                    never, TestSite::access);
                break;
            }
            case Kind::timed_await:
                last = timed_await(variable, instruction);
                break;
            case Kind::choose:
                last = machine.choose(instruction.value);
                break;
            case Kind::plain_read:
                machine.plain_read(shared().data, here());
                break;
            case Kind::plain_write:
                machine.plain_write(shared().data, here());
                break;
            case Kind::hold:
                machine.hold(instruction.value * time_unit, here());
                break;
        }
    }
}

class Collector final : public Observer {
  public:
    explicit Collector(Graphs& graphs) : graphs_(graphs) {}
    void finished(FinishedExecution& finished) override {
        ++graphs_[graph_text(finished.record(), first_variable())];
    }
    bool progress(const Progress&) override { return true; }

  private:
    Graphs& graphs_;
};

}  // namespace

LocationId first_variable() {
    return shared().variables[0].id();
}

SearchResult search_on_native(const Program& program, const SearchLimits& limits, Observer& observer,
                              native::Sabotage sabotage) {
    shared();
    Configuration configuration;
    configuration.cpus = static_cast<unsigned>(program.tasks.size());
    configuration.memory_model = program.memory_model;
    configuration.slow = program.slow;
    for (unsigned cpu = 0; cpu < configuration.cpus; ++cpu) {
        configuration.nmi_budget[cpu] = program.nmi_budget[cpu];
    }
    Programs programs;
    programs.environment = const_cast<Program*>(&program);
    programs.task = [](void* environment, unsigned cpu) {
        run(static_cast<const Program*>(environment)->tasks[cpu]);
    };
    programs.nmi = [](void* environment, unsigned) { run(static_cast<const Program*>(environment)->nmi); };
    programs.task_end_site = static_cast<SiteId>(TestSite::end);
    return native::search(configuration, programs, limits, observer, sabotage);
}

NativeRun run_on_native(const Program& program, const SearchLimits& limits, native::Sabotage sabotage) {
    NativeRun result;
    Collector collector(result.graphs);
    result.search = search_on_native(program, limits, collector, sabotage);
    return result;
}

}  // namespace model::tests
