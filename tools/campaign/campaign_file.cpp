// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/campaign/campaign_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

#include "tools/campaign/digits.hpp"
#include "tools/campaign/durable_file.hpp"
#include "tools/cli/arguments/command_words.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/support/build_id.hpp"

namespace tools {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* campaign_name = "campaign.json";
constexpr unsigned campaign_version = 1;

/// @throw UsageError
CampaignFile campaign_in(const fs::path& folder, const std::string& text) {
    try {
        const json read = json::parse(text);
        if (read.at("version") != campaign_version) {
            throw UsageError(
                fmt::format("'{}' has a campaign of another version of rqcheck", folder.string()));
        }
        return {read.at("build").get<std::string>(), read.at("identity").get<std::string>(),
                read.at("folder").get<std::string>(), read.at("words").get<std::vector<std::string>>()};
    } catch (const json::exception&) {
        throw UsageError(fmt::format("'{}' is no campaign", (folder / campaign_name).string()));
    }
}

}  // namespace

CampaignFile this_campaign(const std::string& settings) {
    std::error_code ignored;
    const std::string build = build_id_of("/proc/self/exe");
    if (build.empty()) throw NotDone("--state: the build id of this program cannot be read");
    return {build, digits_of(settings), fs::current_path(ignored).string(), lasting_words(command_words())};
}

std::string command_text(const CampaignFile& campaign) {
    std::string text = "rqcheck";
    for (const std::string& word : campaign.words) {
        const bool is_plain = !word.empty() && word.find_first_of(" '\"*?|;&$<>()[]\\") == std::string::npos;
        text += is_plain ? " " + word : " '" + word + "'";
    }
    return text;
}

CampaignFile read_campaign(const fs::path& folder) {
    const std::optional<std::string> text = read_if_there(folder / campaign_name);
    if (!text) {
        throw UsageError(
            fmt::format("'{}' has no campaign: 'rqcheck run|matrix|hunt ... --state {}' begins one",
                        folder.string(), folder.string()));
    }
    return campaign_in(folder, *text);
}

void begin_campaign(const fs::path& folder, const CampaignFile& campaign) {
    const json written{{"version", campaign_version},
                       {"build", campaign.build},
                       {"identity", campaign.identity},
                       {"folder", campaign.folder},
                       {"words", campaign.words}};
    const std::string text = written.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
    // A campaign that is there can be shown without a right to write.
    const bool is_there = read_if_there(folder / campaign_name).has_value();
    if (!is_there && write_new(folder / campaign_name, text, Lasting::yes)) return;
    const CampaignFile there = read_campaign(folder);
    if (there.identity != campaign.identity) {
        throw UsageError(fmt::format("--state {}: the folder has another campaign, '{}'", folder.string(),
                                     command_text(there)));
    }
    if (there.build != campaign.build) {
        throw UsageError(
            fmt::format("--state {}: the folder has results of another build of rqcheck: take another folder",
                        folder.string()));
    }
}

std::vector<std::string> lasting_words(const std::vector<std::string>& words) {
    constexpr std::array<std::string_view, 4> of_one_run{"-j", "--jobs", "--state", "--time-limit"};
    std::vector<std::string> lasting;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (std::find(of_one_run.begin(), of_one_run.end(), word) != of_one_run.end()) {
            ++i;  // its value
            continue;
        }
        const bool has_value =
            std::any_of(of_one_run.begin(), of_one_run.end(), [&](std::string_view option) {
                const bool is_short = option.size() == 2;
                return word.starts_with(option) && (is_short || word[option.size()] == '=');
            });
        if (!has_value && word != "--no-work") lasting.push_back(word);
    }
    return lasting;
}

}  // namespace tools
