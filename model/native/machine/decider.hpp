// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Decides the outcome of a step while its program runs.

namespace model::native {

class Decider {
  public:
    /// A program asks for its next step. If there is only one move and it is this CPU's turn, the runner
    /// takes the event (`ProgramRunner::take`) and the program runs on.
    /// @return false: the program is suspended
    virtual bool answer(unsigned cpu) = 0;

  protected:
    ~Decider() = default;
};

}  // namespace model::native
