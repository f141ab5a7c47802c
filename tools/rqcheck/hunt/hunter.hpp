// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Explores small programs, and keeps the smallest program of each symptom.

#include <cstdint>
#include <functional>
#include <string>

#include "tools/protocol/policy.hpp"
#include "tools/rqcheck/hunt/hunt_result.hpp"

namespace tools {

class Hunter {
  public:
    /// @param progress gets a text about the state of the hunt, now and then
    Hunter(Explorations& explorations, Revision revision, const Policy& policy,
           std::function<void(const std::string&)> progress);

    HuntResult hunt(Enumeration enumeration);

  private:
    void add(const Stratum& stratum);
    void keep(const scenarios::SmallProgram& program, const Exploration& exploration,
              const Sighting& sighting);
    std::vector<const Exploration*> explore(const std::vector<scenarios::SmallProgram>& programs,
                                            const std::string& what);

    Explorations& explorations_;
    Policy policy_;
    std::function<void(const std::string&)> progress_;
    HuntResult result_;
};

}  // namespace tools
