// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/json.hpp"

#include <nlohmann/json.hpp>

namespace tools::stress {
namespace {

using nlohmann::ordered_json;

ordered_json attempts(const hardware::Totals::Attempts& attempts) {
    return {{"attempts", attempts.all()},
            {"acquired", attempts.acquired},
            {"deadlock", attempts.deadlock},
            {"timed_out", attempts.timed_out},
            {"longest_wait", attempts.longest_wait},
            {"waits", attempts.waits}};
}

ordered_json landings(const hardware::Totals::Nmis& nmis) {
    ordered_json json;
    for (unsigned region = 0; region < hardware::region_count; ++region) {
        json[std::string(name(static_cast<rqspinlock::hardware::Region>(region)))] = nmis.landed[region];
    }
    return json;
}

ordered_json cpu(const CpuReport& report) {
    return {{"laps", report.laps},
            {"task", attempts(report.task)},
            {"nmi", attempts(report.nmi)},
            {"nmis_landed", landings(report.landed)},
            {"aimed_nmis_landed", landings(report.aimed)}};
}

ordered_json settings_of(const Settings& settings) {
    return {{"mode", name(settings.mode)},
            {"revision", settings.revision},
            {"arch", name(settings.lock.arch)},
            {"queued", settings.lock.queued},
            {"cpus", settings.cpus},
            {"seconds", settings.seconds},
            {"nmi", name(settings.nmi)},
            {"nmi_period", settings.nmi_period},
            {"aimed", settings.aimed},
            {"task_section", settings.task_section},
            {"nmi_section", settings.nmi_section},
            {"longest_wait", allowed_wait(settings)},
            {"watchdog_seconds", settings.watchdog},
            {"seed", settings.seed}};
}

ordered_json run(const StressReport& report) {
    ordered_json cpus = ordered_json::array();
    for (const CpuReport& each : report.cpus) cpus.push_back(cpu(each));
    const std::vector<std::string> failed = failures(report);
    return {{"settings", settings_of(report.settings)},
            {"seconds", report.seconds},
            {"passed", failed.empty()},
            {"stopped", report.stopped},
            {"failures", failed},
            {"hang", report.hang},
            {"intrusions", report.intrusions},
            {"lost_updates", report.lost_updates},
            {"total", cpu(report.total())},
            {"cpus", std::move(cpus)}};
}

}  // namespace

std::string to_json(const std::vector<StressReport>& reports) {
    ordered_json runs = ordered_json::array();
    for (const StressReport& report : reports) runs.push_back(run(report));
    const ordered_json all{{"wait_bounds_ms", hardware::wait_bounds_ms}, {"runs", std::move(runs)}};
    return all.dump(1) + '\n';
}

}  // namespace tools::stress
