// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/print.hpp"

#include <fmt/format.h>

#include "lock/options.hpp"

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

}  // namespace

std::string describe(const scenarios::Scenario& scenario, const RunOptions& options,
                     const RunReport& report) {
    const auto& lock = rqspinlock::RuntimeOptions::get();
    std::string text =
        fmt::format("{}: {} ({}{}{}), {} CPUs, {} s, seed {}\n", scenario.name, options.revision,
                    name(lock.arch), lock.virt_spin_lock ? ", paravirt" : "",
                    lock.queued ? "" : ", test-and-set", options.cpus, options.seconds, options.seed);
    text += fmt::format("  rounds {}, laps {}\n", report.rounds, report.totals.laps);
    text += describe_attempts("tasks", report.totals.task);
    if (scenario.trace_program_count() != 0) {
        text += describe_attempts("traced", report.totals.traced);
    }
    if (scenario.handlers.nmi.exists()) {
        text += describe_attempts("handlers", report.totals.handler);
        text += describe_nmis("asynchronous", report.totals.asynchronous);
        text += describe_nmis("aimed", report.totals.aimed);
        text += fmt::format("  sent by the sender: {}\n", report.nmis_sent);
    }
    if (report.intrusions > 0) text += fmt::format("  EXCLUSION LOST {} times\n", report.intrusions);
    if (report.lost_updates > 0) text += fmt::format("  {} UPDATES LOST\n", report.lost_updates);
    if (report.misuses > 0) {
        text += fmt::format("  MISUSE: {} call{} left out\n", report.misuses, report.misuses == 1 ? "" : "s");
        if (!report.misuse.empty()) text += fmt::format("    {}\n", report.misuse);
    }
    if (!report.leak.empty()) text += fmt::format("  LEAK: {}\n", report.leak);
    if (!report.hang.empty()) {
        text += fmt::format("  HUNG: no progress for {} s\n{}", options.watchdog, report.hang);
    }
    if (report.is_clean()) text += "  clean\n";
    return text;
}

}  // namespace tools::hardware
