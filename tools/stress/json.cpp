// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/json.hpp"

#include "tools/hardware/counts_json.hpp"

namespace tools::stress {
namespace {

using nlohmann::ordered_json;

ordered_json cpu(const CpuReport& report) {
    return {{"laps", report.laps},
            {"task", hardware::attempts_json(report.task)},
            {"nmi", hardware::attempts_json(report.nmi)},
            {"nmis_landed", hardware::landings_json(report.landed)},
            {"aimed_nmis_landed", hardware::landings_json(report.aimed)}};
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
            {"not_returned", hardware::not_returned_json(report.not_returned)},
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
    return all.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace tools::stress
