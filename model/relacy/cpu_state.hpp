// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The next access of a CPU, and the state that the CPU keeps.

#include "model/access.hpp"
#include "model/interrupts.hpp"
#include "model/relacy/location.hpp"
#include "model/relacy/retries.hpp"

namespace model::relacy {

/// The access before which a CPU stands.
struct NextAccess {
    enum class Kind : std::uint8_t { unknown, read, write } kind = Kind::unknown;
    LocationId location = 0;

    static NextAccess read(const Location& location) { return {Kind::read, location.id}; }
    static NextAccess write(const Location& location) { return {Kind::write, location.id}; }
};

struct CpuState {
    InterruptState interrupts{};
    NextAccess next{};
    bool just_chosen = false;  // by the scheduler: the CPU goes on without another choice
    bool parked = false;
    bool due = false;                         // its time has come at the last clock jump
    ContextKind arrives = ContextKind::task;  // the interrupt chosen at a clock jump; task: none
    Location* awaited = nullptr;
    Source awaited_from{nullptr, 0};  // the line of the wait
    const Condition* condition = nullptr;
    const Location* checked_location = nullptr;  // of the last wait that returned at its poll time
    Nanoseconds checked_deadline = 0;            // of the same wait
    SiteId site = 0;                             // the site that it has reached
    Retries retries{};                           // of the context that runs
    bool paused = false;                         // after many rounds of the same failed call
};

}  // namespace model::relacy
