// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A source of interrupts for a CPU in a stress run: a signal to its thread, sent by the kernel at a time
/// of its own.
///
/// A source fires once each time that it is armed. The handler arms it again at its end, so that the task
/// always gets some time between two NMIs, however long they take.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "lock/constants.hpp"
#include "tools/protocol/naming.hpp"

namespace tools::stress {

enum class NmiKind : unsigned char {
    timer,      ///< a timer of the monotonic clock
    cpu_timer,  ///< a timer of the thread's CPU time, as fine as the kernel's tick
    perf,       ///< a performance counter that overflows
    none,
};

constexpr std::string_view name(NmiKind kind) {
    constexpr std::string_view names[] = {"timer", "cpu-timer", "perf", "none"};
    return names[static_cast<unsigned>(kind)];
}

class NmiSource {
  public:
    NmiSource() = default;
    virtual ~NmiSource() = default;
    NmiSource(const NmiSource&) = delete;
    NmiSource& operator=(const NmiSource&) = delete;

    /// May be called in the handler too.
    virtual void arm(rqspinlock::Nanoseconds delay) = 0;
};

/// The source for the calling thread; nullptr for `none`. Throws `UsageError` if the machine does
/// not have it.
std::unique_ptr<NmiSource> make_nmi_source(NmiKind kind);

/// Describes what `make_nmi_source` would make: a perf counter counts cycles, or time if there is
/// no cycle event.
std::string describe_nmi_source(NmiKind kind);

}  // namespace tools::stress

template <>
struct tools::Naming<tools::stress::NmiKind> {
    using NmiKind = tools::stress::NmiKind;
    static constexpr std::string_view what = "NMI source";
    static constexpr std::array all{NmiKind::timer, NmiKind::cpu_timer, NmiKind::perf, NmiKind::none};
};
