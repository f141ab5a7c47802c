// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine as a scenario's programs see it. Every engine, and the hardware, provides it.

#include <cstdint>

namespace scenarios {

using Nanoseconds = std::uint64_t;

inline constexpr Nanoseconds millisecond = 1'000'000;

/// One of the scenario's locks.
struct Lock {
    unsigned index;
};

inline constexpr Lock A{0};
inline constexpr Lock B{1};
inline constexpr Lock C{2};

/// What a program may do on the CPU and in the context that runs it.
class Cpu {
  public:
    /// Number of this CPU, from 0.
    virtual unsigned id() const = 0;

    /// One attempt to take the lock. On success the critical section's plain data is touched before this
    /// returns, so that two sections without order between them are a data race.
    [[nodiscard]] virtual bool lock(Lock lock) = 0;

    /// Touches the plain data again and gives the lock away.
    virtual void unlock(Lock lock) = 0;

    /// Stays in the critical section for this much virtual time.
    virtual void hold(Nanoseconds duration) = 0;

    /// Any value below n: an engine explores them all.
    /// @pre n > 0
    virtual unsigned choose(unsigned n) = 0;

    /// Lock, an empty section, unlock; nothing if the attempt fails.
    void lock_unlock(Lock which) {
        if (lock(which)) unlock(which);
    }

  protected:
    ~Cpu() = default;
};

/// A task or a handler. Runs once per CPU (task) or arrival (handler).
using Program = void (*)(Cpu&);

}  // namespace scenarios
