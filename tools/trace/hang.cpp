// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/hang.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/core.h>

#include "lock/phases.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/trace/step_text.hpp"

namespace tools {
namespace {

using rqspinlock::Phase;
using rqspinlock::Site;

/// A task or a handler on a CPU.
struct Context {
    unsigned cpu = 0;
    std::vector<std::string> nested;  ///< see `TraceStep::context`

    friend bool operator==(const Context&, const Context&) = default;
};

Context context_of(const TraceStep& step) {
    return {step.cpu, step.context};
}

bool is_below(const Context& lower, const Context& upper) {
    return lower.cpu == upper.cpu && lower.nested.size() < upper.nested.size() &&
           std::equal(lower.nested.begin(), lower.nested.end(), upper.nested.begin());
}

std::string kind_text(const std::string& kind) {
    if (kind == "nmi") return "NMI";
    return kind == "trace" ? "program at a trace point" : kind;
}

/// "cpu1/0" of "cpu1.node0.next"; nullopt: the variable is no part of a queue node.
std::optional<std::string> node_of(const std::string& variable) {
    constexpr std::string_view part = ".node";
    const std::size_t begin = variable.find(part);
    const std::size_t end = variable.rfind('.');
    if (begin == std::string::npos || end <= begin) return std::nullopt;
    const std::size_t number = begin + part.size();
    return variable.substr(0, begin) + "/" + variable.substr(number, end - number);
}

/// The tail in the text of a lock word, "(cpu1/0,0,1)".
std::string tail_of(const std::optional<std::string>& word) {
    if (!word || !word->starts_with('(')) return "";
    return word->substr(1, word->find(',') - 1);
}

bool exchanges_tail(const TraceStep& step) {
    return step.site == scenarios::site_name(Site::queue_xchg_tail) && step.written.has_value();
}

/// The exchange with which the node entered its queue; nullptr: it entered none.
const TraceStep* enqueued(const ExecutionTrace& trace, const std::string& node) {
    const auto found = std::find_if(trace.steps.rbegin(), trace.steps.rend(), [&](const TraceStep& step) {
        return exchanges_tail(step) && tail_of(step.written) == node;
    });
    return found == trace.steps.rend() ? nullptr : &*found;
}

/// The context that links itself behind the node, because it found the node in the tail.
std::optional<Context> waiter_behind(const ExecutionTrace& trace, const std::string& node) {
    const TraceStep* const entered = enqueued(trace, node);
    if (entered == nullptr) return std::nullopt;
    for (const TraceStep& step : trace.steps) {
        const bool is_behind = exchanges_tail(step) && step.variable == entered->variable &&
                               step.coherence > entered->coherence && tail_of(step.read) == node;
        if (is_behind) return context_of(step);
    }
    return std::nullopt;
}

/// The context that hands the queue over to the node.
std::optional<Context> waiter_before(const ExecutionTrace& trace, const std::string& node) {
    const TraceStep* const entered = enqueued(trace, node);
    if (entered == nullptr) return std::nullopt;
    const TraceStep* const before = enqueued(trace, tail_of(entered->read));
    return before == nullptr ? std::nullopt : std::optional(context_of(*before));
}

/// The context that has the lock, by the phases that the lock announced.
std::optional<Context> lock_holder(const ExecutionTrace& trace, const std::string& lock) {
    std::optional<Context> holder;
    for (const TraceStep& step : trace.steps) {
        if (!step.change || step.change->lock != lock) continue;
        if (step.change->phase == name(Phase::owner)) holder = context_of(step);
        if (step.change->phase == name(Phase::released) && holder == context_of(step)) holder.reset();
    }
    return holder;
}

/// The storer in words, from the view of the step that hangs: "CPU 0's interrupted task stores".
std::string storer_text(const ExecutionTrace& trace, const TraceStep& step, const Context& storer) {
    const std::string kind = kind_text(storer.nested.back());
    if (is_below(storer, context_of(step))) {
        return fmt::format("CPU {}'s interrupted {} stores", storer.cpu, kind);
    }
    for (const TraceStep& other : trace.steps) {
        if (!is_hang(other)) continue;
        if (context_of(other) == storer) {
            return fmt::format("CPU {}'s {} stores, which hangs too", storer.cpu, kind);
        }
        if (is_below(storer, context_of(other))) {
            return fmt::format("CPU {}'s {} stores, over which its {} hangs", storer.cpu, kind,
                               kind_text(other.context.back()));
        }
    }
    return fmt::format("CPU {}'s {} would store, which has ended", storer.cpu, kind);
}

/// Is it one of the scenario's own waits? They are no part of the lock.
bool is_of_scenario(const TraceStep& step) {
    return scenarios::is_scenario_wait(step.site);
}

/// The text of `ender_text` without "only" and "it".
std::string storer_of(const ExecutionTrace& trace, const TraceStep& step) {
    const std::optional<std::string> node = node_of(step.variable);
    if (node && step.variable.ends_with(".next")) {
        const std::optional<Context> behind = waiter_behind(trace, *node);
        return behind ? storer_text(trace, step, *behind) : "a waiter behind it would store: there is none";
    }
    if (node && step.variable.ends_with(".locked")) {
        const std::optional<Context> before = waiter_before(trace, *node);
        return before ? storer_text(trace, step, *before) : "";
    }
    // A scenario may wait for a word to be pending or queued, which is not for the lock holder to end.
    if (is_of_scenario(step)) return "";
    const std::optional<Context> holder = lock_holder(trace, step.variable);
    return holder && !(*holder == context_of(step)) ? storer_text(trace, step, *holder) : "";
}

std::string subject_text(const TraceStep& step) {
    if (step.context.size() == 1) return fmt::format("CPU {}", step.cpu);
    return fmt::format("CPU {}'s {}", step.cpu, kind_text(step.context.back()));
}

std::string with_comma(const std::string& text) {
    return text.empty() ? "" : ", " + text;
}

std::string hang_sentence(const ExecutionTrace& trace, const TraceStep& step) {
    const std::string place = place_text(step);
    if (trace.ends[step.cpu].end == "retries") {
        return fmt::format(
            "{} makes the call at {} again and again, {} rounds so far, and no other CPU can help",
            subject_text(step), place, trace.ends[step.cpu].rounds);
    }
    std::string text =
        fmt::format("{} waits for ever at {}{}", subject_text(step), step.site, with_comma(place));
    if (is_of_scenario(step)) text += ", a wait of the scenario's own";
    text += fmt::format("{} for {}", place.empty() ? "" : ",", step.variable);
    const std::string storer = storer_of(trace, step);
    return storer.empty() ? text : text + ", which only " + storer;
}

}  // namespace

std::string hang_text(const ExecutionTrace& trace, const TraceStep& step) {
    const TraceEnd& end = trace.ends[step.cpu];
    if (end.end == "retries") return fmt::format("retries for ever, {} rounds so far", end.rounds);
    return fmt::format("waits for ever: {} {}{}{}", step.site, column_variable(step), values_text(step),
                       is_of_scenario(step) ? " (a wait of the scenario's own)" : "");
}

std::string ender_text(const ExecutionTrace& trace, const TraceStep& step) {
    std::string text = storer_of(trace, step);
    if (text.empty()) return "";
    for (const std::string_view verb : {" stores", " would store"}) {
        const std::size_t at = text.find(verb);
        if (at == std::string::npos) continue;
        text.insert(at + verb.size(), " it");
        break;
    }
    return "only " + text;
}

std::vector<std::string> hang_sentences(const ExecutionTrace& trace) {
    std::vector<std::string> texts;
    for (const TraceStep& step : trace.steps) {
        if (is_hang(step)) texts.push_back(hang_sentence(trace, step));
    }
    return texts;
}

const TraceStep* first_hang(const ExecutionTrace& trace) {
    const TraceStep* first = nullptr;
    for (const TraceStep& step : trace.steps) {
        if (!is_hang(step)) continue;
        if (!is_of_scenario(step)) return &step;
        if (first == nullptr) first = &step;
    }
    return first;
}

}  // namespace tools
