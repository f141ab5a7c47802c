// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One line on stderr that says what the tool does. Nothing is printed if stderr is no terminal.

#include <string>

namespace tools {

/// Each text replaces the text before it.
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

}  // namespace tools
