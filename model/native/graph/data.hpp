// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What is known of data beside the events of a graph: plain accesses, and poisonings.

#include "model/native/graph/event.hpp"

namespace model::native {

/// An access to plain data, for the race check. They form a list, the latest first.
struct PlainAccess {
    LocationId location;
    bool is_write;
    Tick tick;
    VectorClock happens_before;
    std::uint32_t record;  ///< its number among its CPU's records
    const PlainAccess* previous;
};

/// A location was poisoned: what is in it is not to be read. They form a list, the latest first.
struct Poison {
    LocationId location;
    Tick tick;
    const GraphEvent*
        known;  ///< the latest write that the CPU must have known of; nullptr: the initial value
    const Poison* previous;
};

}  // namespace model::native
