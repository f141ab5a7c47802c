// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The progress of the engines' searches, on the status line.

#include <cstddef>
#include <string>

#include "tools/cli/status_line.hpp"
#include "tools/client/answer.hpp"
#include "tools/protocol/request.hpp"

namespace tools {

/// The duration in the unit that people use for it: "90 s", "14 days".
std::string duration_text(double seconds);

/// The number of executions and the duration that are to be expected, as far as they are known.
std::string estimate_text(const Progress& progress);

class ProgressLine {
  public:
    ProgressLine(Engine engine, std::size_t runs);

    /// @param run the number of the search, from 1
    void show(std::size_t run, const Request& request, Progress progress);
    void clear() { line_.clear(); }

  private:
    Engine engine_;
    StatusLine line_;
    std::size_t runs_;
};

}  // namespace tools
