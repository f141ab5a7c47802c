// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The data of an execution that is not in the events of its graph: plain accesses, and poisonings.

#include "model/native/graph/event.hpp"

namespace model::native {

/// An access to plain data, for the race check. A CPU's accesses form a list, the latest first.
struct PlainAccess {
    LocationId location;
    bool is_write;
    Tick tick;
    VectorClock happens_before;
    std::uint32_t record;  ///< its index among its CPU's records
    const PlainAccess* previous;
};

/// The poisoning of a location: its present value must not be read. A CPU's poisonings form a list, the
/// latest first.
struct Poison {
    LocationId location;
    Tick tick;
    const GraphEvent*
        known;  ///< the latest write that the CPU must have known of; nullptr: the initial value
    const Poison* previous;
};

}  // namespace model::native
