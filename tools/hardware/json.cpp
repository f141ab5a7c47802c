// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/json.hpp"

#include "tools/hardware/counts_json.hpp"

namespace tools::hardware {
namespace {

using nlohmann::ordered_json;

ordered_json settings_json(const ScenarioRun& run) {
    return {{"scenario", run.scenario->name},
            {"revision", run.options.revision},
            {"arch", name(run.lock.arch)},
            {"queued", run.lock.queued},
            {"paravirt", run.lock.virt_spin_lock},
            {"cpus", run.options.cpus},
            {"seconds", run.options.seconds},
            {"laps", run.options.laps},
            {"watchdog_seconds", run.options.watchdog},
            {"seed", run.options.seed}};
}

ordered_json nmis_json(const Totals::Nmis& nmis) {
    return {{"delivered", nmis.delivered()}, {"landed", landings_json(nmis)}, {"none_due", nmis.refused}};
}

ordered_json run_json(const ScenarioRun& run) {
    const RunReport& report = run.report;
    ordered_json missed = ordered_json::array();
    for (const auto region : run.missed()) missed.push_back(name(region));
    ordered_json json{{"settings", settings_json(run)}, {"seconds", report.seconds},
                      {"passed", run.passes()},         {"clean", report.is_clean()},
                      {"stopped", report.stopped},      {"rounds", report.rounds},
                      {"laps", report.totals.laps},     {"tasks", attempts_json(report.totals.task)}};
    if (run.scenario->trace_program_count() != 0) json["traced"] = attempts_json(report.totals.traced);
    if (run.scenario->handlers.nmi.exists()) {
        json["handlers"] = attempts_json(report.totals.handler);
        json["asynchronous_nmis"] = nmis_json(report.totals.asynchronous);
        json["aimed_nmis"] = nmis_json(report.totals.aimed);
        json["nmis_sent"] = report.nmis_sent;
    }
    json["no_nmi_landed_in"] = std::move(missed);
    json["intrusions"] = report.intrusions;
    json["lost_updates"] = report.lost_updates;
    json["misuses"] = report.misuses;
    json["misuse"] = report.misuse;
    json["failed_checks"] = report.failed_checks;
    json["failed_check"] = report.failed_check;
    json["leak"] = report.leak;
    json["hang"] = report.hang;
    json["not_returned"] = not_returned_json(report.not_returned);
    return json;
}

}  // namespace

std::string to_json(const std::vector<ScenarioRun>& runs, const std::vector<std::string>& not_run) {
    ordered_json made = ordered_json::array();
    for (const ScenarioRun& run : runs) made.push_back(run_json(run));
    const ordered_json all{
        {"wait_bounds_ms", wait_bounds_ms}, {"runs", std::move(made)}, {"not_run", not_run}};
    return all.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace tools::hardware
