// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/kernel_lock/kernel_lock.hpp"

#include "tools/kernel/shim/kernel_calls.h"
#include "tools/kernel_lock/attempt.hpp"
#include "tools/kernel_lock/cell_kind.hpp"
#include "tools/kernel_lock/phases.hpp"
#include "tools/kernel_lock/sites.hpp"

namespace tools::kernel {
namespace {

using model::compiled::Cell;
using model::compiled::Runtime;
using model::native::Location;
using rqspinlock::Phase;
using rqspinlock::Result;

Runtime& runtime() {
    return Runtime::instance();
}

kernel_variables variables() {
    kernel_variables found{};
    runtime().module().symbol_as<void(kernel_variables*)>("kernel_lock_variables")(&found);
    return found;
}

}  // namespace

KernelLocks& KernelLocks::instance() {
    static KernelLocks locks;
    return locks;
}

void KernelLocks::load(const std::string& object) {
    static Phases phases;
    runtime().load(object);
    runtime().follow(phases);
    const model::compiled::Module& module = runtime().module();
    runtime().show(
        {module.symbol_as<const char>("kernel_shim"), module.symbol_as<const char>("kernel_file")});
    learn_from(runtime().call_sites());
    lock_ = module.symbol_as<int(void*)>("kernel_lock");
    unlock_ = module.symbol_as<void(void*)>("kernel_unlock");
    is_guest_ = module.symbol_as<int>("kernel_is_guest");
    name_ = module.symbol_as<const char>("kernel_name");
    form_ = module.symbol_as<const char>("kernel_form");
    words_.clear();
    // The address of a node is that of its first member.
    const kernel_variables found = variables();
    for (unsigned i = 0; i < nodes_.size(); ++i) nodes_[i] = found.node_next[i];
}

void KernelLocks::declare(void* variable, unsigned size, unsigned cpu, unsigned index, unsigned kind,
                          Location* location, bool is_own) {
    Cell& cell = runtime().cells().declare(runtime().cells().per_cpu(variable, cpu), size);
    cell.location = location;
    cell.kind = static_cast<std::uint8_t>(kind);
    cell.cpu = static_cast<std::uint8_t>(cpu);
    cell.index = index;
    cell.is_own = is_own;
}

void KernelLocks::add_cpu(unsigned cpu, const CpuLocations& locations) {
    const kernel_variables found = variables();
    const auto kind = [](CellKind of) { return static_cast<unsigned>(of); };
    for (unsigned i = 0; found.node_count != nullptr && i < nodes_.size(); ++i) {
        declare(found.node_next[i], 8, cpu, i, kind(CellKind::node_next), locations.node_next[i], false);
        declare(found.node_locked[i], 4, cpu, i, kind(CellKind::node_locked), locations.node_locked[i],
                false);
    }
    if (found.node_count != nullptr) {
        Cell& cell = runtime().cells().declare(runtime().cells().per_cpu(found.node_count, cpu), 4);
        cell.local = locations.node_count;
        cell.kind = static_cast<std::uint8_t>(CellKind::node_count);
        cell.cpu = static_cast<std::uint8_t>(cpu);
    }
    declare(found.held_count, 4, cpu, 0, kind(CellKind::held_count), locations.held_count, true);
    for (unsigned i = 0; i < rqspinlock::res_nr_held; ++i) {
        declare(found.held_entries[i], 8, cpu, i, kind(CellKind::held_entry), locations.held_entries[i],
                true);
    }
}

void KernelLocks::add_lock(Location& word) {
    const auto number = static_cast<std::uint32_t>(words_.size());
    words_.push_back(runtime().cells().allocate(4));
    Cell& cell = runtime().cells().declare(words_.back(), 4);
    cell.location = &word;
    cell.kind = static_cast<std::uint8_t>(CellKind::lock_word);
    cell.index = number;
}

Result KernelLocks::lock(std::uint32_t number, model::Source caller) {
    Attempt attempt(number, false);
    Phases::note(Phase::attempt, number, 0, caller);
    const auto result = static_cast<Result>(lock_(words_[number]));
    runtime().flush();
    if (succeeded(result)) {
        Phases::note(Phase::acquired, number);
    } else {
        Phases::note(Phase::left, number, static_cast<unsigned>(attempt.failed_check));
    }
    return result;
}

void KernelLocks::unlock(std::uint32_t number) {
    const Attempt attempt(number, true);
    unlock_(words_[number]);
    runtime().flush();
}

const void* KernelLocks::node_address(unsigned cpu, unsigned index) const {
    return nodes_[index] == nullptr ? nullptr : runtime().cells().per_cpu(nodes_[index], cpu);
}

}  // namespace tools::kernel

extern "C" {

#pragma GCC visibility push(default)

std::uint64_t kernel_now(const std::uint64_t* checked, const std::uint64_t* timeout_end) {
    tools::kernel::Attempt& attempt = tools::kernel::Attempt::current();
    attempt.checked = checked;
    attempt.timeout_end = timeout_end;
    return model::native::Machine::instance().now();
}

void kernel_failing(int error) {
    tools::kernel::Phases::wait_failed(error);
}

#pragma GCC visibility pop
}
