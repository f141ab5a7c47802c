// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Where a replayed execution stops, to be looked at.

#include "model/execution.hpp"

namespace model {

/// Looks at a replayed execution in the middle.
class Watcher {
  public:
    /// A CPU stands before its access at the watched site. Called on the stack of the program.
    virtual void stopped(unsigned cpu, SiteId site) = 0;
    /// @return is this where to stop?
    virtual bool wants(unsigned cpu, SiteId site) const = 0;

  protected:
    ~Watcher() = default;
};

}  // namespace model
