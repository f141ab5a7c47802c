// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Real time, as opposed to the machine's virtual time.

#include <chrono>

namespace model {

/// Runs from its construction on.
class Stopwatch {
  public:
    double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

  private:
    using Clock = std::chrono::steady_clock;

    Clock::time_point begin_ = Clock::now();
};

}  // namespace model
