// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/status_line.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/rqcheck/ci/verdict_files.hpp"
#include "tools/rqcheck/commands/commands.hpp"
#include "tools/rqcheck/hunt/hunt_text.hpp"
#include "tools/rqcheck/hunt/hunter.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/rqcheck/search/plan.hpp"

namespace tools {
namespace {

HuntQuestion question_of(const HuntOptions& options) {
    if (options.seed && options.programs == 0 && options.executions == 0) {
        throw UsageError("--seed is for what is drawn: with '--programs 0 --executions 0' nothing is");
    }
    if (options.bounds.irqsave && options.bounds.hardirqs == 0) {
        throw UsageError("--irqsave masks hardirqs, and none may arrive: give --hardirqs above 0");
    }
    if (options.bounds.raw && options.bounds.form != rqspinlock::Form::queued) {
        throw UsageError(fmt::format("--raw is for trace programs, and the {} lock has no trace points",
                                     name(options.bounds.form)));
    }
    HuntQuestion question;
    question.bounds = options.bounds;
    question.programs = options.programs;
    question.seed = options.seed.value_or(0);
    question.common.setup.arch = options.arch;
    question.common.setup.lock = options.bounds.form;
    question.common.setup.memory = options.memory;
    question.common.search.seed = question.seed;
    if (options.executions != 0) question.common.search.bounds.executions = options.executions;
    question.seconds = options.seconds;
    question.trace = options.trace;
    question.policy = options.policy;
    return question;
}

/// All settings that decide what a hunt finds, without the revision.
nlohmann::json settings_of(const HuntQuestion& question) {
    const ProgramBounds& bounds = question.bounds;
    nlohmann::json settings{{"cpus", bounds.cpus},
                            {"locks", bounds.locks},
                            {"nmis", bounds.nmis},
                            {"hardirqs", bounds.hardirqs},
                            {"ops", bounds.operations},
                            {"irqsave", bounds.irqsave},
                            {"raw", bounds.raw},
                            {"lock", name(bounds.form)},
                            {"programs", question.programs},
                            {"seed", question.seed},
                            {"arch", name(question.common.setup.arch)},
                            {"memory", name(question.common.setup.memory)},
                            {"executions", question.common.search.bounds.executions.value_or(0)}};
    if (question.seconds) settings["time_limit"] = *question.seconds;
    return settings;
}

/// Refuses bounds within which there is no program. A hunt without programs finds no failure, and that says
/// nothing.
void require_programs(const HuntQuestion& question) {
    Enumeration enumeration(question.bounds, question.programs, question.seed);
    while (const std::optional<Stratum> stratum = enumeration.next()) {
        if (!stratum->programs.empty()) return;
    }
    const ProgramBounds& bounds = question.bounds;
    throw UsageError(fmt::format(
        "nothing to explore: no program of {}, {}, {}{} and {} has two attempts that can meet, raise --ops, "
        "--cpus or --nmis",
        counted(bounds.operations, "operation"), counted(bounds.cpus, "CPU"), counted(bounds.nmis, "NMI"),
        bounds.hardirqs == 0 ? "" : ", " + counted(bounds.hardirqs, "hardirq"),
        counted(bounds.locks, "lock")));
}

Request common_request(const Revision& revision, const HuntQuestion& question) {
    Request common = question.common;
    common.setup.revision = revision;
    common.policy = chosen_policy(question.policy, policy_for_programs(revision.changes));
    return common;
}

/// All that decides what a hunt finds.
CampaignFile campaign_of(const std::vector<Revision>& revisions, const HuntQuestion& question,
                         nlohmann::json settings) {
    settings.erase("time_limit");
    nlohmann::json requests = nlohmann::json::array();
    for (const Revision& revision : revisions) requests.push_back(common_request(revision, question));
    return this_campaign(settings.dump() + requests.dump());
}

HuntResult hunt_on(Revision revision, const HuntQuestion& question, unsigned jobs, StateFolder* state) {
    const Request common = common_request(revision, question);
    std::optional<Explorations::Clock::time_point> deadline;
    if (question.seconds) {
        deadline = Explorations::Clock::now() + std::chrono::duration_cast<Explorations::Clock::duration>(
                                                    std::chrono::duration<double>(*question.seconds));
    }
    StatusLine line;
    Explorations explorations(jobs, common, deadline, state);
    Hunter hunter(explorations, revision, common.policy, [&](const std::string& doing) {
        line.show(fmt::format("hunt on {}: {}", revision, doing));
    });
    return hunter.hunt({question.bounds, question.programs, question.seed});
}

int exit_code(const std::vector<HuntResult>& results, bool accept_bounded) {
    const auto any = [&](auto predicate) { return std::any_of(results.begin(), results.end(), predicate); };
    return exit_code_of(
        {.unexpected = any([](const HuntResult& result) { return result.failed(); }),
         .missing = stop_requested() || any([](const HuntResult& result) { return result.programs == 0; }),
         .bounded = any([](const HuntResult& result) { return !result.complete(); })},
        accept_bounded);
}

}  // namespace

int hunt(const HuntOptions& options) {
    const HuntQuestion question = question_of(options);
    require_programs(question);
    std::vector<Revision> revisions = chosen_revisions(options.kernel, options.revisions);
    if (revisions.empty()) revisions = {Revision{}};
    std::optional<OutputFile> file;
    if (options.json) file.emplace("--json", *options.json);
    const nlohmann::json settings = settings_of(question);
    std::vector<VerdictCase> planned;
    for (const Revision& revision : revisions) planned.push_back(planned_hunt(revision, settings));
    const VerdictFiles files(options.files, planned);
    std::optional<StateFolder> state;
    if (options.state) state.emplace(*options.state, campaign_of(revisions, question, settings));

    watch_stop_signals();
    const Paint paint = Paint::for_stdout();
    std::vector<HuntResult> results;
    WriteErrors errors;
    for (const Revision& revision : revisions) {
        if (stop_requested()) break;
        results.push_back(hunt_on(revision, question, options.jobs, state ? &*state : nullptr));
        if (results.size() > 1) errors.show("\n");
        errors.show(hunt_text(results.back(), question, paint));
    }
    errors.write(file, [&] { return json_text(results, question); });
    if (results.size() < revisions.size()) errors.show("\nstopped: not all revisions were hunted on\n");
    const std::vector<VerdictCase> cases = verdict_cases(results, options.accept_bounded, settings);
    files.write(cases, results.size() == revisions.size() && !stop_requested(), errors);
    errors.show_beside_file(files.baseline_text(cases));
    errors.require_none();
    std::vector<NotRun> not_run;
    for (const HuntResult& result : results) {
        not_run.insert(not_run.end(), result.not_run.begin(), result.not_run.end());
    }
    const int code = files.exit_code(cases, exit_code(results, options.accept_bounded), stop_requested(),
                                     options.accept_bounded);
    return exit_code_with(not_run, {}, code);
}

}  // namespace tools
