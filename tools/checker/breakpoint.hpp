// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Stops a replay at a site: shows the lock's state, and stops in a debugger if there is one. docs/trace.md
/// says how to use it.

#include <cstdint>
#include <optional>
#include <string>

#include "model/machine.hpp"

namespace tools {

/// The state of the lock at the current point of an execution.
class StateView {
  public:
    virtual std::string text() const = 0;

  protected:
    ~StateView() = default;
};

class Breakpoint final : public model::Watcher {
  public:
    /// @param where SITE or SITE@cpuN; empty: nowhere
    /// @throw RequestError
    Breakpoint(const std::string& where, unsigned cpus, const StateView& view);
    ~Breakpoint();
    Breakpoint(const Breakpoint&) = delete;
    Breakpoint& operator=(const Breakpoint&) = delete;

    bool wants(unsigned cpu, model::SiteId site) const override {
        return site == site_ && (!cpu_ || *cpu_ == cpu);
    }
    void stopped(unsigned cpu, model::SiteId site) override;
    /// How often the replay has stopped.
    std::uint64_t stops() const { return stops_; }

  private:
    std::optional<model::SiteId> site_;
    std::optional<unsigned> cpu_;
    std::uint64_t stops_ = 0;
};

}  // namespace tools

extern "C" {
/// A debugger can stop here: `break rqcheck_stopped`. Without one it does nothing.
void rqcheck_stopped(const char* site, unsigned cpu);
/// Prints the state to stderr, to be called from a debugger: `call rqcheck_show()`.
void rqcheck_show();
}
