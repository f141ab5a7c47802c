// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which locks the task and the NMI of each CPU take, as in the kernel's rqspinlock stress module.
///
/// | mode | CPU | task | NMI |
/// |---|---|---|---|
/// | `aa` | all | A | A |
/// | `abba` | even, odd | A, B | B, A |
/// | `abbcca` | 0, 1, 2 modulo 3 | A, B, C | B, C, A |
/// | `mixed` | each lap one of these at random | | |

#include <array>
#include <string_view>

#include "scenarios/framework/cpu.hpp"

namespace tools::stress {

enum class Mode : unsigned char { aa, abba, abbcca, mixed };

inline constexpr std::array<std::string_view, 4> mode_names{"aa", "abba", "abbcca", "mixed"};

constexpr std::string_view name(Mode mode) {
    return mode_names[static_cast<unsigned>(mode)];
}

inline constexpr unsigned lock_count = 3;

/// As many CPUs as it takes for each lock to be a task's.
constexpr unsigned least_cpus(Mode mode) {
    return mode == Mode::aa ? 1 : mode == Mode::abba ? 2 : 3;
}

struct LockPair {
    scenarios::Lock task;
    scenarios::Lock nmi;
};

/// @pre `mode` is not `mixed`
constexpr LockPair locks_of(Mode mode, unsigned cpu) {
    const unsigned locks = least_cpus(mode);
    return {{cpu % locks}, {(cpu + 1) % locks}};
}

}  // namespace tools::stress
