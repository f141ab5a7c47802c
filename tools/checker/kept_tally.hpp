// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The judgements of a search, kept from one of its units to the next.

#include <memory>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "tools/checker/tally.hpp"

namespace tools {

class KeptTally {
  public:
    /// The tally of the last unit, if it was one of the same search. Otherwise a new one.
    /// @param make makes a tally
    template <class Make>
    Tally& of(const Request& request, Make make) {
        std::string search = request.unit ? name_of(request) : std::string();
        if (!tally_ || search.empty() || search != search_) tally_ = make();
        search_ = std::move(search);
        return *tally_;
    }

  private:
    /// The same for all units of a search.
    static std::string name_of(Request request) {
        request.unit.reset();
        request.search.bounds.executions.reset();
        request.search.bounds.seconds.reset();
        return nlohmann::json(request).dump();
    }

    std::string search_;
    std::unique_ptr<Tally> tally_;
};

}  // namespace tools
