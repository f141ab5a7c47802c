// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine as a scenario's programs see it. Every engine, and the hardware, provides it.

#include <cstdint>
#include <functional>

namespace scenarios {

using Nanoseconds = std::uint64_t;

inline constexpr Nanoseconds millisecond = 1'000'000;

/// More than the 31 entries of a held-locks table.
inline constexpr unsigned max_locks = 40;
inline constexpr unsigned max_flags = 8;

/// One of the scenario's locks.
struct Lock {
    unsigned index;
};

inline constexpr Lock A{0};
inline constexpr Lock B{1};
inline constexpr Lock C{2};

/// For scenarios with many of them: lock_number(0) is A.
constexpr Lock lock_number(unsigned index) {
    return {index};
}

/// One of eight flags, by which CPUs tell each other how far they have come. Not set at first.
struct Flag {
    unsigned index;
};

/// What a flag adds to the order of accesses.
enum class Ordering : std::uint8_t {
    release_acquire,  ///< what came before the signal happens before what comes after the await
    relaxed,          ///< nothing: it only holds the CPU that awaits it back
};

/// Where in a scenario something is done, for the traces; a defaulted last parameter.
struct SourceLine {
    const char* file;
    std::uint32_t line;

    // `std::source_location` is missing from clang 14, the builtins are not.
    static constexpr SourceLine current(const char* file = __builtin_FILE(),
                                        std::uint32_t line = __builtin_LINE()) {
        return {file, line};
    }
};

/// What a program may do on the CPU and in the context that runs it.
class Cpu {
  public:
    /// Number of this CPU, from 0.
    virtual unsigned id() const = 0;

    /// One attempt to take the lock. On success the critical section's plain data is touched before this
    /// returns, so that two sections without order between them are a data race.
    [[nodiscard]] virtual bool lock(Lock lock, SourceLine source = SourceLine::current()) = 0;

    /// Touches the plain data again and gives the lock away. In any order: that the lock supports only that
    /// of nested sections is the scenario's business. A program may also end without it, for an owner that
    /// never releases. By the context that has taken the lock: else it is a misuse, a failure of its own, and
    /// does nothing.
    virtual void unlock(Lock lock, SourceLine source = SourceLine::current()) = 0;

    /// @name The same with softirqs and hardirqs of this CPU masked, from before the attempt to the unlock or
    /// the error. What lock_irqsave takes is given back by unlock_irqrestore and by nothing else.
    /// @{
    [[nodiscard]] virtual bool lock_irqsave(Lock lock, SourceLine source = SourceLine::current()) = 0;
    virtual void unlock_irqrestore(Lock lock, SourceLine source = SourceLine::current()) = 0;
    /// @}

    /// Lets this much virtual time pass: in a critical section, or before the next attempt.
    virtual void hold(Nanoseconds duration, SourceLine source = SourceLine::current()) = 0;

    /// Any value below n: an engine explores them all.
    /// @pre n > 0
    virtual unsigned choose(unsigned n, SourceLine source = SourceLine::current()) = 0;

    /// @name Waits for other CPUs
    /// To bring a scenario's CPUs into an order: machine accesses of their own, not the lock's. All without
    /// a timeout: what never comes, or has gone by before this CPU looked, leaves the CPU stuck. A scenario
    /// that uses them says so (`Scenario::in_step`).
    /// @{

    /// Sets a flag.
    virtual void signal(Flag flag, Ordering ordering = Ordering::release_acquire,
                        SourceLine source = SourceLine::current()) = 0;

    /// Until the flag is set.
    virtual void await(Flag flag, Ordering ordering = Ordering::release_acquire,
                       SourceLine source = SourceLine::current()) = 0;

    /// Until the lock's word is pending. Relaxed: it orders nothing.
    virtual void await_pending(Lock lock, SourceLine source = SourceLine::current()) = 0;

    /// Until the lock's queue ends with this CPU. Relaxed: it orders nothing.
    virtual void await_queued(Lock lock, unsigned cpu, SourceLine source = SourceLine::current()) = 0;
    /// @}

    /// Lock, an empty section, unlock; nothing if the attempt fails.
    void lock_unlock(Lock which, SourceLine source = SourceLine::current()) {
        if (lock(which, source)) unlock(which, source);
    }
    /// The same with a section that lasts.
    void lock_hold_unlock(Lock which, Nanoseconds duration, SourceLine source = SourceLine::current()) {
        if (!lock(which, source)) return;
        hold(duration, source);
        unlock(which, source);
    }
    void lock_unlock_irqsave(Lock which, SourceLine source = SourceLine::current()) {
        if (lock_irqsave(which, source)) unlock_irqrestore(which, source);
    }

  protected:
    ~Cpu() = default;
};

/// A task or a handler. Runs once per CPU (task) or arrival (handler).
using Program = std::function<void(Cpu&)>;

}  // namespace scenarios
