// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The locks that the task and the NMI of each CPU take, as in the kernel's rqspinlock stress module.
///
/// | mode | CPU | task | NMI |
/// |---|---|---|---|
/// | `aa` | all | A | A |
/// | `abba` | even, odd | A, B | B, A |
/// | `abbcca` | 0, 1, 2 modulo 3 | A, B, C | B, C, A |
/// | `mixed` | each lap one of the modes above at random | | |

#include <array>
#include <string_view>

#include "scenarios/framework/cpu.hpp"
#include "tools/protocol/naming.hpp"

namespace tools::stress {

enum class Mode : unsigned char { aa, abba, abbcca, mixed };

constexpr std::string_view name(Mode mode) {
    constexpr std::string_view names[] = {"aa", "abba", "abbcca", "mixed"};
    return names[static_cast<unsigned>(mode)];
}

inline constexpr unsigned lock_count = 3;

/// The number of CPUs at which each lock is the lock of some task.
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

template <>
struct tools::Naming<tools::stress::Mode> {
    using Mode = tools::stress::Mode;
    static constexpr std::string_view what = "mode";
    static constexpr std::array all{Mode::aa, Mode::abba, Mode::abbcca, Mode::mixed};
};
