// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Builds the record of an execution while it runs.

#include "model/execution.hpp"

namespace model {

class Recorder {
  public:
    void begin(unsigned cpus);

    /// Appends an event to its CPU's program order and returns its name.
    EventId append(std::uint32_t cpu, Event event);

    /// Number of events so far, of all CPUs.
    std::uint32_t length() const { return sequence_; }

    Execution& execution() { return execution_; }
    const Execution& execution() const { return execution_; }

  private:
    Execution execution_;
    std::uint32_t sequence_ = 0;
};

}  // namespace model
