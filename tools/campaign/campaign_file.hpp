// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The file that says what a campaign is.

#include <filesystem>
#include <string>
#include <vector>

namespace tools {

struct CampaignFile {
    std::string build;               ///< of rqcheck
    std::string identity;            ///< of the searches: all that decides their results
    std::string folder;              ///< the working directory of the command
    std::vector<std::string> words;  ///< the command, without the program, and without options of one run
};

/// The campaign of this command. @param settings all that decides the results
CampaignFile this_campaign(const std::string& settings);

/// "rqcheck run mutual-exclusion --cpus 4"
std::string command_text(const CampaignFile& campaign);

/// @throw UsageError if the folder has no campaign, or one that cannot be read
CampaignFile read_campaign(const std::filesystem::path& folder);

/// Writes the file if it is not there. Then the file must be of the same campaign.
/// @throw UsageError if it is of another command or of another build; NotDone
void begin_campaign(const std::filesystem::path& folder, const CampaignFile& campaign);

/// The words without `-j`, `--state` and `--time-limit`, which may differ from run to run.
std::vector<std::string> lasting_words(const std::vector<std::string>& words);

}  // namespace tools
