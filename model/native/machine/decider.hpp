// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Who says what a request comes to.

namespace model::native {

class Decider {
  public:
    /// A program asks while it runs. Where there is one way to go on, and it is this CPU's turn, the machine
    /// is told the event (`Machine::take`), and the program runs on.
    /// @return false: the program is suspended
    virtual bool answer(unsigned cpu) = 0;

  protected:
    ~Decider() = default;
};

}  // namespace model::native
