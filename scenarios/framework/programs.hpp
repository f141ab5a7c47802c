// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Programs that more than one scenario runs.

#include "scenarios/framework/cpu.hpp"

namespace scenarios {

/// CPU 0 takes A and then B, all others B and then A.
inline void lock_crosswise(Cpu& cpu) {
    const Lock first = cpu.id() == 0 ? A : B;
    const Lock second = cpu.id() == 0 ? B : A;
    if (!cpu.lock(first)) return;
    cpu.lock_unlock(second);
    cpu.unlock(first);
}

}  // namespace scenarios
