// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The point at which a replayed execution stops, so that it can be inspected.

#include "model/execution.hpp"

namespace model {

/// Inspects a replayed execution before its end.
class Watcher {
  public:
    /// Called when a CPU stands before its access at the watched site, on the stack of the program.
    virtual void stopped(unsigned cpu, SiteId site) = 0;
    /// @return is this the point to stop at?
    virtual bool wants(unsigned cpu, SiteId site) const = 0;

  protected:
    ~Watcher() = default;
};

}  // namespace model
