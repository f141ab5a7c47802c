// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Commands that run for their effect and not for their output.

namespace tools {

/// As long as it lives, nothing is shown on stdout, and no output file is written.
class Muted {
  public:
    Muted() { ++depth(); }
    ~Muted() { --depth(); }
    Muted(const Muted&) = delete;
    Muted& operator=(const Muted&) = delete;

    static bool is_on() { return depth() != 0; }

  private:
    static int& depth() {
        static int depth = 0;
        return depth;
    }
};

}  // namespace tools
