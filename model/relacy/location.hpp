// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The shared memory of the Relacy engine. A location lives as long as the process. Its part in Relacy's
/// memory is made at its first access in an execution and removed at the end. So the hundreds of locations
/// that an execution does not touch cost nothing.

#include <array>
#include <cstdint>

#include "model/execution.hpp"

namespace rl {
struct atomic_data;
struct var_data;
}  // namespace rl

namespace model::relacy {

/// An atomic location of up to 64 bits.
struct Location {
    /// Relacy keeps three stores of a location's history.
    static constexpr unsigned history_size = 3;

    struct Store {
        std::uint64_t value = 0;
        EventId writer{};
        std::uint32_t coherence = 0;
    };

    Location();
    Location(const Location&) = delete;
    Location& operator=(const Location&) = delete;

    const Store& latest() const { return history[latest_index]; }

    const LocationId id;
    rl::atomic_data* data = nullptr;  ///< nullptr: not touched yet in this execution, value 0
    std::array<Store, history_size> history{};
    unsigned latest_index = 0;
    bool written_since_jump = false;
    /// The CPUs that have poisoned it, as bits, and for each CPU the last poisoned place in coherence.
    unsigned poisoned_by = 0;
    std::array<std::uint32_t, max_cpus> poisoned_up_to{};
};

/// A plain variable, watched for data races.
struct PlainData {
    PlainData();
    PlainData(const PlainData&) = delete;
    PlainData& operator=(const PlainData&) = delete;

    const LocationId id;
    rl::var_data* data = nullptr;
};

/// A variable that only one CPU uses. All cells are in a list. The machine goes through the list to set them
/// to 0 before each execution.
struct LocalCell {
    LocalCell();
    LocalCell(const LocalCell&) = delete;
    LocalCell& operator=(const LocalCell&) = delete;

    std::uint64_t value = 0;
    LocalCell* const next;
};

/// The first of all cells made so far.
LocalCell* first_local_cell();

/// The number of locations made so far. Their ids are smaller than it.
LocationId location_count();

}  // namespace model::relacy
