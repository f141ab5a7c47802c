// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The held tables and queues behind each step of a trace, as texts.

#include <map>
#include <string>
#include <vector>

#include "tools/trace/trace.hpp"

namespace tools {

class ShownState {
  public:
    /// Goes on by a step. @return what of the state it has changed: "held A B", "queue cpu0/0"; empty:
    /// nothing
    std::string after(const TraceStep& step);

  private:
    struct Cpu {
        unsigned count = 0;
        std::map<unsigned, std::string> entries;
        std::vector<std::string> nodes;  ///< taken, the innermost last
    };

    std::string held(const Cpu& cpu) const;
    std::string after_change(const TraceStep& step);

    std::map<unsigned, Cpu> cpus_;
    std::map<std::string, std::vector<std::string>> queues_;
};

}  // namespace tools
