// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/report.hpp"

#include <fmt/format.h>

namespace tools::stress {

using rqspinlock::millisecond;
using rqspinlock::Nanoseconds;

namespace {

constexpr Nanoseconds slack = 1'000 * millisecond;

double in_ms(Nanoseconds time) {
    return static_cast<double>(time) / static_cast<double>(millisecond);
}

}  // namespace

Nanoseconds guaranteed_wait(const Settings& settings) {
    const unsigned contexts = settings.nmi == NmiKind::none ? 1 : 2;
    if (!settings.lock.queued) return contexts * rqspinlock::test_and_set_timeout + slack;
    return settings.cpus * contexts * rqspinlock::queue_head_timeout + slack;
}

CpuReport StressReport::total() const {
    CpuReport total;
    for (const CpuReport& cpu : cpus) {
        total.laps += cpu.laps;
        total.task.add(cpu.task);
        total.nmi.add(cpu.nmi);
        total.landed.add(cpu.landed);
        total.aimed.add(cpu.aimed);
    }
    return total;
}

std::vector<rqspinlock::hardware::Region> missed_regions(const StressReport& report) {
    if (report.settings.nmi == NmiKind::none) return {};
    const CpuReport total = report.total();
    std::vector<rqspinlock::hardware::Region> missed;
    for (const auto region : report.settings.landing) {
        if (total.landed.in(region) + total.aimed.in(region) == 0) missed.push_back(region);
    }
    return missed;
}

std::vector<std::string> failures(const StressReport& report) {
    std::vector<std::string> failures;
    if (!report.hang.empty()) {
        failures.push_back(fmt::format("an attempt did not return within {} s", report.settings.watchdog));
    }
    if (report.intrusions > 0)
        failures.push_back(fmt::format("exclusion was lost {} times", report.intrusions));
    if (report.lost_updates > 0) failures.push_back(fmt::format("{} updates were lost", report.lost_updates));
    if (!report.leak.empty()) failures.push_back(report.leak);

    const CpuReport total = report.total();
    const Nanoseconds longest = std::max(total.task.longest_wait, total.nmi.longest_wait);
    if (const Nanoseconds allowed = allowed_wait(report.settings); longest > allowed) {
        failures.push_back(
            fmt::format("an attempt took {:.0f} ms, more than {:.0f} ms", in_ms(longest), in_ms(allowed)));
    }
    if (report.stopped) return failures;
    if (total.task.acquired == 0) failures.emplace_back("no task ever got a lock");
    for (const auto region : missed_regions(report)) {
        failures.push_back(fmt::format("no NMI landed in: {}", name(region)));
    }
    return failures;
}

}  // namespace tools::stress
