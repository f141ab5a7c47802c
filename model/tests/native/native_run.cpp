// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/native/native_run.hpp"

#include "model/native/platform.hpp"

namespace model::tests {
namespace {

using native::Platform;

struct Shared {
    native::Atomic<std::uint32_t> variables[variable_count];
    native::PlainData data;
    Platform::CpuLocal<std::uint32_t> local[max_tasks];
};

Shared& shared() {
    static Shared shared;
    return shared;
}

/// A running program: a task, a handler, or a program at a trace point.
class Run {
  public:
    Run(const Code& code, const Program& program) : code_(code), program_(program) {}

    void operator()() {
        for (const Instruction& instruction : code_) {
            if (is_left_out(instruction, last_)) continue;
            step(instruction);
            if (is_dependency_load(instruction)) loads_.add(native::Machine::instance().dependency());
        }
    }

  private:
    using Kind = Instruction::Kind;

    void step(const Instruction& instruction) {
        native::Machine& machine = native::Machine::instance();
        const SiteId site = static_cast<SiteId>(instruction.site);
        const AccessInfo info =
            access_info(instruction.order, site, Source::current(), loads_.of(instruction));
        auto& variable = shared().variables[instruction.variable];
        auto& own = shared().variables[own_variable(machine.cpu())];
        auto& local = shared().local[machine.cpu()];
        const auto value = static_cast<std::uint32_t>(value_stored(instruction, last_));
        switch (instruction.kind) {
            case Kind::load:
                last_ = variable.load(instruction.order, site, info.address);
                return;
            case Kind::store:
                return variable.store(value, instruction.order, site, info.address);
            case Kind::exchange:
                last_ = static_cast<std::uint32_t>(machine.update(variable.location(), 0, value, info));
                return;
            case Kind::compare_exchange: {
                std::uint64_t expected = instruction.expected;
                machine.compare_exchange(variable.location(), expected, instruction.value, info,
                                         instruction.failure, instruction.mask);
                last_ = static_cast<std::uint32_t>(expected);
                return;
            }
            case Kind::update:
                last_ = static_cast<std::uint32_t>(
                    machine.update(variable.location(), instruction.expected, instruction.value, info));
                return;
            case Kind::flip:
                last_ = static_cast<std::uint32_t>(
                    machine.flip(variable.location(), instruction.expected, instruction.value, info));
                return;
            case Kind::add:
                last_ = static_cast<std::uint32_t>(
                    machine.add(variable.location(), instruction.mask, instruction.value, info));
                return;
            case Kind::fence:
                return machine.fence(info);
            case Kind::await:
                last_ = program_.waits_loop ? read_until(variable, instruction)
                                            : await(variable, instruction, never, never);
                return;
            case Kind::timed_await:
                last_ = timed_await(variable, instruction);
                return;
            case Kind::choose:
                last_ = machine.choose(instruction.value);
                return;
            case Kind::own_load:
                last_ = own.load_local(site);
                return;
            case Kind::own_add:
                own.add_local(static_cast<int>(instruction.value), site);
                return;
            case Kind::local_load:
                last_ = local.load(site);
                return note();
            case Kind::local_store:
                local.store(value, site);
                return note();
            case Kind::mask:
                was_masked_ = machine.irq_save();
                return;
            case Kind::unmask:
                return machine.irq_restore(was_masked_);
            case Kind::trace_point:
                machine.trace_point(site, program_.trace_point(instruction));
                return note();
            case Kind::plain_read:
                return machine.plain_read(shared().data, info);
            case Kind::plain_write:
                return machine.plain_write(shared().data, info);
            case Kind::hold:
                return machine.hold(instruction.value * time_unit, info);
        }
    }

    /// Distinguishes points that are in no event of the record.
    static void note() { native::Machine::instance().note(0, 0, 0); }

    AccessInfo info_of_wait(const Instruction& instruction) const {
        return access_info(instruction.order, static_cast<SiteId>(instruction.site), wait_source,
                           loads_.of(instruction));
    }

    std::uint32_t await(const native::Atomic<std::uint32_t>& variable, const Instruction& instruction,
                        Nanoseconds poll, Nanoseconds deadline) const {
        const std::uint64_t expected = instruction.expected;
        return static_cast<std::uint32_t>(native::Machine::instance().await(
            variable.location(), Condition([expected](std::uint64_t v) { return v == expected; }), poll,
            deadline, info_of_wait(instruction)));
    }

    std::uint32_t read_until(const native::Atomic<std::uint32_t>& variable,
                             const Instruction& instruction) const {
        while (true) {
            const std::uint64_t found =
                native::Machine::instance().load(variable.location(), info_of_wait(instruction));
            if (found == instruction.expected) return static_cast<std::uint32_t>(found);
        }
    }

    /// Looks at each poll time until the condition holds or the deadline has come, like the lock.
    std::uint32_t timed_await(const native::Atomic<std::uint32_t>& variable,
                              const Instruction& instruction) const {
        const Nanoseconds deadline = Platform::now() + instruction.value * time_unit;
        while (true) {
            const Nanoseconds poll = std::min(Platform::now() + instruction.poll * time_unit, deadline);
            const std::uint32_t value = await(variable, instruction, poll, deadline);
            if (value == instruction.expected || instruction.once || Platform::now() >= deadline)
                return value;
        }
    }

    const Code& code_;
    const Program& program_;
    std::uint32_t last_ = 0;
    LatestLoads<Dependency> loads_;
    bool was_masked_ = false;
};

template <Interrupt Program::*interrupt>
void handle(void* environment, unsigned) {
    const auto& program = *static_cast<const Program*>(environment);
    Run((program.*interrupt).code, program)();
}

Configuration configuration_of(const Program& program) {
    Configuration configuration;
    configuration.cpus = static_cast<unsigned>(program.tasks.size());
    configuration.memory_model = program.memory_model;
    configuration.slow = program.slow;
    const auto set = [&](const Interrupt& interrupt, auto& budgets, auto& window) {
        for (unsigned cpu = 0; cpu < configuration.cpus; ++cpu) budgets[cpu] = interrupt.budget[cpu];
        for (unsigned site = 0; site <= end_site; ++site) window[site] = interrupt.window[site];
    };
    set(program.nmi, configuration.nmi_budget, configuration.nmi_window);
    set(program.hardirq, configuration.hardirq_budget, configuration.hardirq_window);
    set(program.softirq, configuration.softirq_budget, configuration.softirq_window);
    for (unsigned cpu = 0; cpu < configuration.cpus; ++cpu) {
        configuration.slow_cpus[cpu] = program.slow_cpus[cpu];
    }
    return configuration;
}

}  // namespace

LocationId first_variable() {
    return shared().variables[0].id();
}

void GraphCollector::finished(FinishedExecution& finished) {
    ++graphs_[graph_text(finished.record(), first_variable())];
}

SearchResult search_on_native(const Program& program, const Search& search, Observer& observer) {
    for (unsigned variable = 0; variable < variable_count; ++variable) {
        shared().variables[variable].location().set_initial(program.initial[variable]);
    }
    shared();
    Programs programs;
    programs.environment = const_cast<Program*>(&program);
    programs.task = [](void* environment, unsigned cpu) {
        const auto& whole = *static_cast<const Program*>(environment);
        Run(whole.tasks[cpu], whole)();
    };
    programs.nmi = handle<&Program::nmi>;
    programs.hardirq = handle<&Program::hardirq>;
    programs.softirq = handle<&Program::softirq>;
    for (unsigned point = 0; point < program.traced.size(); ++point) {
        programs.traced.push_back({.point = point, .guard = program.guards[point]});
    }
    if (program.traced[1].empty()) programs.traced.pop_back();
    if (program.traced[0].empty()) programs.traced.clear();
    programs.trace = [](void* environment, unsigned, unsigned number) {
        const auto& whole = *static_cast<const Program*>(environment);
        Run(whole.traced[number], whole)();
    };
    programs.task_end_site = static_cast<SiteId>(end_site);
    return native::search(configuration_of(program), programs, search.strategy, search.limits, observer,
                          search.wait_order);
}

NativeRun run_on_native(const Program& program, const Search& search) {
    NativeRun result;
    GraphCollector collector(result.graphs);
    result.search = search_on_native(program, search, collector);
    return result;
}

}  // namespace model::tests
