// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// How far the searches of engines are, on the status line.

#include <cstddef>
#include <string>

#include "tools/cli/status_line.hpp"
#include "tools/client/engine_process.hpp"
#include "tools/protocol/request.hpp"

namespace tools {

/// In the unit in which people say it: "90 s", "14 days".
std::string duration_text(double seconds);

/// How many executions there will be and how long it will take, as far as that is known.
std::string estimate_text(const Progress& progress);

class ProgressLine {
  public:
    ProgressLine(Engine engine, std::size_t runs);

    void begin(const Request& request);
    void show(const Request& request, Progress progress);
    void clear() { line_.clear(); }

  private:
    Engine engine_;
    StatusLine line_;
    std::size_t runs_;
    std::size_t run_ = 0;
};

}  // namespace tools
