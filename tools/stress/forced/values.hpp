// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What the lock's variables hold, by the names and in the texts that traces have for them.

#include <functional>
#include <map>
#include <span>
#include <string>

#include "tools/hardware/program_cpu.hpp"

namespace tools::stress::forced {

class Values {
  public:
    Values(hardware::Shared shared, unsigned cpus);

    /// As a bystander sees it. Empty: no such variable, or one of which traces tell no value.
    std::string text_of(const std::string& variable) const;

    /// The name of the lock whose word this is.
    std::string lock_name(const void* word) const { return pointer_text(word); }

  private:
    void add_cpu(unsigned cpu);
    std::string pointer_text(const void* pointer) const;

    std::map<std::string, std::function<std::string()>, std::less<>> variables_;
    std::map<const void*, std::string> pointers_;
};

}  // namespace tools::stress::forced
