// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The steps at which a program stands still: waits for a value, holds, and pauses after many rounds of a
/// failed call.

#include "model/native/machine/interrupt_points.hpp"

namespace model::native {

class Waits {
  public:
    Waits(ProgramRunner& runner, InterruptPoints& interrupts) : runner_(runner), interrupts_(interrupts) {}

    std::uint64_t await(const Location& location, const Condition& condition, Nanoseconds poll,
                        Nanoseconds deadline, AccessInfo info);
    void hold(Nanoseconds duration, AccessInfo info);

    /// The call at this line has failed. The program may react by trying again.
    void failed(Source call);
    void succeeded(Source call);

  private:
    bool time_passes(Nanoseconds poll, Nanoseconds deadline, AccessInfo info);

    ProgramRunner& runner_;
    InterruptPoints& interrupts_;
};

}  // namespace model::native
