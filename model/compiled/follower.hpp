// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Follows the steps of compiled code on the CPU that takes them. It gives each step its site, and may tell
/// the machine what the step means.

#include <cstdint>

#include "model/access.hpp"
#include "model/compiled/call.hpp"
#include "model/compiled/call_sites.hpp"
#include "model/compiled/cells.hpp"
#include "model/virtual_clock.hpp"

namespace model::compiled {

enum class Action : std::uint8_t {
    read,
    write,
    update,
    compare_exchange,
    await,
    pause,  ///< in a loop: waits for another value of the last read
    fence,
    trace_point,
};

/// A step that compiled code is about to take.
struct Step {
    Action action;
    Order order;
    bool is_plain;       ///< not marked as an access that others see
    const Cell* cell;    ///< nullptr for a fence and for a trace point
    unsigned size;       ///< the size of the accessed part of the cell
    std::uint64_t bits;  ///< of a write: in the place that they have in the cell
    CallSite& from;
    Call& call;  ///< the call in which the step is taken
};

/// The effect of a step on its cell.
struct Effect {
    std::uint64_t before;
    std::uint64_t after;
    std::uint64_t mask;  ///< the bits that the step has written; 0: none
    SiteId site;         ///< the site that the step was given
};

/// The latest time at which a pausing loop goes on, and the time at which it gives up.
struct Limits {
    Nanoseconds poll = never;
    Nanoseconds deadline = never;
};

class Follower {
  public:
    virtual ~Follower() = default;

    /// Called before an interrupt that lands at the step. @return the step's site, order and address
    /// dependency
    virtual AccessInfo before(const Step& step) {
        return access_info(step.order, step.from.number,
                           Source{step.from.shown->path.c_str(), step.from.shown->line});
    }
    virtual void after(const Step&, const Effect&) {}
    /// A function that is not inlined has been entered.
    virtual void entered(CallSite&) {}
    /// A trace point has been passed. @return its subject, see TraceProgram
    virtual std::uint32_t passing(unsigned /*number*/, const void* /*subject*/, int /*value*/) { return 0; }
    /// The limits of a loop that pauses.
    virtual Limits limits() { return {}; }
};

}  // namespace model::compiled
