// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/symptoms.hpp"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "lock/phases.hpp"
#include "scenarios/framework/sites.hpp"

namespace tools {
namespace {

namespace judge = rqspinlock::judge;
using rqspinlock::Phase;

/// A context of a CPU at some point of its program order.
struct Context {
    model::ContextKind kind = model::ContextKind::task;
    std::string_view site;       ///< the site before which it arrived
    std::optional<Phase> below;  ///< how far the interrupted attempt had come, if there was one
    std::optional<Phase> phase;  ///< how far the attempt of this context has come
    std::optional<Phase> stand;  ///< the phase before that, where the attempt stood when a check decided

    void announce(Phase announced) {
        switch (announced) {
            case Phase::entry_grabbed:
            case Phase::dequeued:
            case Phase::node_dropped:
            case Phase::entry_cleared:
            case Phase::misused:
            case Phase::check_failed:
                return;  // cleaning up, or no step at all: the attempt stays where it is
            case Phase::acquired:
            case Phase::left:
            case Phase::released:
                stand = phase = std::nullopt;
                return;
            default:
                stand = std::exchange(phase, announced);
        }
    }
};

/// The contexts after this number of events, the lowest first.
std::vector<Context> contexts_after(const model::CpuRecord& record, std::size_t events) {
    std::vector<Context> contexts(1);
    for (std::size_t index = 0; index < events; ++index) {
        const model::Event& event = record.events[index];
        if (event.operation == model::Operation::enter) {
            contexts.push_back({event.context,
                                scenarios::site_name(static_cast<rqspinlock::Site>(event.site)),
                                contexts.back().phase, std::nullopt, std::nullopt});
        } else if (event.operation == model::Operation::leave && contexts.size() > 1) {
            contexts.pop_back();
        } else if (event.operation == model::Operation::note) {
            contexts.back().announce(static_cast<Phase>(event.note));
        }
    }
    return contexts;
}

std::string context_text(const Context& context, bool with_window) {
    if (context.kind == model::ContextKind::trace) {
        return "a program at " + std::string(context.site.substr(context.site.find('.') + 1));
    }
    std::string text = context.kind == model::ContextKind::nmi       ? "an NMI"
                       : context.kind == model::ContextKind::hardirq ? "a hardirq"
                                                                     : "a softirq";
    if (!with_window) return text;
    text += " at " + std::string(context.site.substr(0, context.site.find('.'))) + ".*";
    if (context.below) text += " after '" + std::string(name(*context.below)) + "'";
    return text;
}

/// "in an NMI over a program at contention_end"
std::string contexts_text(const std::vector<Context>& contexts, bool with_window) {
    if (contexts.size() == 1) return "in the task";
    std::string text;
    for (std::size_t i = contexts.size() - 1; i > 0; --i) {
        text += (text.empty() ? "in " : " over ") + context_text(contexts[i], with_window);
    }
    return text;
}

/// The places at which CPUs wait for ever. CPUs that wait behind others count too.
std::string where_stuck(const model::Execution& execution) {
    std::set<std::string> waits;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        const model::CpuRecord& record = execution.cpu[cpu];
        if (record.end != model::CpuEnd::blocked) continue;
        waits.insert(std::string(scenarios::site_name(static_cast<rqspinlock::Site>(record.blocked_at))) +
                     " " + contexts_text(contexts_after(record, record.events.size()), false));
    }
    std::string text;
    for (const std::string& wait : waits) text += (text.empty() ? "" : ", ") + wait;
    return text;
}

bool is_about_waits(judge::FailureKind kind) {
    return kind == judge::FailureKind::stuck || kind == judge::FailureKind::scenario_stuck;
}

/// The contexts in which an attempt waited.
std::string where_waited(const model::Execution& execution, const judge::Attempt& attempt) {
    const model::CpuRecord& record = execution.cpu[attempt.cpu];
    return contexts_text(contexts_after(record, attempt.begin + std::size_t{1}), false);
}

/// The progress of the attempt when a check decided against it. For a missed timeout also the sites at which
/// the interrupts arrived: they are the window that hid the deadlock.
std::string where_failed(const model::Execution& execution, const judge::JudgedAttempt& judged) {
    const model::CpuRecord& record = execution.cpu[judged.attempt.cpu];
    if (judged.what == judge::Class::acquired) return where_waited(execution, judged.attempt);
    const std::vector<Context> contexts = contexts_after(record, judged.attempt.decision + std::size_t{1});
    const std::optional<Phase> stand = contexts.back().stand;
    return (stand ? "'" + std::string(name(*stand)) + "' " : "") +
           contexts_text(contexts, judged.what == judge::Class::timeout_missed);
}

}  // namespace

std::set<std::pair<std::string, std::string>> symptoms_of(const model::Execution& execution,
                                                          const judge::JudgedExecution& judged,
                                                          const Policy& policy) {
    std::set<std::pair<std::string, std::string>> symptoms;
    for (unsigned i = 0; i < judge::failure_count; ++i) {
        const auto kind = static_cast<judge::FailureKind>(i);
        if (!judged.failures.contains(kind)) continue;
        symptoms.emplace(name(kind), is_about_waits(kind) ? where_stuck(execution) : "");
    }
    for (const judge::JudgedAttempt& attempt : judged.attempts) {
        // An attempt may fail because of a true deadlock, or because the owner really held the lock that
        // long. Both are correct.
        const bool fine = attempt.what == judge::Class::acquired ||
                          attempt.what == judge::Class::deadlock_true ||
                          attempt.what == judge::Class::timeout_early;
        if (attempt.stuck || (fine && !policy.fail_on.contains(attempt.what))) continue;
        symptoms.emplace(name(attempt.what), where_failed(execution, attempt));
    }
    for (const judge::JudgedAttempt& attempt : judged.attempts) {
        if (!attempt.attempt.returned || policy.allows_wait(attempt.attempt.wait)) continue;
        symptoms.emplace(wait_trace, where_waited(execution, attempt.attempt));
    }
    return symptoms;
}

}  // namespace tools
