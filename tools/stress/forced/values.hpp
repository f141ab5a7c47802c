// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The values of the lock's variables, with the names and texts that traces have for them.

#include <functional>
#include <map>
#include <span>
#include <string>

#include "tools/hardware/program_cpu.hpp"

namespace tools::stress::forced {

class Values {
  public:
    Values(hardware::Shared shared, const scenarios::Scenario& scenario, unsigned cpus);

    /// The value as an uninvolved thread sees it. Empty: no such variable, or traces do not show its value.
    std::string text_of(const std::string& variable) const;

    /// The name of the lock with this word.
    std::string lock_name(const void* word) const { return pointer_text(word); }

  private:
    void add_cpu(unsigned cpu);
    std::string pointer_text(const void* pointer) const;

    std::map<std::string, std::function<std::string()>, std::less<>> variables_;
    std::map<const void*, std::string> pointers_;
};

}  // namespace tools::stress::forced
