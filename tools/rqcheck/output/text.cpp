// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/text.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "scenarios/framework/sites.hpp"

namespace tools {
namespace {

using scenarios::Scenario;

/// "each CPU", or the CPUs in the set
std::string cpus_text(scenarios::CpuSet set, unsigned cpus) {
    std::vector<std::string> taking;
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        if (set.contains(cpu)) taking.push_back(fmt::format("{}", cpu));
    }
    if (taking.size() == cpus) return cpus == 1 ? "it" : "each CPU";
    if (taking.empty()) return "no CPU";
    return (taking.size() == 1 ? "CPU " : "CPUs ") + join(taking, ",");
}

/// The name of the lock, as in traces.
std::string lock_text(scenarios::Lock lock) {
    constexpr unsigned letters = 26;
    if (lock.index >= letters) return fmt::format("L{}", lock.index);
    return {static_cast<char>('A' + lock.index)};
}

std::string window_text(const std::vector<std::string>& beginnings) {
    if (beginnings.empty()) return "anywhere";
    std::vector<std::string> windows;
    for (const std::string& beginning : beginnings) {
        windows.push_back(scenarios::site_named(beginning) ? beginning : beginning + "*");
    }
    return "only at " + join(windows, " and ");
}

/// "up to 1 NMI on CPU 0 and up to 1 hardirq on each CPU, anywhere". Kinds with the same window share its
/// text.
std::string interrupts_text(const Scenario& scenario, const Setup& setup) {
    std::string text;
    std::string last_window;
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        const unsigned budget = setup.interrupts[interrupt].budget;
        if (budget == 0) continue;
        const std::string window = window_text(setup.interrupts[interrupt].windows);
        if (!text.empty()) text += window == last_window ? " and " : fmt::format(", {}, and ", last_window);
        text += fmt::format("up to {} on {}", counted(budget, name(interrupt)),
                            cpus_text(scenario.handlers[interrupt].cpus, setup.cpus));
        last_window = window;
    }
    return text.empty() ? "no NMIs" : fmt::format("{}, {}", text, last_window);
}

/// The windows of the interrupts that may arrive at some sites only.
std::string narrowed_text(const Setup& setup) {
    std::vector<std::string> all;
    std::vector<std::string> narrowed;
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        if (setup.interrupts[interrupt].budget == 0) continue;
        const std::vector<std::string>& windows = setup.interrupts[interrupt].windows;
        all.push_back(windows.empty() ? "" : window_text(windows));
        if (!windows.empty()) narrowed.push_back(fmt::format("{}s {}", name(interrupt), all.back()));
    }
    if (narrowed.empty()) return "";
    const bool is_one =
        std::all_of(all.begin(), all.end(), [&](const auto& text) { return text == all.front(); });
    return is_one ? "interrupts " + all.front() : join(narrowed, ", ");
}

/// What the search explored.
std::string space_of(const Report& report) {
    return report.engine == Engine::relacy ? "of Relacy's schedules" : "execution graphs";
}

/// What the bound scheduler bounds.
std::string switches_text(const Request& request, Engine engine) {
    return counted(request.search.bounds.switches.value_or(0),
                   engine == Engine::relacy ? "preemptive switch" : "departure");
}

std::string schedules_text(const Report& report) {
    const Request& request = report.request;
    if (report.exhausted) return "all " + space_of(report);
    if (request.search.scheduler == Scheduler::bound) {
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

std::string machine_text(const Scenario& scenario, const Setup& setup) {
    std::string text = fmt::format("{}; {}", counted(setup.cpus, "CPU"), interrupts_text(scenario, setup));
    const std::string traced = traced_text(scenario);
    if (!traced.empty()) text += "; " + traced;
    if (setup.slow != 0) {
        text += fmt::format("; up to {} on {}", counted(setup.slow, "slow wait"),
                            cpus_text(scenario.slow_cpus, setup.cpus));
    }
    text += fmt::format("; arch {}", name(setup.arch));
    if (setup.lock == rqspinlock::Form::paravirt) text += "; paravirt";
    if (setup.lock == rqspinlock::Form::test_and_set) text += "; no queued spinlocks";
    const std::string mutations = mutations_text(setup);
    return mutations.empty() ? text : text + "; " + mutations;
}

std::string search_text(const Request& request, Engine engine) {
    std::string text = fmt::format("{} search", request.replay ? "replay" : name(request.search.scheduler));
    if (request.search.scheduler == Scheduler::random)
        text += fmt::format(" with seed {}", request.search.seed);
    std::vector<std::string> bounds;
    if (request.search.bounds.switches) bounds.push_back(switches_text(request, engine));
    if (request.search.bounds.executions)
        bounds.push_back(counted(*request.search.bounds.executions, "execution"));
    if (request.search.bounds.seconds)
        bounds.push_back(fmt::format("{:g} s", *request.search.bounds.seconds));
    return text + (bounds.empty() ? ", no bound" : ", at most " + join(bounds, ", "));
}

std::string traced_text(const Scenario& scenario) {
    // Programs that differ only in their points share a description.
    std::vector<std::pair<std::string, std::vector<std::string>>> described;
    for (unsigned number = 0; number < scenario.trace_program_count(); ++number) {
        const scenarios::TraceProgram& traced = scenario.trace_program(number);
        const bool is_raw = traced.guard == scenarios::TraceGuard::program;
        std::string point = number < scenario.contention_begin.size() ? "contention_begin" : "contention_end";
        if (traced.lock) point += fmt::format(" of {}", lock_text(*traced.lock));
        const std::string what = is_raw ? "a raw program" : "a program";
        if (described.empty() || described.back().first != what) described.push_back({what, {}});
        described.back().second.push_back(std::move(point));
    }
    std::vector<std::string> texts;
    for (const auto& [what, points] : described) {
        texts.push_back(fmt::format("{} at {}", what, join(points, " and at ")));
    }
    return join(texts, ", ");
}

std::string mutations_text(const Setup& setup) {
    std::vector<std::string> parts;
    if (!setup.weaken.empty()) parts.push_back("weakened: " + join(setup.weaken, ", "));
    if (!setup.drop.empty()) parts.push_back("dropped: " + join(setup.drop, ", "));
    if (setup.faults.any()) parts.push_back(faults_text(setup.faults));
    return join(parts, "; ");
}

std::string end_text(const Report& report) {
    const Bounds& bounds = report.request.search.bounds;
    switch (report.end) {
        case End::by_itself:
            return schedules_text(report);
        case End::executions:
            return fmt::format("stopped at the bound of {}",
                               counted(bounds.executions.value_or(0), "execution"));
        case End::seconds:
            return fmt::format("stopped at the time limit of {:g} s", bounds.seconds.value_or(0));
        case End::stopped:
            return "stopped by a signal";
        case End::divided:
            return "at the end of a unit of work";
        case End::unfinished:
            return "units of the campaign are left to explore";
        case End::lost:
            return "an engine died, and a part of the search is missing";
        case End::samples:
            return fmt::format("a random sample of {}",
                               report.engine == Engine::relacy ? "Relacy's schedules" : "execution graphs");
        case End::broken_off:
            return fmt::format(
                "executions that did not end were broken off, after {} of a call or too many steps",
                counted(report.request.setup.rounds, "failure"));
    }
    return "";
}

std::string extent_text(const Report& report) {
    const std::string text = report.exhausted ? "exhausted" : "bounded: " + end_text(report);
    const std::string narrowed = narrowed_text(report.request.setup);
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
