// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/forced/step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "tools/cli/arguments/values.hpp"
#include "tools/cli/usage_error.hpp"

namespace tools::stress::forced {
namespace {

using rqspinlock::Site;

Site site_of(const TraceStep& step) {
    std::vector<std::string_view> names;
    for (const auto& entry : scenarios::all_sites) names.push_back(entry.name);
    require_choice("site", step.site, names);
    return *scenarios::site_named(step.site);
}

bool is_within(const TraceStep& step, std::string_view context) {
    return std::find(step.context.begin(), step.context.end(), context) != step.context.end();
}

void refuse_interrupt(std::size_t number, const TraceStep& step) {
    for (const std::string_view kind : {"hardirq", "softirq"}) {
        if (!is_within(step, kind)) continue;
        throw UsageError(fmt::format(
            "step {} is in a {}, which the hardware does not send; the nearest are NMIs", number, kind));
    }
}

unsigned choice_of(const TraceStep& step) {
    const std::string& text = step.written.value_or("");
    return static_cast<unsigned>(parse_count("a choice", text, {.most = UINT32_MAX}));
}

bool is_told_only(const TraceStep& step) {
    return step.operation == "note" || step.operation == "leave" || step.operation == "slow" || is_hang(step);
}

/// Does a trace program begin after another one of the same trace point? The CPU reaches the point once for
/// all of them.
bool is_at_same_trace_point(const TraceStep& step, const TraceStep* before) {
    return step.operation == "enter" && step.context.back() == "trace" && before != nullptr &&
           before->operation == "leave" && before->context.back() == "trace" && before->site == step.site;
}

void require_operation(const std::string& operation) {
    require_choice("operation", operation,
                   {"read", "write", "update", "fence", "plain_read", "plain_write", "note", "enter", "leave",
                    "hold_begin", "hold_end", "slow", "choice", hang});
}

}  // namespace

std::vector<Step> steps_of(const ExecutionTrace& trace) {
    std::vector<Step> steps;
    std::map<unsigned, const TraceStep*> before;  // per CPU
    for (std::size_t number = 0; number < trace.steps.size(); ++number) {
        const TraceStep& source = trace.steps[number];
        require_operation(source.operation);
        refuse_interrupt(number, source);
        const TraceStep* const last = std::exchange(before[source.cpu], &source);
        if (is_told_only(source) || is_at_same_trace_point(source, last)) continue;
        Step step;
        step.number = number;
        step.cpu = source.cpu;
        step.site = site_of(source);
        step.in_nmi = is_within(source, "nmi");
        step.time = source.time;
        step.source = &source;
        if (source.operation == "choice") {
            step.kind = Step::Kind::choice;
            step.choice = choice_of(source);
        } else if (source.operation == "enter") {
            const bool is_nmi = source.context.back() == "nmi";
            step.kind = is_nmi ? Step::Kind::nmi : Step::Kind::program;
            if (is_nmi) step.in_nmi = false;  // it arrives in what it interrupts, and NMIs do not nest
        }
        steps.push_back(step);
    }
    return steps;
}

bool has_no_step(Site site) {
    // A hold looks at this site many times, and has two steps.
    if (site == scenarios::rig::section_hold) return true;
    switch (site) {
        case Site::queue_count_read:
        case Site::queue_count:
        case Site::queue_count_drop_read:
        case Site::queue_count_drop:
        case Site::contention_begin:
        case Site::contention_end:
            return true;
        default:
            return false;
    }
}

}  // namespace tools::stress::forced
