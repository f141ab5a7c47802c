// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The folder of a campaign. The results of units in `done/` are the truth. All else follows from them: the
/// units that are left are those that the results name and that have no results. Any number of processes, on
/// any number of machines, may work with the same folder.

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tools/campaign/campaign_file.hpp"
#include "tools/campaign/reservations.hpp"
#include "tools/campaign/search_store.hpp"

namespace tools {

class StateFolder {
  public:
    /// Begins the campaign, or goes on with it. @throw UsageError, NotDone
    StateFolder(const std::filesystem::path& folder, const CampaignFile& campaign);

    /// The place for the results of a search. The folder must outlive it.
    /// @param build of the engine
    std::unique_ptr<SearchStore> store_for(const Request& search, const std::string& build);

    /// The number of units that other processes explore.
    std::size_t others();

  private:
    class Store;
    using Clock = std::chrono::steady_clock;

    void look();

    std::filesystem::path done_;
    Reservations reservations_;
    std::set<std::string> seen_;                              ///< names of results
    std::map<std::string, std::vector<std::string>> unread_;  ///< names of results, by search
    Clock::time_point looked_{};
};

}  // namespace tools
