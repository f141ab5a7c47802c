// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A program that is run again and does something else.

#include <cstdint>
#include <stdexcept>

#include "model/execution.hpp"

namespace model {

/// A search runs its programs again and again. One that keeps state from one execution to the next makes its
/// results worthless.
class NotDeterministic : public std::runtime_error {
  public:
    NotDeterministic(unsigned at_cpu, std::size_t at_step, SiteId at_site)
        : std::runtime_error("a program does something else when it is run again"),
          cpu(at_cpu),
          step(at_step),
          site(at_site) {}

    unsigned cpu;
    std::size_t step;  ///< the first that differs, from 1, among the steps of the CPU
    SiteId site;       ///< where the CPU was
};

}  // namespace model
