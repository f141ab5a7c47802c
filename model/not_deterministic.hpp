// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The error for a program that runs again and does something else.

#include <cstdint>
#include <stdexcept>

#include "model/execution.hpp"

namespace model {

/// A search runs its programs again and again. A program that keeps state from one execution to the next
/// makes the results worthless.
class NotDeterministic : public std::runtime_error {
  public:
    NotDeterministic(unsigned at_cpu, std::size_t at_step, SiteId at_site)
        : std::runtime_error("a program does something else when it is run again"),
          cpu(at_cpu),
          step(at_step),
          site(at_site) {}

    unsigned cpu;
    std::size_t step;  ///< the first step that differs, from 1, among the steps of the CPU
    SiteId site;       ///< the site of the CPU at that step
};

}  // namespace model
