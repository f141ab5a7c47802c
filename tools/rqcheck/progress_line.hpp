// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One line on stderr that says what is going on. Nothing at all if stderr is no terminal.

#include <cstddef>
#include <string>

#include "tools/report/request.hpp"
#include "tools/rqcheck/engine_process.hpp"

namespace tools {

/// How many executions there will be and how long it will take, as far as that is known.
std::string estimate_text(const Progress& progress);

/// Any text in the place of the one before it.
class StatusLine {
  public:
    StatusLine();
    ~StatusLine() { clear(); }
    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;

    void show(const std::string& text);
    void clear();

  private:
    bool on_;
    bool shown_ = false;
};

class ProgressLine {
  public:
    ProgressLine(std::string engine, std::size_t runs);

    void begin(const Request& request);
    void show(const Request& request, Progress progress);
    void clear() { line_.clear(); }

  private:
    std::string engine_;
    StatusLine line_;
    std::size_t runs_;
    std::size_t run_ = 0;
};

}  // namespace tools
