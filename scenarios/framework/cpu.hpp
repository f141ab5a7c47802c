// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine as a scenario's programs see it. Every engine provides it, and so does the hardware.

#include <atomic>
#include <cstdint>
#include <functional>

namespace scenarios {

using Nanoseconds = std::uint64_t;

inline constexpr Nanoseconds millisecond = 1'000'000;

/// More than the 31 entries of a held-locks table.
inline constexpr unsigned max_locks = 40;
inline constexpr unsigned max_flags = 8;
inline constexpr unsigned max_variables = 16;

/// One of the scenario's locks.
struct Lock {
    unsigned index;
};

inline constexpr Lock A{0};
inline constexpr Lock B{1};
inline constexpr Lock C{2};

/// For scenarios with many locks: lock_number(0) is A.
constexpr Lock lock_number(unsigned index) {
    return {index};
}

/// One of eight flags, by which CPUs tell each other how far they have come. A flag is not set at first.
struct Flag {
    unsigned index;
};

/// One of the scenario's own variables, by its place in `Scenario::variables`. It is atomic, has 64 bits and
/// is 0 at first.
struct Variable {
    unsigned index;
};

/// The order of an access, with the meaning that it has for `std::atomic`.
using Order = std::memory_order;

/// The order of accesses that a flag gives.
enum class Ordering : std::uint8_t {
    release_acquire,  ///< what comes before the signal happens before what comes after the await
    relaxed,          ///< none: the flag only holds back the CPU that awaits it
};

/// The line of a scenario at which something is done, for the traces. It is a defaulted last parameter.
struct SourceLine {
    const char* file;
    std::uint32_t line;

    // `std::source_location` is missing from clang 14, the builtins are not.
    static constexpr SourceLine current(const char* file = __builtin_FILE(),
                                        std::uint32_t line = __builtin_LINE()) {
        return {file, line};
    }
};

/// The steps that a program may take on the CPU and in the context that run it.
class Cpu {
  public:
    /// Number of this CPU, from 0.
    virtual unsigned id() const = 0;

    /// One attempt to take the lock. On success it touches the critical section's plain data before it
    /// returns, so that two sections without order between them are a data race.
    [[nodiscard]] virtual bool lock(Lock lock, SourceLine source = SourceLine::current()) = 0;

    /// Touches the plain data again and releases the lock. Any order of unlocks is possible; the scenario
    /// must know that the lock supports only that of nested sections. A program may end without unlock, for a
    /// lock holder that never releases. The context that has taken the lock must unlock it. Otherwise this
    /// does nothing, and the execution has a misuse, a failure of its own.
    virtual void unlock(Lock lock, SourceLine source = SourceLine::current()) = 0;

    /// @name Like the two above, with softirqs and hardirqs of this CPU masked from before the attempt to the
    /// unlock or the error. Only unlock_irqrestore releases a lock that lock_irqsave took.
    /// @{
    [[nodiscard]] virtual bool lock_irqsave(Lock lock, SourceLine source = SourceLine::current()) = 0;
    virtual void unlock_irqrestore(Lock lock, SourceLine source = SourceLine::current()) = 0;
    /// @}

    /// Lets this much virtual time pass: in a critical section, or before the next attempt.
    virtual void hold(Nanoseconds duration, SourceLine source = SourceLine::current()) = 0;

    /// Returns any value below n: an engine explores them all.
    /// @pre n > 0
    virtual unsigned choose(unsigned n, SourceLine source = SourceLine::current()) = 0;

    /// @name Waits for other CPUs
    /// These bring a scenario's CPUs into an order. They are machine accesses of their own, not the lock's,
    /// and have no timeout: a CPU is stuck if the condition never holds, or held only before it looked. A
    /// scenario that uses them says so (`Scenario::in_step`).
    /// @{

    /// Sets a flag.
    virtual void signal(Flag flag, Ordering ordering = Ordering::release_acquire,
                        SourceLine source = SourceLine::current()) = 0;

    /// Waits until the flag is set.
    virtual void await(Flag flag, Ordering ordering = Ordering::release_acquire,
                       SourceLine source = SourceLine::current()) = 0;

    /// Waits until the lock's word is pending. Relaxed: it orders nothing.
    virtual void await_pending(Lock lock, SourceLine source = SourceLine::current()) = 0;

    /// Waits until the lock's queue ends with this CPU. Relaxed: it orders nothing.
    virtual void await_queued(Lock lock, unsigned cpu, SourceLine source = SourceLine::current()) = 0;
    /// @}

    /// @name Variables of the scenario's own
    /// Programs do with them what a user of the lock does with its data, or tell each other what has
    /// happened. Without an order an access is seq_cst, as one of `std::atomic` is. A loop that only loads
    /// does not end in an engine: `await` waits.
    /// @{
    virtual std::uint64_t load(Variable variable, Order order = std::memory_order_seq_cst,
                               SourceLine source = SourceLine::current()) = 0;
    virtual void store(Variable variable, std::uint64_t value, Order order = std::memory_order_seq_cst,
                       SourceLine source = SourceLine::current()) = 0;
    /// @return the value before
    virtual std::uint64_t exchange(Variable variable, std::uint64_t value,
                                   Order order = std::memory_order_seq_cst,
                                   SourceLine source = SourceLine::current()) = 0;
    /// @return the value before
    virtual std::uint64_t fetch_add(Variable variable, std::uint64_t addend,
                                    Order order = std::memory_order_seq_cst,
                                    SourceLine source = SourceLine::current()) = 0;
    /// Strong. On failure it is a relaxed load, and `expected` gets the value that was read.
    virtual bool compare_exchange(Variable variable, std::uint64_t& expected, std::uint64_t desired,
                                  Order order = std::memory_order_seq_cst,
                                  SourceLine source = SourceLine::current()) = 0;
    /// Waits until the variable has the value. There is no timeout.
    virtual void await(Variable variable, std::uint64_t value, Order order = std::memory_order_seq_cst,
                       SourceLine source = SourceLine::current()) = 0;
    virtual void fence(Order order, SourceLine source = SourceLine::current()) = 0;
    /// @}

    /// Fails the execution, as an assertion, if the condition does not hold. The program goes on.
    /// @param text says what holds if all is well; a literal, because it outlives the program
    /// @return the condition
    virtual bool check(bool holds, const char* text, SourceLine source = SourceLine::current()) = 0;

    /// Lock, an empty section, unlock. Does nothing more if the attempt fails.
    void lock_unlock(Lock which, SourceLine source = SourceLine::current()) {
        if (lock(which, source)) unlock(which, source);
    }
    /// Like `lock_unlock`, with a section that lasts.
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

/// A task or a handler. A task runs once per CPU, a handler runs once per arrival.
using Program = std::function<void(Cpu&)>;

}  // namespace scenarios
