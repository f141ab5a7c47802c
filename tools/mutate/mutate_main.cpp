// SPDX-License-Identifier: GPL-2.0-or-later

// rqcheck-mutate: mutants of the lock against the catalogue, see docs/mutants.md.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "tools/cli/exit_code.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/mutate/all_mutants.hpp"
#include "tools/mutate/reasons.hpp"
#include "tools/mutate/text.hpp"
#include "tools/mutate/trial.hpp"
#include "tools/support/suggest.hpp"

namespace {

using namespace tools::mutate;

struct Options {
    std::vector<std::string> names;
    std::vector<std::string> scenarios;
    std::string reasons = RQCHECK_SOURCE_DIRECTORY "/tools/mutate/survivors.txt";
    std::string markdown;
    TrialOptions trials;
    bool list = false;
};

std::vector<const Mutant*> chosen(const std::vector<std::string>& names) {
    std::vector<const Mutant*> mutants;
    std::vector<std::string_view> choices;
    for (const Mutant& mutant : all_mutants()) {
        choices.push_back(mutant.name);
        if (names.empty()) mutants.push_back(&mutant);
    }
    for (const std::string& name : names) {
        const auto found = std::find(choices.begin(), choices.end(), name);
        if (found == choices.end()) throw tools::UsageError(tools::unknown("mutant", name, choices));
        mutants.push_back(&all_mutants()[static_cast<std::size_t>(found - choices.begin())]);
    }
    return mutants;
}

Reasons reasons_in(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw tools::UsageError("cannot read " + path);
    return read_reasons(file);
}

int run(const Options& options) {
    const std::vector<const Mutant*> mutants = chosen(options.names);
    if (options.list) {
        for (const Mutant* mutant : mutants) {
            std::printf("%s: %s\n", mutant->name.c_str(), change_of(*mutant).c_str());
        }
        return 0;
    }
    const Reasons reasons = reasons_in(options.reasons);
    const std::vector<Trial> trials = run_trials(mutants, searched_catalogue(options.scenarios),
                                                 options.trials, [&reasons](const Trial& trial) {
                                                     std::fputs(line_of(trial, reasons).c_str(), stdout);
                                                     std::fflush(stdout);
                                                 });
    std::printf("%s\n", summary_of(trials, reasons).c_str());
    if (!options.markdown.empty()) {
        std::ofstream file(options.markdown);
        file << markdown_of(trials, reasons);
        if (!file.flush()) throw tools::UsageError("cannot write " + options.markdown);
    }
    const auto is_unexpected = [&](const Trial& trial) {
        return trial.is_decided() && trial.is_killed() == reasons.contains(trial.mutant->name);
    };
    if (std::any_of(trials.begin(), trials.end(), is_unexpected)) return tools::exit_unexpected;
    const auto is_decided = [](const Trial& trial) { return trial.is_decided(); };
    return std::all_of(trials.begin(), trials.end(), is_decided) ? tools::exit_as_expected
                                                                 : tools::exit_bounded;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Mutants of the lock against the catalogue: which of them no scenario sees",
                 "rqcheck-mutate");
    app.footer(tools::exit_codes_text(
        {{tools::exit_as_expected, "each mutant is killed, or survives for a reason on record"},
         {tools::exit_unexpected, "one survives without, or is killed in spite of one"},
         {tools::exit_bounded, "one is undecided"}}));
    Options options;
    app.add_option("mutant", options.names, "Names, see --list [all]")->type_name("MUTANT");
    app.add_flag("--list", options.list, "Show the mutants and what they change, and run nothing");
    app.add_option("--scenario", options.scenarios, "Only against these scenarios [all]")
        ->type_name("SCENARIO");
    app.add_option("-j,--jobs", options.trials.jobs, "Mutants that run at the same time [1]")
        ->type_name("N")
        ->check(CLI::Range(1, 256));
    app.add_flag("--keep-going", options.trials.keep_going,
                 "Show every search that kills a mutant, not only the first");
    app.add_option("--reasons", options.reasons,
                   "The file of reasons to survive [tools/mutate/survivors.txt]")
        ->type_name("FILE");
    app.add_option("--markdown", options.markdown, "Also write the tables of docs/mutants.md")
        ->type_name("FILE");
    try {
        app.parse(argc, argv);
        return run(options);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : tools::exit_usage;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "rqcheck-mutate: %s\n", error.what());
        return tools::exit_usage;
    }
}
