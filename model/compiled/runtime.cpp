// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/compiled/runtime.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace model::compiled {
namespace {

/// The call in which each CPU is. It is part of the CPU's state: a checkpoint restores it.
native::LocalCell current_calls[max_cpus];

std::uint64_t& current_call() {
    native::Machine& machine = Runtime::machine();
    return machine.local(current_calls[machine.cpu()]);
}

std::uint64_t value_at(const void* address, unsigned size) {
    std::uint64_t value = 0;
    std::memcpy(&value, address, size);
    return value;
}

/// A block of clang, in the layout of clang's ABI.
struct Block {
    void* isa;
    int flags;
    int reserved;
    int (*invoke)(const void* block, std::uint64_t value);
};
constexpr int block_is_global = 1 << 28;

/// A condition on a part of a cell.
struct BlockCondition {
    const Block* block;
    bool* is_asking;
    std::uint64_t mask;
    unsigned shift;

    bool operator()(std::uint64_t all) const {
        *is_asking = true;
        const bool holds = block->invoke(block, all >> shift & mask) != 0;
        *is_asking = false;
        return holds;
    }
};

}  // namespace

// ---- calls ----

Call::Call() : outer_(current_call()) {
    current_call() = reinterpret_cast<std::uintptr_t>(this);
}

Call::~Call() {
    current_call() = outer_;
}

Call& Call::current() {
    auto* const call = reinterpret_cast<Call*>(current_call());
    if (call == nullptr) throw std::logic_error("compiled code runs outside a call of it");
    return *call;
}

// ---- the module ----

Runtime Runtime::the_runtime;

void Runtime::load(const std::string& object) {
    module_.reset();
    module_ = std::make_unique<Module>(object);
    cells_.begin(module_->data_begin(), module_->data_size(), module_->per_cpu_begin(),
                 module_->per_cpu_size());
}

void Runtime::share(const void* address, const Module::Scalar& scalar, const std::string& name,
                    unsigned cpu) {
    if (scalar.size > 8 || cells_.is_declared(address, scalar.size)) return;
    const native::Location& location = locations_.emplace_back();
    location.set_initial(value_at(scalar.address, scalar.size));
    Cell& cell = cells_.declare(address, scalar.size);
    cell.location = &locations_.back();
    cell.name = name;
    cell.cpu = static_cast<std::uint8_t>(cpu);
}

void Runtime::share_variables() {
    for (const Module::Scalar& scalar : module_->scalars()) {
        if (!cells_.is_in_section(scalar.address)) {
            share(scalar.address, scalar, scalar.name, 0);
            continue;
        }
        for (unsigned cpu = 0; cpu < max_cpus; ++cpu) {
            share(cells_.per_cpu(scalar.address, cpu), scalar,
                  "cpu" + std::to_string(cpu) + "." + scalar.name, cpu);
        }
    }
}

/// Resets the runtime to the state in which a search finds it, and throws.
void Runtime::refuse(const std::string& what, std::uintptr_t caller) {
    noted_ = {};
    is_asking_ = false;
    throw std::logic_error(what + ": " + text_of(call_sites().at(caller)));
}

/// Begins a step of compiled code. Computing a condition may not contain a step.
void Runtime::begin_step(std::uintptr_t caller) {
    if (is_asking_) refuse("a condition of a wait that does more than compute", caller);
    flush();
}

Step Runtime::step_of(Action action, int order, const Cell* cell, unsigned size, std::uint64_t bits,
                      std::uintptr_t caller, bool is_plain) {
    return {action, static_cast<Order>(order), is_plain,       cell, size,
            bits,   call_sites().at(caller),   Call::current()};
}

// ---- the parts of an access ----

/// The length of the memory from an address on that lies in one piece: in a cell, or in none.
unsigned Runtime::width_at(const char* address, std::size_t size) const {
    std::size_t width = max_access;
    if (cells_.is_near(address)) {
        const Cell* const cell = cells_.at(address);
        width = cell == nullptr ? 1 : static_cast<std::size_t>(cell->base + cell->size - address);
    }
    return static_cast<unsigned>(std::min(width, size));
}

/// Calls `part(offset, width)` for each piece of the memory.
template <class F>
void Runtime::in_parts(const void* memory, std::size_t size, const F& part) const {
    for (std::size_t offset = 0; offset < size;) {
        const unsigned width = width_at(static_cast<const char*>(memory) + offset, size - offset);
        part(offset, width);
        offset += width;
    }
}

bool Runtime::is_in_one_cell(const void* address, unsigned size) const {
    const Cell* const cell = cells_.at(address);
    return cell != nullptr && cell->contains(address, size);
}

// ---- accesses to cells ----

Runtime::Part Runtime::part_of(const void* address, unsigned size, std::uintptr_t caller) {
    const Cell* const cell = cells_.at(address);
    if (cell == nullptr || !cell->contains(address, size)) refuse_place(cell, size, caller);
    return {cell, static_cast<unsigned>(static_cast<const char*>(address) - cell->base) * 8,
            size == 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << size * 8) - 1, size == cell->size};
}

void Runtime::refuse_place(const Cell* cell, unsigned size, std::uintptr_t caller) {
    if (cell == nullptr) refuse("an access to shared memory that is not declared", caller);
    refuse("an access of " + std::to_string(size) + " bytes that leaves a variable of " +
               std::to_string(cell->size),
           caller);
}

AccessInfo Runtime::info_of(const Step& step, const Part& part) {
    AccessInfo info = follower_->before(step);
    info.is_plain = step.is_plain;
    if (!part.is_all) info.bytes = part.bytes();
    return info;
}

std::uint64_t Runtime::read(const Part& part, unsigned size, int order, bool is_plain,
                            std::uintptr_t caller) {
    const Cell& cell = *part.cell;
    Call& call = Call::current();
    Call::LastRead& last = call.last_read();
    if (order == __ATOMIC_RELAXED && last.is_new && last.cell == &cell) {
        last.is_new = false;  // the program sees the value that the pause has read
        return part.of(last.value);
    }
    const Step step{
        Action::read, static_cast<Order>(order), is_plain, &cell, size, 0, call_sites().at(caller), call};
    const AccessInfo info = info_of(step, part);
    std::uint64_t all = 0;
    if (cell.local != nullptr) {
        machine().point(info.site);
        all = machine().local(*cell.local);
    } else if (cell.is_own && cell.cpu == machine().cpu()) {
        all = machine().load_local(*cell.location, info);
    } else {
        all = machine().load(*cell.location, info);
    }
    last = {&cell, all, false};
    follower_->after(step, {all, all, 0, info.site});
    return part.of(all);
}

void Runtime::write(const Part& part, unsigned size, std::uint64_t value, int order, bool is_plain,
                    std::uintptr_t caller) {
    const Cell& cell = *part.cell;
    const std::uint64_t bits = part.in_all(value);
    note_writer(cell, caller);
    const Step step = step_of(Action::write, order, &cell, size, bits, caller, is_plain);
    const AccessInfo info = info_of(step, part);
    if (cell.local != nullptr) {
        machine().point(info.site);
        std::uint64_t& all = machine().local(*cell.local);
        const std::uint64_t before = all;
        if (!machine().drops(info.site)) all = (before & part.rest()) | bits;
        follower_->after(step, {before, all, part.in_all(~std::uint64_t{0}), info.site});
    } else if (part.is_all) {
        machine().store(*cell.location, bits, info);
        follower_->after(step, {0, bits, part.mask, info.site});
    } else {
        const std::uint64_t before = machine().update(*cell.location, part.rest(), bits, info);
        follower_->after(step,
                         {before, (before & part.rest()) | bits, part.in_all(~std::uint64_t{0}), info.site});
    }
}

std::uint64_t Runtime::load(const void* address, unsigned size, int order, std::uintptr_t caller) {
    begin_step(caller);
    // An atomic in memory that CPUs do not share concerns only its CPU.
    if (!cells_.contains(address)) return value_at(address, size);
    return read(part_of(address, size, caller), size, order, false, caller);
}

void Runtime::store(const void* address, unsigned size, std::uint64_t value, int order,
                    std::uintptr_t caller) {
    begin_step(caller);
    if (!cells_.contains(address)) {
        require_private(address, caller);
        std::memcpy(const_cast<void*>(address), &value, size);
        return;
    }
    write(part_of(address, size, caller), size, value, order, false, caller);
}

namespace {

/// The effect of an update on a cell: `(value & keep) ^ bits`, or the addition of `bits`.
struct Change {
    bool is_addition;
    std::uint64_t keep;
    std::uint64_t bits;
};

/// @param own the accessed bits of the cell
/// @param bits the operand, at the place of these bits
Change change_of(Update update, std::uint64_t own, std::uint64_t bits) {
    const std::uint64_t all = ~std::uint64_t{0};
    switch (update) {
        case Update::exchange:
            return {false, ~own, bits};
        case Update::fetch_add:
            return {true, 0, bits};
        case Update::fetch_sub:
            return {true, 0, (0 - bits) & own};
        case Update::fetch_and:
            return {false, ~own | bits, 0};
        case Update::fetch_or:
            return {false, ~bits, bits};
        case Update::fetch_xor:
            return {false, all, bits};
        case Update::fetch_nand:
            return {false, ~own | bits, own};
    }
    return {false, all, 0};
}

/// The bits that the update writes, for followers that ask; an addition writes all of them.
std::uint64_t written_by(Update update, std::uint64_t own, std::uint64_t bits) {
    if (update == Update::fetch_or || update == Update::fetch_xor) return bits;
    return update == Update::fetch_and ? own & ~bits : own;
}

}  // namespace

std::uint64_t Runtime::update(Update update, const void* address, unsigned size, std::uint64_t operand,
                              int order, std::uintptr_t caller) {
    begin_step(caller);
    if (!cells_.contains(address)) refuse("an atomic update of memory that is not shared", caller);
    const Part part = part_of(address, size, caller);
    const std::uint64_t own = part.in_all(~std::uint64_t{0});
    const std::uint64_t bits = part.in_all(operand);
    const Change change = change_of(update, own, bits);
    const std::uint64_t keep = change.keep & part.cell->bits();
    note_writer(*part.cell, caller);
    const Step step = step_of(Action::update, order, part.cell, size, change.bits, caller);
    const AccessInfo info = info_of(step, part);
    if (part.cell->local != nullptr) refuse("an atomic update of a variable of one CPU", caller);
    const native::Location& location = *part.cell->location;
    const std::uint64_t before = change.is_addition ? machine().add(location, own, change.bits, info)
                                                    : machine().flip(location, keep, change.bits, info);
    const std::uint64_t after =
        change.is_addition ? (before & ~own) | ((before + change.bits) & own) : (before & keep) ^ change.bits;
    step.call.last_read() = {part.cell, before, false};
    follower_->after(step, {before, after, written_by(update, own, bits), info.site});
    return part.of(before);
}

std::uint64_t Runtime::compare_exchange(const void* address, unsigned size, std::uint64_t expected,
                                        std::uint64_t desired, int order, int failure,
                                        std::uintptr_t caller) {
    begin_step(caller);
    if (!cells_.contains(address)) refuse("a compare-exchange of memory that is not shared", caller);
    const Part part = part_of(address, size, caller);
    if (part.cell->local != nullptr) refuse("a compare-exchange of a variable of one CPU", caller);
    note_writer(*part.cell, caller);
    const Step step = step_of(Action::compare_exchange, order, part.cell, size, part.in_all(desired), caller);
    const AccessInfo info = info_of(step, part);
    std::uint64_t found = part.in_all(expected);
    const std::uint64_t own = part.in_all(~std::uint64_t{0});
    const bool exchanged = machine().compare_exchange(*part.cell->location, found, part.in_all(desired), info,
                                                      static_cast<Order>(failure), own);
    step.call.last_read() = {part.cell, found, false};
    const std::uint64_t after = exchanged ? (found & ~own) | part.in_all(desired) : found;
    follower_->after(step, {found, after, exchanged ? own : 0, info.site});
    return part.of(found);
}

std::uint64_t Runtime::add_own(void* address, unsigned size, int delta, std::uintptr_t caller) {
    begin_step(caller);
    if (!cells_.contains(address)) refuse("an addition to memory that is not shared", caller);
    const Part part = part_of(address, size, caller);
    const auto wide = static_cast<std::uint64_t>(static_cast<std::int64_t>(delta));
    const Cell& cell = *part.cell;
    const Step step = step_of(Action::write, __ATOMIC_RELAXED, &cell, size, wide, caller);
    const AccessInfo info = info_of(step, part);
    if (!part.is_all) refuse("an addition to a part of a variable", caller);
    std::uint64_t sum = 0;
    if (cell.local != nullptr) {
        machine().point(info.site);
        std::uint64_t& value = machine().local(*cell.local);
        sum = (value + wide) & part.mask;
        if (!machine().drops(info.site)) value = sum;
    } else {
        if (cell.is_own && cell.cpu == machine().cpu()) {
            sum = machine().add_local(*cell.location, wide, info) & part.mask;
        } else {
            if (!cells_.is_copy_of(address, machine().cpu()))
                refuse("an addition to what other CPUs write", caller);
            cell.is_added_to = true;
            note_writer(cell, caller);
            sum = (machine().add(*cell.location, part.mask, wide & part.mask, info) + wide) & part.mask;
        }
    }
    follower_->after(step, {(sum - wide) & part.mask, sum, part.mask, info.site});
    return sum;
}

// ---- plain accesses ----

void Runtime::plain_read(void* address, unsigned size, bool is_marked, std::uintptr_t caller) {
    if (!cells_.contains(address)) {
        if (!is_asking_ && cells_.is_in_section(address)) {
            refuse("a read of the section of per-CPU variables, and of no CPU's copy", caller);
        }
        return;
    }
    begin_step(caller);
    if (is_in_one_cell(address, size) || is_marked) [[likely]] {
        const Part part = part_of(address, size, caller);
        const std::uint64_t value = read(part, size, __ATOMIC_RELAXED, !is_marked, caller);
        std::memcpy(address, &value, size);
        return;
    }
    // The values go to the memory last: another CPU's accesses may come between the reads of two parts.
    std::array<char, max_access> values{};
    in_parts(address, size, [&](std::size_t offset, unsigned width) {
        const Part part = part_of(static_cast<char*>(address) + offset, width, caller);
        const std::uint64_t value = read(part, width, __ATOMIC_RELAXED, true, caller);
        std::memcpy(values.data() + offset, &value, width);
    });
    std::memcpy(address, values.data(), size);
}

void Runtime::plain_write(void* address, unsigned size, bool is_marked, std::uintptr_t caller) {
    if (!cells_.contains(address)) return require_private(address, caller);
    begin_step(caller);
    noted_ = {address, size, is_marked, caller};
}

void Runtime::store_noted() {
    // This comes first: the store may suspend, and another CPU may then run this function.
    const Noted noted = std::exchange(noted_, {});
    if (is_in_one_cell(noted.address, noted.size) || noted.is_marked) [[likely]] {
        write(part_of(noted.address, noted.size, noted.caller), noted.size,
              value_at(noted.address, noted.size), __ATOMIC_RELAXED, !noted.is_marked, noted.caller);
        return;
    }
    std::array<char, max_access> values{};
    std::memcpy(values.data(), noted.address, noted.size);
    in_parts(noted.address, noted.size, [&](std::size_t offset, unsigned width) {
        const Part part = part_of(static_cast<const char*>(noted.address) + offset, width, noted.caller);
        write(part, width, value_at(values.data() + offset, width), __ATOMIC_RELAXED, true, noted.caller);
    });
}

/// A write to a variable that the engine does not know would be a hole in the search.
void Runtime::require_private(const void* address, std::uintptr_t caller) {
    if (module_->contains_data(address)) {
        refuse("a write to a variable of the module that is not declared as shared", caller);
    }
}

// ---- fences, waits, trace points ----

void Runtime::fence(int order, std::uintptr_t caller) {
    begin_step(caller);
    const Step step = step_of(Action::fence, order, nullptr, 0, 0, caller);
    machine().fence(follower_->before(step));
}

std::uint64_t Runtime::await(const void* address, unsigned size, int order, Nanoseconds poll,
                             Nanoseconds deadline, const void* block, std::uintptr_t caller) {
    begin_step(caller);
    const auto* const condition = static_cast<const Block*>(block);
    if ((condition->flags & block_is_global) == 0) {
        refuse("a condition of a wait that reads more than the value", caller);
    }
    if (!cells_.contains(address)) refuse("a wait for memory that is not shared", caller);
    const Part part = part_of(address, size, caller);
    const Step step = step_of(Action::await, order, part.cell, size, 0, caller);
    const AccessInfo info = follower_->before(step);
    const BlockCondition holds{condition, &is_asking_, part.mask, part.shift};
    const std::uint64_t all = machine().await(*part.cell->location, Condition(holds), poll, deadline, info);
    step.call.last_read() = {part.cell, all, false};
    follower_->after(step, {all, all, 0, info.site});
    return part.of(all);
}

void Runtime::relax(std::uintptr_t caller) {
    begin_step(caller);
    const Call::LastRead last = Call::current().last_read();
    if (last.cell == nullptr || last.cell->location == nullptr)
        refuse("a pause of a loop that reads nothing", caller);
    const Limits limits = follower_->limits();
    const Step step = step_of(Action::pause, __ATOMIC_RELAXED, last.cell, last.cell->size, 0, caller);
    const AccessInfo info = follower_->before(step);
    const auto changed = [value = last.value](std::uint64_t all) { return all != value; };
    const std::uint64_t all =
        machine().await(*last.cell->location, Condition(changed), limits.poll, limits.deadline, info);
    step.call.last_read() = {last.cell, all, true};
    follower_->after(step, {all, all, 0, info.site});
}

void Runtime::note(unsigned note, unsigned subject, unsigned detail, std::uintptr_t caller) {
    begin_step(caller);
    const Frame& shown = *call_sites().at(caller).shown;
    machine().note(note, subject, detail, Source{shown.path.c_str(), shown.line});
}

void Runtime::trace_point(unsigned number, const void* subject, int value, std::uintptr_t caller) {
    begin_step(caller);
    const Step step = step_of(Action::trace_point, __ATOMIC_RELAXED, nullptr, 0, 0, caller);
    const std::uint32_t of = follower_->passing(number, subject, value);
    machine().trace_point(follower_->before(step).site, number, of);
}

// ---- functions ----

void Runtime::enter(std::uintptr_t caller) {
    if (is_asking_) return;  // this is the block of a condition
    Call::current().enter_function();
    follower_->entered(call_sites().at(caller));
}

void Runtime::leave() {
    if (!is_asking_) Call::current().leave_function();
}

// ---- copies of memory ----

void Runtime::copy(void* to, const void* from, std::size_t size, std::uintptr_t caller) {
    if (!cells_.contains(to)) require_private(to, caller);
    if (!cells_.is_near(to) && !cells_.is_near(from)) {
        std::memmove(to, from, size);
        return;
    }
    auto* const target = static_cast<char*>(to);
    auto* const source = const_cast<char*>(static_cast<const char*>(from));
    if (target > source && target < source + size) refuse("a copy to what lies behind it", caller);
    for (std::size_t offset = 0; offset < size;) {
        const unsigned width =
            std::min(width_at(target + offset, size - offset), width_at(source + offset, size - offset));
        if (has_cell(source + offset)) plain_read(source + offset, width, false, caller);
        if (has_cell(target + offset)) plain_write(target + offset, width, false, caller);
        std::memmove(target + offset, source + offset, width);
        offset += width;
    }
}

void Runtime::fill(void* to, int byte, std::size_t size, std::uintptr_t caller) {
    if (!cells_.contains(to)) {
        require_private(to, caller);
        std::memset(to, byte, size);
        return;
    }
    auto* const target = static_cast<char*>(to);
    in_parts(to, size, [&](std::size_t offset, unsigned width) {
        if (has_cell(target + offset)) plain_write(target + offset, width, false, caller);
        std::memset(target + offset, byte, width);
    });
}

}  // namespace model::compiled
