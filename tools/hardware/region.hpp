// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The names of the lock's regions: those in which an NMI can be required to land.

#include <array>
#include <string_view>

#include "lock/hardware/site_recorder.hpp"
#include "tools/protocol/naming.hpp"

template <>
struct tools::Naming<rqspinlock::hardware::Region> {
    using Region = rqspinlock::hardware::Region;
    static constexpr std::string_view what = "region";
    static constexpr std::array all{Region::fast_path, Region::slow_path, Region::section, Region::unlock};
};
