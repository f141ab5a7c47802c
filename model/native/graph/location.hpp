// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The shared memory of the native engine: only names. The graph of an execution contains what happens to
/// them.

#include "model/execution.hpp"

namespace model::native {

/// An atomic location of up to 64 bits. It is 0 at first unless a program sets another value.
struct Location {
    Location();
    /// Sets the value for searches that begin later.
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

/// A variable that only one CPU uses. It is 0 at first. Its value is part of that CPU's state.
struct LocalCell {
    LocalCell() = default;
    LocalCell(const LocalCell&) = delete;
    LocalCell& operator=(const LocalCell&) = delete;

    static constexpr unsigned unassigned = ~0U;
    unsigned cpu = unassigned;  ///< its CPU: the first CPU that used it
    unsigned slot = 0;          ///< its place among that CPU's variables
};

/// The value that a location has before all writes.
std::uint64_t initial_value(LocationId id);

/// The number of locations made so far. Their ids are smaller than it.
LocationId location_count();

}  // namespace model::native
