// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/mutate/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace tools::mutate {
namespace {

std::string as_code(const std::string& text) {
    std::string code;
    for (const char c : text.empty() ? std::string("nothing") : text) {
        if (c == '|') code += '\\';
        code += c;
    }
    return text.empty() ? code : "`` " + code + " ``";
}

std::string cell_of(const Mutant& mutant) {
    if (mutant.kind == Mutant::Kind::drop) return fmt::format("`--drop {}`", mutant.site);
    if (mutant.kind == Mutant::Kind::weaken) return fmt::format("`--weaken {}`", mutant.site);
    return fmt::format("{} becomes {}", as_code(mutant.original), as_code(mutant.mutation));
}

}  // namespace

std::string change_of(const Mutant& mutant) {
    if (mutant.kind == Mutant::Kind::drop) return "drop " + mutant.site;
    if (mutant.kind == Mutant::Kind::weaken) return "weaken " + mutant.site;
    const std::string place = mutant.anchor.empty() ? "" : fmt::format(" in `{}`", mutant.anchor);
    return fmt::format("{}{}: `{}` becomes `{}`", mutant.file, place, mutant.original, mutant.mutation);
}

std::string line_of(const Trial& trial, const Reasons& reasons) {
    const std::string& name = trial.mutant->name;
    const auto reason = reasons.find(name);
    std::string lines;
    for (const Kill& kill : trial.kills) {
        lines += fmt::format("{}: killed by {} on {}: {}\n", name, kill.scenario, kill.revision, kill.how);
    }
    if (trial.is_killed()) {
        if (reason != reasons.end())
            lines += fmt::format("{}: has a reason to survive, and is killed\n", name);
        return lines;
    }
    if (!trial.is_decided()) return fmt::format("{}: undecided, {} hit a bound\n", name, trial.undecided_by);
    if (reason != reasons.end()) return fmt::format("{}: survives: {}\n", name, reason->second);
    return fmt::format("{}: SURVIVES{}: {}\n", name, trial.is_reached ? "" : ", no execution comes by",
                       change_of(*trial.mutant));
}

std::string summary_of(const std::vector<Trial>& trials, const Reasons& reasons) {
    unsigned killed = 0;
    unsigned by_wait = 0;
    unsigned accepted = 0;
    unsigned undecided = 0;
    for (const Trial& trial : trials) {
        if (trial.is_killed()) {
            ++killed;
            by_wait += std::all_of(trial.kills.begin(), trial.kills.end(),
                                   [](const Kill& kill) { return kill.by_wait_only; });
        } else if (!trial.is_decided()) {
            ++undecided;
        } else if (reasons.contains(trial.mutant->name)) {
            ++accepted;
        }
    }
    return fmt::format(
        "{} mutants: {} killed ({} of them by the longest wait only), {} survive for a reason, {} survive "
        "without, {} undecided",
        trials.size(), killed, by_wait, accepted, trials.size() - killed - accepted - undecided, undecided);
}

std::string markdown_of(const std::vector<Trial>& trials, const Reasons& reasons) {
    std::string text = summary_of(trials, reasons) +
                       ".\n\n### Survivors\n\n| mutant | change | why it survives |\n|---|---|---|\n";
    for (const Trial& trial : trials) {
        if (trial.is_killed()) continue;
        const auto reason = reasons.find(trial.mutant->name);
        const std::string why = !trial.is_decided() ? "undecided: " + trial.undecided_by + " hit a bound"
                                : reason != reasons.end() ? reason->second
                                                          : "no reason is known";
        text += fmt::format("| {} | {} | {} |\n", trial.mutant->name, cell_of(*trial.mutant), why);
    }
    text += "\n### Killed\n\n| mutant | change | killed by | on | shows |\n|---|---|---|---|---|\n";
    for (const Trial& trial : trials) {
        if (!trial.is_killed()) continue;
        const Kill& kill = trial.kills.front();
        text += fmt::format("| {} | {} | {} | {} | {} |\n", trial.mutant->name, cell_of(*trial.mutant),
                            kill.scenario, kill.revision, kill.how);
    }
    return text;
}

}  // namespace tools::mutate
