// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/compiled/compiled_program.hpp"

#include <stdexcept>

namespace model::tests {
namespace {

using compiled::Runtime;

// The same layout as in programs/shared.h.
constexpr unsigned words = 4;
constexpr unsigned wide = 4;
constexpr unsigned first_counter = 5;
constexpr std::size_t wide_offset = 16;

/// The functions that the CPUs run. The functions of a setup have no state.
CpuProgram compiled_task = nullptr;
CpuProgram compiled_handler = nullptr;
native::LocalCell local_cell;
SharedMemory memory{nullptr, 24};

void call(CpuProgram program, unsigned cpu) {
    const compiled::Call call;
    program(cpu);
    Runtime::instance().flush();
}

}  // namespace

void load_compiled(const std::string& object) {
    Runtime& runtime = Runtime::instance();
    runtime.load(object);
    compiled::Cells& cells = runtime.cells();
    memory.begin = static_cast<char*>(cells.allocate(memory.size));
    for (unsigned i = 0; i < words; ++i) {
        cells.declare(memory.begin + 4 * i, 4).location = &variable(i).location();
    }
    cells.declare(memory.begin + wide_offset, 8).location = &variable(wide).location();
    *runtime.module().symbol_as<char*>("shared") = memory.begin;

    if (runtime.module().has("local")) {
        cells.declare(cells.per_cpu(runtime.module().symbol("local"), 0), 4).local = &local_cell;
    }
    if (!runtime.module().has("counter")) return;
    for (unsigned cpu = 0; cpu < 2; ++cpu) {
        void* const counter = runtime.module().symbol("counter");
        compiled::Cell& cell = cells.declare(cells.per_cpu(counter, cpu), 4);
        cell.location = &variable(first_counter + cpu).location();
        cell.is_own = true;
        cell.cpu = static_cast<std::uint8_t>(cpu);
    }
}

Outcomes explore_compiled(Setup setup, const char* task, const char* handler,
                          const std::function<void(const Execution&)>& look) {
    const compiled::Module& module = Runtime::instance().module();
    compiled_task = module.symbol_as<void(unsigned)>(task);
    setup.task = [](unsigned cpu) { call(compiled_task, cpu); };
    if (handler != nullptr) {
        compiled_handler = module.symbol_as<void(unsigned)>(handler);
        setup.nmi = [](unsigned cpu) { call(compiled_handler, cpu); };
        setup.hardirq = setup.nmi;
    }
    return explore(setup, look);
}

std::string refusal_of(const char* task) {
    try {
        explore_compiled({.cpus = 1}, task);
    } catch (const std::logic_error& error) {
        return error.what();
    }
    return "";
}

SharedMemory shared_memory() {
    return memory;
}

}  // namespace model::tests
