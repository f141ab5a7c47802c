// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/text.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "lock/sites.hpp"

namespace tools {
namespace {

using scenarios::Scenario;

/// "each CPU", or those of them that take this kind of interrupt
std::string cpus_text(scenarios::CpuSet set, unsigned cpus) {
    std::vector<std::string> taking;
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        if (set.contains(cpu)) taking.push_back(fmt::format("{}", cpu));
    }
    if (taking.size() == cpus) return cpus == 1 ? "it" : "each CPU";
    if (taking.empty()) return "no CPU";
    return (taking.size() == 1 ? "CPU " : "CPUs ") + join(taking, ",");
}

std::string window_text(const std::vector<std::string>& beginnings) {
    if (beginnings.empty()) return "anywhere";
    std::vector<std::string> windows;
    for (const std::string& beginning : beginnings) {
        windows.push_back(rqspinlock::site_named(beginning) ? beginning : beginning + "*");
    }
    return "only at " + join(windows, " and ");
}

/// "up to 1 NMI on CPU 0 and up to 1 hardirq on each CPU, anywhere": kinds with the same window share it.
std::string interrupts_text(const Scenario& scenario, const Request& request) {
    std::string text;
    std::string last_window;
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        const unsigned budget = budget_of(request, interrupt);
        if (budget == 0) continue;
        const std::string window = window_text(windows_of(request, interrupt));
        if (!text.empty()) text += window == last_window ? " and " : fmt::format(", {}, and ", last_window);
        text += fmt::format("up to {} on {}", counted(budget, name(interrupt)),
                            cpus_text(scenario.handlers[interrupt].cpus, request.cpus));
        last_window = window;
    }
    return text.empty() ? "no NMIs" : fmt::format("{}, {}", text, last_window);
}

/// Where those interrupts arrive that may not arrive anywhere.
std::string narrowed_text(const Request& request) {
    std::vector<std::string> all;
    std::vector<std::string> narrowed;
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        if (budget_of(request, interrupt) == 0) continue;
        const std::vector<std::string>& windows = windows_of(request, interrupt);
        all.push_back(windows.empty() ? "" : window_text(windows));
        if (!windows.empty()) narrowed.push_back(fmt::format("{}s {}", name(interrupt), all.back()));
    }
    if (narrowed.empty()) return "";
    const bool is_one =
        std::all_of(all.begin(), all.end(), [&](const auto& text) { return text == all.front(); });
    return is_one ? "interrupts " + all.front() : join(narrowed, ", ");
}

/// What the search was about.
std::string space_of(const Report& report) {
    return report.engine == "relacy" ? "of Relacy's schedules" : "execution graphs";
}

/// What the bound scheduler bounds.
std::string switches_text(const Request& request, std::string_view engine) {
    return counted(request.bounds.switches, engine == "relacy" ? "preemptive switch" : "departure");
}

std::string schedules_text(const Report& report) {
    const Request& request = report.request;
    if (report.exhausted) return "all " + space_of(report);
    if (request.scheduler == "bound") {
        return fmt::format("all {} with at most {}", space_of(report), switches_text(request, report.engine));
    }
    return "ended by itself, but not all " + space_of(report);
}

}  // namespace

std::string counted(std::uint64_t count, std::string_view noun) {
    if (count == 1) return fmt::format("1 {}", noun);
    return fmt::format("{} {}{}", count, noun, noun.back() == 'h' ? "es" : "s");
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

std::string cpu_range_text(const scenarios::CpuRange& cpus) {
    if (cpus.min == cpus.max) return counted(cpus.natural, "CPU");
    return fmt::format("{}-{} CPUs (runs with {})", cpus.min, cpus.max, cpus.natural);
}

std::string locks_text(const Scenario& scenario) {
    std::string text = counted(scenario.locks, "lock");
    if (scenario.form != scenarios::Form::queued) text += fmt::format(", {}", name(scenario.form));
    if (scenario.arch != scenarios::Arch::generic) text += fmt::format(", arch {}", name(scenario.arch));
    return text;
}

std::string machine_text(const Scenario& scenario, const Request& request) {
    std::string text =
        fmt::format("{}; {}", counted(request.cpus, "CPU"), interrupts_text(scenario, request));
    const std::string traced = traced_text(scenario);
    if (!traced.empty()) text += "; " + traced;
    if (request.slow != 0) {
        text += fmt::format("; up to {} on {}", counted(request.slow, "slow wait"),
                            cpus_text(scenario.slow_cpus, request.cpus));
    }
    text += "; arch " + request.arch;
    if (request.lock == name(rqspinlock::Form::paravirt)) text += "; paravirt";
    if (request.lock == name(rqspinlock::Form::test_and_set)) text += "; no queued spinlocks";
    const std::string mutations = mutations_text(request);
    return mutations.empty() ? text : text + "; " + mutations;
}

std::string search_text(const Request& request, std::string_view engine) {
    std::string text = request.scheduler + " search";
    if (request.scheduler == "random") text += fmt::format(" with seed {}", request.seed);
    std::vector<std::string> bounds;
    if (request.bounds.switches != 0) bounds.push_back(switches_text(request, engine));
    if (request.bounds.executions != 0) bounds.push_back(counted(request.bounds.executions, "execution"));
    if (request.bounds.seconds != 0) bounds.push_back(fmt::format("{:g} s", request.bounds.seconds));
    return text + (bounds.empty() ? ", no bound" : ", at most " + join(bounds, ", "));
}

std::string traced_text(const Scenario& scenario) {
    std::vector<std::string> points;
    if (scenario.contention_begin != nullptr) points.emplace_back("contention_begin");
    if (scenario.contention_end != nullptr) points.emplace_back("contention_end");
    return points.empty() ? "" : "a program at " + join(points, " and at ");
}

std::string mutations_text(const Request& request) {
    std::vector<std::string> parts;
    if (!request.weaken.empty()) parts.push_back("weakened: " + join(request.weaken, ", "));
    if (!request.drop.empty()) parts.push_back("dropped: " + join(request.drop, ", "));
    return join(parts, "; ");
}

std::string end_text(const Report& report) {
    const Bounds& bounds = report.request.bounds;
    switch (report.end) {
        case End::by_itself:
            return schedules_text(report);
        case End::executions:
            return fmt::format("stopped at the bound of {}", counted(bounds.executions, "execution"));
        case End::seconds:
            return fmt::format("stopped at the time limit of {:g} s", bounds.seconds);
        case End::interrupted:
            return "interrupted";
        case End::samples:
            return fmt::format("a random sample of {}",
                               report.engine == "relacy" ? "Relacy's schedules" : "execution graphs");
        case End::broken_off:
            return fmt::format(
                "executions that did not end were broken off, after {} of a call or too many steps",
                counted(report.request.rounds, "failure"));
    }
    return "";
}

std::string coverage_text(const Report& report) {
    const std::string text = report.exhausted ? "exhausted" : "bounded: " + end_text(report);
    const std::string narrowed = narrowed_text(report.request);
    return narrowed.empty() ? text : text + "; " + narrowed;
}

std::string failures_text(const Report& report) {
    using rqspinlock::judge::failure_names;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < failure_names.size(); ++i) {
        if (report.failures[i] == 0) continue;
        parts.push_back(fmt::format("{} in {}", failure_names[i], counted(report.failures[i], "execution")));
    }
    return join(parts, ", ");
}

std::string classes_text(const Report& report) {
    using rqspinlock::judge::class_names;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < class_names.size(); ++i) {
        if (report.classes[i] != 0) parts.push_back(fmt::format("{} {}", class_names[i], report.classes[i]));
    }
    return join(parts, ", ");
}

std::string verdict_text(const Judgement& judgement) {
    if (judgement.failure) return fmt::format("FAIL {}", name(*judgement.failure));
    if (!judgement.breaches.empty()) return fmt::format("FAIL {}", judgement.breaches.back().what);
    return std::string(name(judgement.verdict));
}

Colour verdict_colour(const Judgement& judgement) {
    switch (judgement.verdict) {
        case Verdict::pass:
            return Colour::green;
        case Verdict::fail:
            return Colour::red;
        case Verdict::bounded:
            return Colour::yellow;
    }
    return Colour::none;
}

}  // namespace tools
