// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/replay.hpp"

#include <algorithm>
#include <string>

#include "model/native/search/blocking.hpp"
#include "model/native/search/patience.hpp"

namespace model::native {
namespace {

std::string name(Decision::Kind kind) {
    switch (kind) {
        case Decision::Kind::read:
            return "a read";
        case Decision::Kind::write:
            return "a write";
        case Decision::Kind::choice:
            return "a choice";
        case Decision::Kind::fence:
            return "a fence";
        case Decision::Kind::any:
            return "a step";
        case Decision::Kind::jump:
            break;
    }
    return "a clock jump";
}

/// The decision that a step needs; nullopt if the step only waits for the clock.
std::optional<Decision::Kind> decision_for(NextStep::Kind next) {
    switch (next) {
        case NextStep::Kind::write:
            return Decision::Kind::write;
        case NextStep::Kind::choice:
            return Decision::Kind::choice;
        case NextStep::Kind::fence:
            return Decision::Kind::fence;
        case NextStep::Kind::hold:
        case NextStep::Kind::spin:
        case NextStep::Kind::pause:
        case NextStep::Kind::finished:
            return std::nullopt;
        default:
            return Decision::Kind::read;
    }
}

std::string name(NextStep::Kind next) {
    if (const std::optional<Decision::Kind> decision = decision_for(next)) return name(*decision);
    return next == NextStep::Kind::hold ? "to hold" : "nothing more";
}

}  // namespace

ReplayExplorer::ReplayExplorer(ProgramRunner& runner, WaitOrder wait_order, const Replay& replay)
    : runner_(runner),
      graph_(runner.graph_view()),
      turns_(runner, wait_order),
      generator_(runner),
      epochs_(runner),
      builder_(runner, epochs_),
      decisions_(*replay.decisions),
      is_lenient_(replay.lenient) {}

Ending ReplayExplorer::explore() {
    return is_lenient_ ? follow_as_far_as_it_fits() : follow();
}

void ReplayExplorer::add_to(SearchResult& result) const {
    result.broken_off |= epochs_.has_broken_off();
    result.misfits = misfits_;
}

Ending ReplayExplorer::follow() {
    std::size_t number = 0;
    try {
        for (const Decision& decision : decisions_) {
            ++number;
            take(decision);
        }
        while (settle()) {
            if (const std::optional<Ending> ending = epochs_.end_or_jump()) return *ending;
        }
        throw ReplayMismatch("the recording ends and cpu" + std::to_string(turns_.next_cpu()) + " can go on");
    } catch (const ReplayMismatch& mismatch) {
        throw ReplayMismatch("step " + std::to_string(number) + " of the recording: " + mismatch.what());
    }
}

/// Leaves out decisions that do not fit, and takes the obvious ones when none are left.
Ending ReplayExplorer::follow_as_far_as_it_fits() {
    for (const Decision& decision : decisions_) {
        if (!takes(decision)) ++misfits_;
    }
    while (graph_.size() <= event_limit) {
        if (settle()) {
            if (const std::optional<Ending> ending = epochs_.end_or_jump()) return *ending;
            continue;
        }
        ++misfits_;
        if (!takes({Decision::Kind::any, turns_.next_cpu(), 0, {}, true})) return Ending::discarded;
    }
    return Ending::endless;
}

/// Takes a decision, or leaves everything unchanged.
bool ReplayExplorer::takes(const Decision& decision) {
    const std::uint32_t size = graph_.size();
    try {
        take(decision);
        return true;
    } catch (const ReplayMismatch&) {
        // A refused jump has let waits settle, which changes nothing.
        if (decision.kind != Decision::Kind::jump) builder_.shrink_to(size);
        return false;
    }
}

void ReplayExplorer::take(const Decision& decision) {
    if (decision.kind == Decision::Kind::jump) {
        if (!settle() || epochs_.end_or_jump()) throw ReplayMismatch("the clock cannot jump here");
        return;
    }
    const unsigned cpu = decision.cpu;
    const std::string name_of_cpu = "cpu" + std::to_string(cpu);
    if (cpu >= graph_.cpus()) throw ReplayMismatch("there is no " + name_of_cpu);
    const NextStep::Kind wanted = runner_.at(cpu).next.kind;
    const std::optional<Decision::Kind> needed = decision_for(wanted);
    if (needed != decision.kind && (decision.kind != Decision::Kind::any || !needed)) {
        throw ReplayMismatch("it is " + name(decision.kind) + " of " + name_of_cpu + ", which wants " +
                             name(wanted));
    }
    const SiteId site = runner_.at(cpu).next.info.site;
    const Watcher* const watcher = runner_.watcher();
    if (watcher != nullptr && needed != Decision::Kind::choice && watcher->wants(cpu, site)) {
        runner_.look(cpu);
    }
    const Move move = move_of(decision);
    generator_.generate(cpu);
    const bool is_possible = std::any_of(
        generator_.moves().begin(), generator_.moves().end(),
        [&](const Move& other) { return other.kind == move.kind && other.position == move.position; });
    const GraphEvent* event = is_possible ? builder_.add(cpu, move) : nullptr;
    if (event != nullptr && event->is_read() && event->exclusive) {
        event = builder_.add(cpu, {Move::Kind::write, false, position_of(event->reads_from) + 1, 0, nullptr});
    }
    if (event == nullptr || event->blocked) {
        throw ReplayMismatch(name(decision.kind) + " of " + name_of_cpu + " cannot come out like that");
    }
    runner_.resume(cpu, *event);
}

Move ReplayExplorer::move_of(const Decision& decision) const {
    if (decision.kind == Decision::Kind::any) return obvious_move(runner_.at(decision.cpu).next);
    Move move;
    move.position = decision.value;
    if (decision.kind == Decision::Kind::write) move.kind = Move::Kind::write;
    if (decision.kind == Decision::Kind::read) {
        move.kind = Move::Kind::read;
        move.position = 0;
        if (decision.from) {
            const bool exists = decision.from.cpu < graph_.cpus() &&
                                decision.from.index < graph_.events(decision.from.cpu).size();
            const GraphEvent* const write =
                exists ? graph_.events(decision.from.cpu)[decision.from.index] : nullptr;
            const LocationId location = runner_.at(decision.cpu).next.location;
            if (write == nullptr || !write->is_write() || write->location != location) {
                throw ReplayMismatch("it reads what is no write of that variable");
            }
            move.position = write->coherence;
        }
    }
    return move;
}

/// The obvious move: a read of the newest write, a write after it, the choice of 0.
Move ReplayExplorer::obvious_move(const NextStep& next) const {
    Move move;
    if (next.kind == NextStep::Kind::choice || next.kind == NextStep::Kind::fence) return move;
    move.position = position_of(graph_.location(next.location).latest());
    move.kind = Move::Kind::read;
    if (next.kind == NextStep::Kind::write) {
        move.kind = Move::Kind::write;
        ++move.position;
    }
    return move;
}

/// Lets the CPUs wait that have to. @return false if a CPU can go on
bool ReplayExplorer::settle() {
    for (unsigned cpu = turns_.next_cpu(); cpu != no_cpu; cpu = turns_.next_cpu()) {
        const NextStep& next = runner_.at(cpu).next;
        const auto latest = static_cast<std::uint32_t>(graph_.location(next.location).coherence.size());
        if (next.kind != NextStep::Kind::await || lets_go(graph_.location(next.location), next)) {
            return false;
        }
        if (builder_.add(cpu, {Move::Kind::read, false, latest, 0, nullptr}) == nullptr) return false;
    }
    return true;
}

}  // namespace model::native
