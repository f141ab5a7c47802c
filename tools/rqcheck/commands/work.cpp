// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/work.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "tools/campaign/campaign_file.hpp"
#include "tools/cli/arguments/options.hpp"
#include "tools/cli/arguments/values.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/muted.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/support/build_id.hpp"

namespace tools {

CLI::App* add_work(CLI::App& app, WorkOptions& options) {
    CLI::App* command =
        app.add_subcommand("work", "Help with the searches of a state folder (docs/scaling.md)");
    command->add_option("folder", options.folder, "Folder of a command with --state")
        ->type_name("FOLDER")
        ->required();
    add_count(*command, "-j,--jobs", options.jobs, job_limits,
              "How many processes search at the same time [1]");
    command->footer(exit_codes_text({{exit_as_expected, "nothing is left to explore"},
                                     {exit_unexpected, ""},
                                     {exit_bounded, "stopped before that"}}));
    return command;
}

int work(const WorkOptions& options, const std::function<int(std::vector<std::string>)>& run_words) {
    namespace fs = std::filesystem;
    const fs::path folder = fs::absolute(options.folder);
    const CampaignFile campaign = read_campaign(folder);
    if (campaign.build != build_id_of("/proc/self/exe")) {
        throw UsageError(fmt::format("'{}' has results of another build of rqcheck", options.folder));
    }
    std::error_code error;
    fs::current_path(campaign.folder, error);
    if (error)
        throw_for(error.value(), fmt::format("cannot go to '{}', where the campaign began", campaign.folder));
    std::vector<std::string> words = campaign.words;
    for (const std::string& word :
         {std::string("--state"), folder.string(), fmt::format("--jobs={}", options.jobs)}) {
        words.push_back(word);
    }
    int code = exit_as_expected;
    {
        const Muted muted;
        code = run_words(std::move(words));
    }
    const bool has_failed = code == exit_usage || code == exit_not_deterministic || code == exit_not_done;
    if (has_failed) return code;
    show(fmt::format("{}: {}, '{} --state {}' shows the results\n", options.folder,
                     stop_requested() ? "stopped, and others may go on" : "nothing is left to explore",
                     command_text(campaign), options.folder));
    return stop_requested() ? exit_bounded : exit_as_expected;
}

}  // namespace tools
