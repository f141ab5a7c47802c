// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Shared memory of the native engine: names only. What an execution does to them is in its graph.

#include "model/execution.hpp"

namespace model::native {

/// An atomic location of up to 64 bits, initially 0 if nothing else is said.
struct Location {
    Location();
    /// For the searches that begin afterwards.
    void set_initial(std::uint64_t value) const;
    Location(const Location&) = delete;
    Location& operator=(const Location&) = delete;

    const LocationId id;
};

/// A plain variable, watched for data races.
struct PlainData {
    PlainData();
    PlainData(const PlainData&) = delete;
    PlainData& operator=(const PlainData&) = delete;

    const LocationId id;
};

/// A variable that one CPU has for itself, initially 0. Its value is part of that CPU's state.
struct LocalCell {
    LocalCell() = default;
    LocalCell(const LocalCell&) = delete;
    LocalCell& operator=(const LocalCell&) = delete;

    static constexpr unsigned unassigned = ~0U;
    unsigned cpu = unassigned;  ///< whose it is: the CPU that used it first
    unsigned slot = 0;          ///< its place among that CPU's
};

/// The value that a location has before all writes.
std::uint64_t initial_value(LocationId id);

/// Number of locations made so far: their ids are below it.
LocationId location_count();

}  // namespace model::native
