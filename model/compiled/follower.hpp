// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Follows what compiled code does, on the CPU that does it: gives each step its site, and may tell the
/// machine what it means.

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
    pause,  ///< in a loop: waits for another value of what was read last
    fence,
    trace_point,
};

/// What compiled code is about to do.
struct Step {
    Action action;
    Order order;
    bool is_plain;       ///< not marked as one that others see
    const Cell* cell;    ///< of a fence and of a trace point: nullptr
    unsigned size;       ///< of the part of the cell
    std::uint64_t bits;  ///< of a write: in the place that they have in the cell
    CallSite& from;
    Call& call;  ///< that it is made in
};

/// What a step has done to its cell.
struct Effect {
    std::uint64_t before;
    std::uint64_t after;
    std::uint64_t mask;  ///< the bits that it has written; 0: none
    SiteId site;         ///< that it was given
};

/// When a loop that pauses goes on at the latest, and when it gives up.
struct Limits {
    Nanoseconds poll = never;
    Nanoseconds deadline = never;
};

class Follower {
  public:
    virtual ~Follower() = default;

    /// Comes before an interrupt that lands at the step. @return its site, order and address dependency
    virtual AccessInfo before(const Step& step) {
        return access_info(step.order, step.from.number,
                           Source{step.from.shown->path.c_str(), step.from.shown->line});
    }
    virtual void after(const Step&, const Effect&) {}
    /// A function that is not inlined has been entered.
    virtual void entered(CallSite&) {}
    /// A trace point has been passed. @return its subject, see TraceProgram
    virtual std::uint32_t passing(unsigned /*number*/, const void* /*subject*/, int /*value*/) { return 0; }
    /// Of a loop that pauses.
    virtual Limits limits() { return {}; }
};

}  // namespace model::compiled
