// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine/memory.hpp"

#include <stdexcept>
#include <utility>

#include "model/native/graph/dependencies.hpp"

namespace model::native {

// ---- events ----

/// Makes a read that may be part of a loop. A program that spins goes on after the next clock jump. Until
/// then, a store that a read of its round may see is tried as with any other read.
/// @param ask asks for the read
template <class Ask>
std::uint64_t Memory::read_as(SiteId site, const Ask& ask) {
    interrupts_.reach(site);
    ask();
    if (!SpinDetector::repeats(runner_.state())) return runner_.read();
    if (runner_.spins()) {
        runner_.state().next.kind = NextStep::Kind::spin;
        runner_.suspend();
        interrupts_.reach(site);
        ask();
    }
    const std::uint64_t value = runner_.read();
    Fiber::clear_below();
    return value;
}

std::uint64_t Memory::load(const Location& location, AccessInfo info) {
    return read_as(info.site, [&] { runner_.ask(NextStep::Kind::read, location, info); });
}

void Memory::store(const Location& location, std::uint64_t value, AccessInfo info) {
    interrupts_.reach(info.site);
    if (drops(info)) return;
    runner_.ask(NextStep::Kind::write, location, info).first = value;
    runner_.suspend();
}

bool Memory::compare_exchange(const Location& location, std::uint64_t& expected, std::uint64_t desired,
                              AccessInfo info, Order failure, std::uint64_t mask) {
    const bool is_weakened = runner_.configuration().weakened[info.site];
    const std::uint64_t found = read_as(info.site, [&] {
        NextStep& exchange = runner_.ask(NextStep::Kind::compare_exchange, location, info);
        exchange.first = expected;
        exchange.second = desired;
        exchange.mask = mask;
        exchange.failure = is_weakened ? std::memory_order_relaxed : failure;
    });
    return std::exchange(expected, found) == (found & mask);
}

std::uint64_t Memory::update(NextStep::Kind kind, const Location& location, std::uint64_t first,
                             std::uint64_t second, AccessInfo info) {
    interrupts_.reach(info.site);
    if (drops(info)) {
        info.order = std::memory_order_relaxed;
        runner_.ask(NextStep::Kind::read, location, info);
        return runner_.read();
    }
    NextStep& update = runner_.ask(kind, location, info);
    update.first = first;
    update.second = second;
    return runner_.read();
}

void Memory::fence(AccessInfo info) {
    interrupts_.reach(info.site);
    if (drops(info) || runner_.configuration().weakened[info.site]) return;
    if (info.order == std::memory_order_relaxed) return;
    if (info.order == std::memory_order_seq_cst) {
        runner_.ask(NextStep::Kind::fence, info);
        runner_.suspend();
        runner_.state().make_release_fence();
        return;
    }
    runner_.pass(info.site);
    CpuState& own = runner_.state();
    if (is_acquire(info.order)) own.happens_before.join(own.acquirable);
    if (is_release(info.order)) own.make_release_fence();
    runner_.records().add(own, Operation::fence, info);
    Records::accessed(own, false);
}

// ---- locations that only the CPU itself writes ----

/// The running CPU's latest write.
const GraphEvent* Memory::own_latest(const Location& location) {
    runner_.graph().know(location.id);
    const GraphEvent* const access = runner_.latest_access(location.id);
    const GraphEvent* const latest = access == nullptr || access->is_write() ? access : access->reads_from;
    CpuState& own = runner_.state();
    for (const Poison* poison = own.poison; poison != nullptr; poison = poison->previous) {
        if (poison->location == location.id && position_of(latest) <= position_of(poison->known)) {
            own.read_poison = true;
        }
    }
    return latest;
}

/// No other CPU writes the location, so the memory model does not matter.
std::uint64_t Memory::load_local(const Location& location, AccessInfo info) {
    interrupts_.reach(info.site);
    runner_.pass(info.site);
    const GraphEvent* const latest = own_latest(location);
    CpuState& own = runner_.state();
    Record& made = runner_.records().add(own, Operation::read, info);
    made.location = location.id;
    made.event = latest;
    own.observed_last = false;
    Records::accessed(own, false);
    return runner_.graph().location(location.id).value_of(latest);
}

std::uint64_t Memory::add_local(const Location& location, std::uint64_t delta, AccessInfo info) {
    interrupts_.reach(info.site);
    const GraphEvent* const latest = own_latest(location);
    const std::uint64_t sum = runner_.graph().location(location.id).value_of(latest) + delta;
    if (drops(info)) return sum;
    runner_.ask(NextStep::Kind::write, location, info).first = sum;
    runner_.suspend();
    return sum;
}

// ---- plain data and poison ----

/// Takes a step that is no event.
void Memory::advance() {
    CpuState& own = runner_.state();
    ++own.tick;
    own.happens_before.advance(runner_.cpu(), own.tick);
    own.prefix.advance(runner_.cpu(), own.tick);
}

[[gnu::noinline]] void Memory::gain_by_address(PlainAccess& access, Dependency address) {
    add_gained(access.happens_before, runner_.graph_view(), address);
    runner_.state().gain(access.happens_before, runner_.state().happens_before);
}

void Memory::plain(const PlainData& data, Operation operation, AccessInfo info) {
    interrupts_.reach(info.site);
    runner_.pass(info.site);
    advance();
    CpuState& own = runner_.state();
    auto* const access =
        runner_.arena().make<PlainAccess>(data.id, operation == Operation::plain_write, own.tick,
                                          own.happens_before, own.record_count, own.plain);
    own.plain = access;
    if (own.has_gained) [[unlikely]]
        gain_by_address(*access, info.address);
    runner_.records().add(own, operation, info).location = data.id;
    own.observed_last = false;
    Records::accessed(own, false);
}

void Memory::poison(const Location& location) {
    Graph& graph = runner_.graph();
    graph.know(location.id);
    advance();
    CpuState& own = runner_.state();
    const std::uint32_t known = graph.first_readable(location.id, runner_.cpu(), own.happens_before,
                                                     runner_.latest_access(location.id));
    own.poison = runner_.arena().make<Poison>(location.id, own.tick, graph.location(location.id).at(known),
                                              own.poison);
}

// ---- CPU-local variables ----

std::uint64_t& Memory::local(LocalCell& cell) {
    const unsigned cpu = runner_.cpu();
    if (cell.cpu == LocalCell::unassigned) {
        cell.cpu = cpu;
        cell.slot = cells_used_[cpu]++;
    }
    if (cell.cpu != cpu) throw std::logic_error("a CPU-local variable is used by two CPUs");
    if (cell.slot >= max_cells) throw std::logic_error("too many CPU-local variables");
    return runner_.state().cells[cell.slot];
}

// ---- values, for inspecting an execution ----

std::uint64_t Memory::latest_value(LocationId id) const {
    const Graph& graph = runner_.graph_view();
    if (!graph.knows(id)) return initial_value(id);
    return graph.location(id).value_of(graph.location(id).latest());
}

std::uint64_t Memory::final_value(const LocalCell& cell) const {
    return cell.cpu == LocalCell::unassigned ? 0 : runner_.at(cell.cpu).cells[cell.slot];
}

}  // namespace model::native
