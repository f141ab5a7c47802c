// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lock/hardware/cpu.hpp"
#include "tools/support/indented.hpp"

namespace tools::stress {
namespace {

using hardware::Totals;
using hardware::waits_from;
using rqspinlock::Nanoseconds;
using rqspinlock::hardware::Region;

double milliseconds_of(Nanoseconds time) {
    return static_cast<double>(time) / static_cast<double>(rqspinlock::millisecond);
}

double in_us(Nanoseconds time) {
    return static_cast<double>(time) / 1'000;
}

std::string lock_text(const Settings& settings) {
    if (!settings.lock.queued) return fmt::format("{} (test-and-set)", settings.revision);
    return fmt::format("{}{}", settings.revision,
                       settings.lock.arch == rqspinlock::Arch::x86 ? " (x86)" : "");
}

/// 80 columns, as a terminal has.
constexpr std::string_view row_format = "  {:<4}{:<5}{:>10}{:>10}{:>10}{:>11}{:>7}{:>9}{:>12}\n";

std::string attempts_row(std::string_view cpu, std::string_view context, const Totals::Attempts& attempts) {
    return fmt::format(row_format, cpu, context, attempts.all(), attempts.acquired, attempts.deadlock,
                       attempts.timed_out, waits_from(attempts.waits, 1), waits_from(attempts.waits, 250),
                       fmt::format("{:.3f}", milliseconds_of(attempts.longest_wait)));
}

std::string bucket_name(std::size_t bucket) {
    if (bucket == hardware::wait_bounds_ms.size())
        return fmt::format(">={}", hardware::wait_bounds_ms.back());
    return fmt::format("<{}", hardware::wait_bounds_ms[bucket]);
}

constexpr std::size_t bucket_columns = 10;
constexpr std::size_t count_columns = 11;

/// A row for each bucket, a column for each context of the CPUs from `begin` to before `end`. Empty buckets
/// are left out.
std::string histogram_of(const StressReport& report, std::size_t begin, std::size_t end) {
    const bool has_nmis = report.settings.nmi != NmiKind::none;
    std::string text = fmt::format("{:<{}}", "  wait, ms", bucket_columns);
    for (std::size_t cpu = begin; cpu < end; ++cpu) {
        text += fmt::format("{:>{}}", fmt::format("{} task", cpu), count_columns);
        if (has_nmis) text += fmt::format("{:>{}}", fmt::format("{} NMI", cpu), count_columns);
    }
    text += '\n';
    const CpuReport total = report.total();
    for (std::size_t bucket = 0; bucket < hardware::wait_buckets; ++bucket) {
        if (total.task.waits[bucket] + total.nmi.waits[bucket] == 0) continue;
        text += fmt::format("{:<{}}", "  " + bucket_name(bucket), bucket_columns);
        for (std::size_t cpu = begin; cpu < end; ++cpu) {
            text += fmt::format("{:>{}}", report.cpus[cpu].task.waits[bucket], count_columns);
            if (has_nmis) text += fmt::format("{:>{}}", report.cpus[cpu].nmi.waits[bucket], count_columns);
        }
        text += '\n';
    }
    return text;
}

/// As many CPUs side by side as the terminal has room for.
std::string histogram(const StressReport& report, std::optional<std::size_t> columns) {
    const std::size_t contexts = report.settings.nmi == NmiKind::none ? 1 : 2;
    std::size_t beside = report.cpus.size();
    if (columns) {
        const std::size_t room = *columns - std::min(*columns, bucket_columns);
        beside = std::max<std::size_t>(1, room / (contexts * count_columns));
    }
    std::string text;
    for (std::size_t begin = 0; begin < report.cpus.size(); begin += beside) {
        text += histogram_of(report, begin, std::min(begin + beside, report.cpus.size()));
    }
    return text;
}

std::string landings(std::string_view which, const Totals::Nmis& nmis) {
    return fmt::format("  {} landed in: fastpath {}, slowpath {}, section {}, unlock {}, outside {}\n", which,
                       nmis.in(Region::fast_path), nmis.in(Region::slow_path), nmis.in(Region::section),
                       nmis.in(Region::unlock), nmis.in(Region::outside));
}

std::string share(const Totals::Attempts& attempts, unsigned ms) {
    if (attempts.all() == 0) return "-";
    const std::uint64_t slow = waits_from(attempts.waits, ms);
    return slow == 0 ? "0"
                     : fmt::format("{:.3g} %",
                                   100.0 * static_cast<double>(slow) / static_cast<double>(attempts.all()));
}

std::string end_text(const StressReport& report, bool passes) {
    if (!report.stopped) return passes ? "  pass\n" : "";
    return fmt::format("  stopped after {:.1f} s{}\n", report.seconds,
                       passes ? ", no failure until then" : "");
}

}  // namespace

std::string title(const Settings& settings) {
    return fmt::format("{} on {}", name(settings.mode), lock_text(settings));
}

std::string progress_text(const StressReport& report) {
    const CpuReport total = report.total();
    return fmt::format(
        "{}: {:.0f} of {:g} s, {} attempts of tasks, {} of NMIs, longest {:.0f} ms, errors: {}",
        title(report.settings), report.seconds, report.settings.seconds, total.task.all(), total.nmi.all(),
        milliseconds_of(std::max(total.task.longest_wait, total.nmi.longest_wait)),
        total.task.deadlock + total.task.timed_out + total.nmi.deadlock + total.nmi.timed_out);
}

std::string describe(const StressReport& report, std::optional<std::size_t> columns) {
    const Settings& settings = report.settings;
    std::string text = fmt::format(
        "{}: {} CPUs on {} cores, {:.1f} s; sections {:g} us, of NMIs {:g} us; seed {}\n", title(settings),
        settings.cpus, rqspinlock::hardware::cpu_counts.cores.load(std::memory_order_relaxed), report.seconds,
        in_us(settings.task_section), in_us(settings.nmi_section), settings.seed);
    const bool has_nmis = settings.nmi != NmiKind::none;
    text += !has_nmis ? "  no NMIs\n"
                      : fmt::format("  NMIs by {}, {:g} us after the last one\n",
                                    describe_nmi_source(settings.nmi), in_us(settings.nmi_period));
    text += fmt::format(row_format, "CPU", "", "attempts", "acquired", "-EDEADLK", "-ETIMEDOUT", ">=1 ms",
                        ">=250 ms", "longest, ms");
    for (std::size_t cpu = 0; cpu < report.cpus.size(); ++cpu) {
        text += attempts_row(std::to_string(cpu), "task", report.cpus[cpu].task);
        if (has_nmis) text += attempts_row("", "NMI", report.cpus[cpu].nmi);
    }
    const CpuReport total = report.total();
    text += attempts_row("all", "task", total.task);
    if (has_nmis) text += attempts_row("", "NMI", total.nmi);
    text += histogram(report, columns);
    if (has_nmis) text += landings("NMIs", total.landed);
    if (has_nmis && settings.aimed != 0) text += landings("aimed NMIs", total.aimed);
    if (!report.hang.empty()) text += "  hung:\n" + indented(report.hang);
    if (report.not_returned.any()) {
        text += fmt::format("  {}:\n{}", headline(report.not_returned), indented(report.not_returned.state));
    }
    const std::vector<std::string> failed = failures(report);
    for (const std::string& failure : failed) text += fmt::format("  FAIL: {}\n", failure);
    return text + end_text(report, failed.empty());
}

std::string share_table(const std::vector<StressReport>& reports) {
    std::string text =
        "| mode | revision | context | attempts | -EDEADLK | -ETIMEDOUT | >= 1 ms | >= 250 ms | longest, ms "
        "|\n"
        "|---|---|---|---:|---:|---:|---:|---:|---:|\n";
    for (const StressReport& report : reports) {
        const CpuReport total = report.total();
        const auto row = [&](std::string_view context, const Totals::Attempts& attempts) {
            text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {:.1f} |\n",
                                name(report.settings.mode), lock_text(report.settings), context,
                                attempts.all(), attempts.deadlock, attempts.timed_out, share(attempts, 1),
                                share(attempts, 250), milliseconds_of(attempts.longest_wait));
        };
        row("task", total.task);
        if (report.settings.nmi != NmiKind::none) row("NMI", total.nmi);
    }
    return text;
}

}  // namespace tools::stress
