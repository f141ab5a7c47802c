// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/print.hpp"

#include <fmt/format.h>

namespace tools::hardware {
namespace {

using rqspinlock::hardware::Region;

std::string describe_attempts(std::string_view contexts, const Totals::Attempts& attempts) {
    return fmt::format("  {:<9} 0: {}, -EDEADLK: {}, -ETIMEDOUT: {}; longest attempt {:.3f} ms\n", contexts,
                       attempts.acquired, attempts.deadlock, attempts.timed_out,
                       static_cast<double>(attempts.longest_wait) / rqspinlock::millisecond);
}

std::string describe_nmis(std::string_view kind, const Totals::Nmis& nmis) {
    return fmt::format(
        "  {:<12} NMIs delivered: {} (in slowpath {}, in unlock {}, fastpath {}, section {}, outside "
        "{});"
        " none due: {}\n",
        kind, nmis.delivered(), nmis.in(Region::slow_path), nmis.in(Region::unlock),
        nmis.in(Region::fast_path), nmis.in(Region::section), nmis.in(Region::outside), nmis.refused);
}

std::string lock_text(const ScenarioRun& run) {
    return fmt::format("{} ({}{}{})", run.options.revision, name(run.lock.arch),
                       run.lock.virt_spin_lock ? ", paravirt" : "", run.lock.queued ? "" : ", test-and-set");
}

std::string describe_failures(const ScenarioRun& run) {
    const RunReport& report = run.report;
    std::string text;
    if (report.intrusions > 0) text += fmt::format("  EXCLUSION LOST {} times\n", report.intrusions);
    if (report.lost_updates > 0) text += fmt::format("  {} UPDATES LOST\n", report.lost_updates);
    if (report.misuses > 0) {
        text += fmt::format("  MISUSE: {} call{} left out\n", report.misuses, report.misuses == 1 ? "" : "s");
        if (!report.misuse.empty()) text += fmt::format("    {}\n", report.misuse);
    }
    if (report.failed_checks > 0) {
        text += fmt::format("  A CHECK DOES NOT HOLD, {} time{}\n", report.failed_checks,
                            report.failed_checks == 1 ? "" : "s");
        if (!report.failed_check.empty()) text += fmt::format("    {}\n", report.failed_check);
    }
    if (!report.leak.empty()) text += fmt::format("  LEAK: {}\n", report.leak);
    if (!report.hang.empty()) {
        text += fmt::format("  HUNG: no progress for {} s\n{}", run.options.watchdog, report.hang);
    }
    return text;
}

std::string describe_end(const RunReport& report) {
    if (!report.stopped) return report.is_clean() ? "  clean\n" : "";
    std::string text;
    if (report.not_returned.any()) {
        text = fmt::format("  {}:\n{}", headline(report.not_returned), report.not_returned.state);
    }
    return text + fmt::format("  stopped after {:.1f} s{}\n", report.seconds,
                              report.is_clean() ? ", no failure until then" : "");
}

}  // namespace

std::string progress_text(const scenarios::Scenario& scenario, const RunOptions& options,
                          const RunProgress& progress) {
    return fmt::format("{}: {:.0f} of {:g} s, {} laps, {} NMIs landed", scenario.name, progress.seconds,
                       options.seconds, progress.laps, progress.nmis_landed);
}

std::string describe(const ScenarioRun& run) {
    const RunReport& report = run.report;
    std::string text = fmt::format("{}: {}, {} CPUs, {} s, seed {}\n", run.scenario->name, lock_text(run),
                                   run.options.cpus, run.options.seconds, run.options.seed);
    text += fmt::format("  rounds {}, laps {}\n", report.rounds, report.totals.laps);
    text += describe_attempts("tasks", report.totals.task);
    if (run.scenario->trace_program_count() != 0) {
        text += describe_attempts("traced", report.totals.traced);
    }
    if (run.scenario->handlers.nmi.exists()) {
        text += describe_attempts("handlers", report.totals.handler);
        text += describe_nmis("asynchronous", report.totals.asynchronous);
        text += describe_nmis("aimed", report.totals.aimed);
        text += fmt::format("  sent by the sender: {}\n", report.nmis_sent);
    }
    text += describe_failures(run) + describe_end(report);
    for (const auto region : run.missed()) text += fmt::format("  NO NMI landed in: {}\n", name(region));
    return text;
}

}  // namespace tools::hardware
