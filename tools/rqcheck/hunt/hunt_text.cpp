// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/hunt/hunt_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tools/rqcheck/hunt/program_size.hpp"
#include "tools/rqcheck/output/run_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/support/indented.hpp"
#include "tools/support/whole_ms.hpp"

namespace tools {
namespace {

std::string size_text(const ProgramSize& size) {
    std::string text = fmt::format("{}, {}, {}", counted(size.operations, "operation"),
                                   counted(size.cpus, "CPU"), counted(size.nmis, "NMI"));
    if (size.hardirqs != 0) text += ", " + counted(size.hardirqs, "hardirq");
    return text + ", " + counted(size.locks, "lock");
}

std::string explored_text(const Exploration& exploration) {
    if (exploration.exhausted) return fmt::format("all {}", counted(exploration.executions, "execution"));
    return fmt::format("{}, not all", counted(exploration.executions, "execution"));
}

/// Do the same classes fail as without an option?
bool is_usual(const Policy& policy, Revision revision) {
    return policy.fail_on == policy_for_programs(revision.changes).fail_on;
}

/// The command that repeats the search that showed the symptom.
std::string again_text(const Sighting& sighting) {
    const Setup& setup = sighting.request.setup;
    const Search& search = sighting.request.search;
    std::string command =
        fmt::format("rqcheck run --program '{}' {}", setup.program, option_text(setup.revision));
    if (setup.arch != rqspinlock::Arch::generic) command += fmt::format(" --arch {}", setup.arch);
    if (setup.memory != MemoryModel::rc11) command += fmt::format(" --memory {}", setup.memory);
    for (const scenarios::Interrupt kind : scenarios::interrupts) {
        const std::vector<std::string>& windows = setup.interrupts[kind].windows;
        if (windows.empty()) continue;
        command += " --window " + join(windows, ",");  // the same for all kinds
        break;
    }
    if (search.scheduler == Scheduler::random)
        command += fmt::format(" --scheduler random --seed {}", search.seed);
    if (!sighting.exhausted) command += fmt::format(" --executions {}", search.bounds.executions.value_or(0));
    const Policy& policy = sighting.request.policy;
    if (!is_usual(policy, setup.revision)) {
        command += " --fail-on " + (policy.fail_on.empty() ? "none" : join(names(policy.fail_on), ","));
    }
    if (policy.max_wait) command += fmt::format(" --max-wait {}ms", whole_ms(*policy.max_wait));
    return command;
}

void add_found(std::string& out, const Found& found, bool trace, const Paint& paint) {
    const auto line = [&](std::string_view name, const std::string& text) {
        fmt::format_to(std::back_inserter(out), "    {:<9} {}\n", name, text);
    };
    out += "\n  " + paint(found.accepted ? Colour::none : Colour::red, found.sighting.symptom.key()) + "\n";
    for (const std::string& likeness : likenesses(found.sighting.symptom.trace)) line("known", likeness);
    line("program", paint.bold(text(found.program)));
    line("size", size_text(size_of(found.program)) +
                     (found.smallest ? "" : "; whether less would do was not tried to the end"));
    line("outcome", found.sighting.symptom.trace.outcome);
    line("explored", explored_text(found.exploration));
    line("again", again_text(found.sighting));
    if (trace) out += indented(found.sighting.symptom.trace.text, 6);
}

void add_section(std::string& out, const HuntResult& result, const HuntQuestion& question, const Paint& paint,
                 bool accepted, std::string_view heading) {
    bool first = true;
    for (const Found& found : result.found) {
        if (found.accepted != accepted) continue;
        if (first) fmt::format_to(std::back_inserter(out), "\n{}\n", heading);
        first = false;
        add_found(out, found, question.trace, paint);
    }
}

std::string stratum_text(const StratumCount& stratum) {
    return fmt::format(
        "{}, {}, {}{}: {} {}{}", counted(stratum.operations, "operation"), counted(stratum.cpus, "CPU"),
        counted(stratum.nmis, "NMI"),
        stratum.hardirqs == 0 ? "" : ", " + counted(stratum.hardirqs, "hardirq"),
        stratum.all ? "all" : "some,", counted(stratum.programs, "program"),
        stratum.bounded == 0 ? ", each exhaustively" : fmt::format(", {} up to the bound", stratum.bounded));
}

std::string verdict_text(const HuntResult& result) {
    const auto failures = static_cast<std::uint64_t>(
        std::count_if(result.found.begin(), result.found.end(), [](const Found& f) { return !f.accepted; }));
    if (failures != 0) return counted(failures, "distinct failure");
    if (result.programs == 0) return "nothing was explored";
    return result.complete() ? "no failure in any program within the bounds"
                             : "no failure as far as the hunt went";
}

std::string end_text(const HuntResult& result, const HuntQuestion& question) {
    if (!result.cut_short) return "ended by itself";
    return question.seconds ? fmt::format("stopped at the time limit of {:g} s", *question.seconds)
                            : "stopped by a signal";
}

std::string bounds_text(const HuntQuestion& question) {
    const ProgramBounds& bounds = question.bounds;
    std::string text = fmt::format(
        "programs of at most {}, {}, {}{}, {}{}{}{}, up to the names of CPUs and locks; ",
        counted(bounds.operations, "operation"), counted(bounds.cpus, "CPU"), counted(bounds.nmis, "NMI"),
        bounds.hardirqs == 0 ? "" : ", " + counted(bounds.hardirqs, "hardirq"), counted(bounds.locks, "lock"),
        bounds.irqsave ? ", with irqsave and without" : "",
        bounds.raw ? ", trace programs of either guard" : "",
        bounds.form == rqspinlock::Form::queued ? "" : fmt::format(", {}", name(bounds.form)));
    text += question.programs == 0
                ? "all of each size"
                : fmt::format("at most {} of a size, drawn with seed {}", question.programs, question.seed);
    return text;
}

std::string each_text(const HuntQuestion& question) {
    const Request& common = question.common;
    std::string text = "each: native, all executions";
    if (common.search.bounds.executions) {
        text += fmt::format(", or the first {}, then half as many per window and as many random ones",
                            *common.search.bounds.executions);
    }
    return text + fmt::format("; memory {}, arch {}", common.setup.memory, common.setup.arch);
}

nlohmann::json found_json(const Found& found) {
    const ProgramSize size = size_of(found.program);
    nlohmann::json json{{"what", found.sighting.symptom.trace.what},
                        {"where", found.sighting.symptom.where},
                        {"accepted", found.accepted},
                        {"program", text(found.program)},
                        {"operations", size.operations},
                        {"cpus", size.cpus},
                        {"nmis", size.nmis},
                        {"locks", size.locks},
                        {"smallest", found.smallest},
                        {"looks_like", likenesses(found.sighting.symptom.trace)},
                        {"outcome", found.sighting.symptom.trace.outcome},
                        {"executions", found.exploration.executions},
                        {"exhausted", found.exploration.exhausted},
                        {"again", again_text(found.sighting)},
                        {"trace", found.sighting.symptom.trace.text}};
    if (size.hardirqs != 0) json["hardirqs"] = size.hardirqs;
    return json;
}

}  // namespace

std::string hunt_text(const HuntResult& result, const HuntQuestion& question, const Paint& paint) {
    std::string out = fmt::format("{}: {}\n", paint.bold(fmt::format("hunt on {}", result.revision)),
                                  paint(result.failed()     ? Colour::red
                                        : result.complete() ? Colour::green
                                                            : Colour::yellow,
                                        verdict_text(result)));
    add_section(out, result, question, paint, false,
                "failures, each with the smallest program that shows it");
    add_section(out, result, question, paint, true,
                is_usual(result.policy, result.revision) ? "what the history accepts" : "what is accepted");
    const auto line = [&](const std::string& text) {
        fmt::format_to(std::back_inserter(out), "  {}\n", text);
    };
    out += "\nsearched\n";
    line(fmt::format("{}, {}; {}", counted(result.programs, "program"),
                     counted(result.executions, "execution"), end_text(result, question)));
    line(bounds_text(question));
    line(each_text(question));
    line("fails on: every failure kind; " + text(result.policy));
    for (const StratumCount& stratum : result.strata) line(stratum_text(stratum));
    std::vector<std::string> lost;
    for (const NotRun& run : result.not_run) {
        lost.push_back(fmt::format("{}: {}", run.request.setup.program, run.reason));
    }
    add_section(out, not_run_heading, lost);
    return out;
}

std::string json_text(const std::vector<HuntResult>& results, const HuntQuestion& question) {
    nlohmann::json array = nlohmann::json::array();
    for (const HuntResult& result : results) {
        nlohmann::json found = nlohmann::json::array();
        for (const Found& one : result.found) found.push_back(found_json(one));
        nlohmann::json strata = nlohmann::json::array();
        for (const StratumCount& stratum : result.strata) {
            strata.push_back({{"operations", stratum.operations},
                              {"cpus", stratum.cpus},
                              {"nmis", stratum.nmis},
                              {"programs", stratum.programs},
                              {"bounded", stratum.bounded},
                              {"all", stratum.all}});
            if (stratum.hardirqs != 0) strata.back()["hardirqs"] = stratum.hardirqs;
        }
        nlohmann::json not_run = nlohmann::json::array();
        for (const NotRun& run : result.not_run) {
            not_run.push_back({{"program", run.request.setup.program}, {"reason", run.reason}});
        }
        array.push_back(
            {{"revision", name(result.revision)},
             {"fail_on", names(result.policy.fail_on)},
             {"max_wait_ms", result.policy.max_wait ? nlohmann::json(whole_ms(*result.policy.max_wait))
                                                    : nlohmann::json(nullptr)},
             {"arch", name(question.common.setup.arch)},
             {"memory", name(question.common.setup.memory)},
             {"seed", question.seed},
             {"programs", result.programs},
             {"executions", result.executions},
             {"complete", result.complete()},
             {"cut_short", result.cut_short},
             {"not_run", not_run},
             {"found", found},
             {"sizes", strata}});
    }
    return array.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace tools
