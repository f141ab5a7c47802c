// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/likeness.hpp"

#include <algorithm>
#include <string_view>

#include "lock/phases.hpp"
#include "scenarios/framework/sites.hpp"

namespace tools {
namespace {

using rqspinlock::Phase;
using rqspinlock::Site;
using scenarios::FailureKind;
using scenarios::Finding;

std::string_view name_of(Site site) {
    return scenarios::site_name(site);
}

bool any_waits_at(const ExecutionTrace& trace, Site site) {
    return std::any_of(trace.ends.begin(), trace.ends.end(), [&](const TraceEnd& end) {
        return end.end == "blocked" && end.site == name_of(site);
    });
}

/// The latest phase that a context of a CPU announced for a lock.
std::string_view latest_phase(const ExecutionTrace& trace, unsigned cpu,
                              const std::vector<std::string>& context, std::string_view lock) {
    std::string_view latest;
    for (const TraceStep& step : trace.steps) {
        if (step.cpu == cpu && step.context == context && step.change && step.change->lock == lock) {
            latest = step.change->phase;
        }
    }
    return latest;
}

bool is_in_queue(std::string_view phase) {
    return phase == name(Phase::node_taken) || phase == name(Phase::queued) || phase == name(Phase::head);
}

/// Does a context wait in a queue while a context below it on its CPU is in the same queue?
bool waits_behind_itself(const ExecutionTrace& trace) {
    for (unsigned cpu = 0; cpu < trace.ends.size(); ++cpu) {
        const TraceEnd& end = trace.ends[cpu];
        if (end.end != "blocked" || end.site != name_of(Site::queue_wait)) continue;
        const auto last = std::find_if(trace.steps.rbegin(), trace.steps.rend(),
                                       [&](const TraceStep& step) { return step.cpu == cpu; });
        if (last == trace.steps.rend()) continue;
        const auto attempted =
            std::find_if(trace.steps.rbegin(), trace.steps.rend(), [&](const TraceStep& step) {
                return step.cpu == cpu && step.context == last->context && step.change;
            });
        if (attempted == trace.steps.rend()) continue;
        std::vector<std::string> below = last->context;
        while (below.size() > 1) {
            below.pop_back();
            if (is_in_queue(latest_phase(trace, cpu, below, attempted->change->lock))) return true;
        }
    }
    return false;
}

bool found_free_by_separate_read(const ExecutionTrace& trace) {
    return trace.setup.arch == rqspinlock::Arch::x86 &&
           std::any_of(trace.steps.begin(), trace.steps.end(), [](const TraceStep& step) {
               return step.site == name_of(Site::pending_set_read) && step.order == "relaxed";
           });
}

/// Does one context grab two entries between the begin and the end of an attempt?
bool grabbed_twice(const ExecutionTrace& trace) {
    for (std::size_t begin = 0; begin < trace.steps.size(); ++begin) {
        const TraceStep& first = trace.steps[begin];
        if (!first.change || first.change->phase != name(Phase::attempt)) continue;
        unsigned grabbed = 0;
        for (std::size_t next = begin + 1; next < trace.steps.size(); ++next) {
            const TraceStep& step = trace.steps[next];
            if (step.cpu != first.cpu || step.context != first.context || !step.change) continue;
            const std::string& phase = step.change->phase;
            if (phase == name(Phase::entry_grabbed)) ++grabbed;
            if (phase == name(Phase::acquired) || phase == name(Phase::left)) break;
        }
        if (grabbed > 1) return true;
    }
    return false;
}

bool has_sign(const ExecutionTrace& trace, const Finding& finding) {
    if (finding.name == scenarios::interrupted_waiter.name) return waits_behind_itself(trace);
    if (finding.name == scenarios::sole_head.name) return any_waits_at(trace, Site::head_pass_await_next);
    if (finding.name == scenarios::undone_pending.name) return any_waits_at(trace, Site::head_await_next);
    if (finding.name == scenarios::x86_acquire.name) return found_free_by_separate_read(trace);
    if (finding.name == scenarios::paravirt_entry.name) return grabbed_twice(trace);
    return false;
}

}  // namespace

std::vector<Finding> looks_like(const ExecutionTrace& trace) {
    std::vector<Finding> alike;
    for (const Finding& finding : scenarios::findings) {
        const bool fails = std::find(trace.failures.begin(), trace.failures.end(), name(finding.failure)) !=
                           trace.failures.end();
        if (fails && (trace.setup.revision.is_tree() || finding.is_in(trace.setup.revision.changes)) &&
            has_sign(trace, finding)) {
            alike.push_back(finding);
        }
    }
    return alike;
}

}  // namespace tools
