// SPDX-License-Identifier: GPL-2.0-or-later

// The part of the stepper that makes a recorded execution again.

#include <algorithm>
#include <optional>
#include <string>

#include "model/native/stepper.hpp"

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

/// The decision that a request needs; nothing if it waits for the clock only.
std::optional<Decision::Kind> decision_for(Request::Kind request) {
    switch (request) {
        case Request::Kind::write:
            return Decision::Kind::write;
        case Request::Kind::choice:
            return Decision::Kind::choice;
        case Request::Kind::fence:
            return Decision::Kind::fence;
        case Request::Kind::hold:
        case Request::Kind::spin:
        case Request::Kind::pause:
        case Request::Kind::finished:
            return std::nullopt;
        default:
            return Decision::Kind::read;
    }
}

std::string name(Request::Kind request) {
    if (const std::optional<Decision::Kind> decision = decision_for(request)) return name(*decision);
    return request == Request::Kind::hold ? "to hold" : "nothing more";
}

}  // namespace

Ending Stepper::replay(const Decisions& decisions) {
    std::size_t number = 0;
    try {
        for (const Decision& decision : decisions) {
            ++number;
            take(decision);
        }
        while (settle()) {
            if (const std::optional<Ending> ending = end_or_jump()) return *ending;
        }
        throw ReplayMismatch("the recording ends and cpu" + std::to_string(options_.next_cpu()) +
                             " can go on");
    } catch (const ReplayMismatch& mismatch) {
        throw ReplayMismatch("step " + std::to_string(number) + " of the recording: " + mismatch.what());
    }
}

Ending Stepper::replay_leniently(const Decisions& decisions, std::uint64_t& misfits) {
    for (const Decision& decision : decisions) {
        if (!takes(decision)) ++misfits;
    }
    while (graph_.size() <= event_limit) {
        if (settle()) {
            if (const std::optional<Ending> ending = end_or_jump()) return *ending;
            continue;
        }
        ++misfits;
        if (!takes({Decision::Kind::any, options_.next_cpu(), 0, {}, true})) return Ending::discarded;
    }
    return Ending::endless;
}

/// Takes a decision, or leaves everything as it was.
bool Stepper::takes(const Decision& decision) {
    const std::uint32_t size = graph_.size();
    try {
        take(decision);
        return true;
    } catch (const ReplayMismatch&) {
        // A jump that was refused has let waits settle, which changes nothing.
        if (decision.kind != Decision::Kind::jump) {
            while (graph_.size() > size) graph_.remove_last();
        }
        return false;
    }
}

void Stepper::take(const Decision& decision) {
    if (decision.kind == Decision::Kind::jump) {
        if (!settle() || end_or_jump()) throw ReplayMismatch("the clock cannot jump here");
        return;
    }
    const unsigned cpu = decision.cpu;
    const std::string who = "cpu" + std::to_string(cpu);
    if (cpu >= graph_.cpus()) throw ReplayMismatch("there is no " + who);
    const Request::Kind wanted = machine_.at(cpu).request.kind;
    const std::optional<Decision::Kind> needed = decision_for(wanted);
    if (needed != decision.kind && (decision.kind != Decision::Kind::any || !needed)) {
        throw ReplayMismatch("it is " + name(decision.kind) + " of " + who + ", which wants " + name(wanted));
    }
    const SiteId site = machine_.at(cpu).request.info.site;
    const Watcher* const watcher = machine_.watcher();
    if (watcher != nullptr && needed != Decision::Kind::choice && watcher->wants(cpu, site)) {
        machine_.look(cpu);
    }
    const Option option = option_of(decision);
    options_.find(cpu);
    const bool is_possible = std::any_of(
        options_.all().begin(), options_.all().end(),
        [&](const Option& other) { return other.kind == option.kind && other.position == option.position; });
    const Event* event = is_possible ? add(cpu, option) : nullptr;
    if (event != nullptr && event->is_read() && event->exclusive) {
        event = add(cpu, {Option::Kind::write, false, position_of(event->reads_from) + 1, 0, nullptr});
    }
    if (event == nullptr || event->blocked) {
        throw ReplayMismatch(name(decision.kind) + " of " + who + " cannot come out like that");
    }
    machine_.resume(cpu, *event);
}

Option Stepper::option_of(const Decision& decision) const {
    if (decision.kind == Decision::Kind::any) return obvious_option(machine_.at(decision.cpu).request);
    Option option;
    option.position = decision.value;
    if (decision.kind == Decision::Kind::write) option.kind = Option::Kind::write;
    if (decision.kind == Decision::Kind::read) {
        option.kind = Option::Kind::read;
        option.position = 0;
        if (decision.from) {
            const bool exists = decision.from.cpu < graph_.cpus() &&
                                decision.from.index < graph_.events(decision.from.cpu).size();
            const Event* const write =
                exists ? graph_.events(decision.from.cpu)[decision.from.index] : nullptr;
            const LocationId location = machine_.at(decision.cpu).request.location;
            if (write == nullptr || !write->is_write() || write->location != location) {
                throw ReplayMismatch("it reads what is no write of that variable");
            }
            option.position = write->coherence;
        }
    }
    return option;
}

/// The newest write is read, a write is put behind it, a choice is 0.
Option Stepper::obvious_option(const Request& request) const {
    Option option;
    if (request.kind == Request::Kind::choice || request.kind == Request::Kind::fence) return option;
    option.position = position_of(graph_.location(request.location).latest());
    option.kind = Option::Kind::read;
    if (request.kind == Request::Kind::write) {
        option.kind = Option::Kind::write;
        ++option.position;
    }
    return option;
}

/// Lets those that have to wait do so. @return false if somebody can go on
bool Stepper::settle() {
    for (unsigned cpu = options_.next_cpu(); cpu != no_cpu; cpu = options_.next_cpu()) {
        const Request& request = machine_.at(cpu).request;
        const auto latest = static_cast<std::uint32_t>(graph_.location(request.location).coherence.size());
        if (request.kind != Request::Kind::await ||
            Options::lets_go(request, graph_.location(request.location).latest())) {
            return false;
        }
        if (add(cpu, {Option::Kind::read, false, latest, 0, nullptr}) == nullptr) return false;
    }
    return true;
}

}  // namespace model::native
