// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The resilient queued spinlock: `RqSpinLock` with its fast path and unlock, and the RAII `Guard`.
///
/// An acquisition may interrupt another one on the same CPU, and locks may be taken in any order: where a
/// plain spinlock would hang, this lock returns an error. The slow path is in lock/slowpath.hpp, the checks
/// are in lock/deadlock.hpp, the bits of the word in lock/lock_word.hpp.

#include <optional>
#include <utility>

#include "lock/slowpath.hpp"
#include "lock/test_and_set.hpp"

namespace rqspinlock {

/// A lock on platform P. The options policy O says which changes and which form of the lock it has.
///
/// - A successful attempt is an acquire: it synchronises with the unlock (release) of the section before it.
/// - A failed attempt orders nothing. It leaves nothing behind, save a held entry with F5 (docs/findings.md).
/// - Any context may call it, NMIs included: an attempt may interrupt another one on its CPU.
/// - The pending waiter gives up after 250 ms, the head of the queue after 500 ms (`constants.hpp`). A waiter
///   behind others waits for them, at most for the sum of their waits. A wait for a CPU that is about to link
///   its node has no limit. Nor has, without `tail_reset` and `fix_undone_pending`, the wait of a head for a
///   next waiter that may never come (docs/findings.md, F2 and F4).
/// - A CPU must unlock its locks in the reverse order of its acquisitions. Another order is not supported;
///   `Options::checked` finds it.
/// - A CPU may hold more than `res_nr_held` locks, but the deadlock checks do not see the further ones.
template <Platform P, class O>
class RqSpinLock {
  public:
    constexpr RqSpinLock() = default;
    RqSpinLock(const RqSpinLock&) = delete;
    RqSpinLock& operator=(const RqSpinLock&) = delete;

    /// `res_spin_lock`: one attempt.
    ///
    /// @return `acquired`; `deadlock`: the wait would never have ended, or perhaps not (the check can be
    /// wrong if the other CPU is about to let go); `timed_out`: the lock holder or a waiter before us took
    /// too long. After an error the CPU does not hold the lock and must not unlock it. It may try again, best
    /// after it has released other locks.
    [[nodiscard]] Result lock() {
        P::phase(Phase::attempt, &word_, {});
        const Result result = res_spin_lock();
        if (succeeded(result)) P::phase(Phase::acquired, &word_, {});
        return result;
    }

    /// `lock` with a bool as result, for `std::unique_lock(lock, std::try_to_lock)`. Its wait is bounded.
    [[nodiscard]] bool try_lock() { return succeeded(lock()); }

    /// `res_spin_unlock`: a release. The CPU and context that hold the lock call it, for the lock taken last.
    void unlock() {
        if (O::get().checked) {
            if (const std::optional<Misuse> misuse = find_misuse()) return P::misuse(*misuse, &word_);
        }
        if (!O::get().resilient) return release_word();
        HeldLocks<P>& held = this_cpu<P>().held;
        if (!O::has(Change::entry_first)) clear_entry(held);
        release_word();
        if (O::has(Change::entry_first)) clear_entry(held);
        add_to_own_count<P, O>(held.cnt, -1, {Site::unlock_count_read, Site::unlock_count});
        P::phase(Phase::entry_cleared, &word_, {});
    }

    /// `lock`, with hardirqs and softirqs of this CPU masked from before the attempt on. If the attempt
    /// fails, the mask is back at `state` when this returns.
    [[nodiscard]] Result lock_irqsave(typename P::IrqState& state) {
        state = P::irq_save();
        const Result result = lock();
        if (!succeeded(result)) P::irq_restore(state);
        return result;
    }

    void unlock_irqrestore(typename P::IrqState state) {
        unlock();
        P::irq_restore(state);
    }

    /// The lock word, for tests and reports. Users of the lock do not need it.
    typename P::LockWord& word() { return word_; }
    const typename P::LockWord& word() const { return word_; }

  private:
    Result res_spin_lock() {
        if (!O::get().queued) return resilient_tas_spin_lock<P, O>(word_);
        const bool entry_first = O::has(Change::entry_first);
        HeldLocks<P>& held = this_cpu<P>().held;
        if (entry_first) grab_held_lock_entry<P, O>(held, &word_);

        std::uint32_t value = 0;
        // Acquire pairs with unlock.release.
        if (!word_.try_cmpxchg(value, locked_value, acquire, Site::fast_cmpxchg)) {
            return SlowPath<P, O>(word_).resilient_queued_spin_lock_slowpath(value);
        }
        P::phase(Phase::owner, &word_, {});
        if (!entry_first) grab_held_lock_entry<P, O>(held, &word_);
        return Result::acquired;
    }

    void release_word() {
        // Release: the critical section comes before it. Pairs with every acquire that takes the lock.
        word_.clear_locked(release, Site::unlock_release);
        P::phase(Phase::released, &word_, {});
    }

    /// Returns the misuse that an unlock by this CPU would be. For locks beyond the table's entries, the
    /// check only knows whether some CPU has the lock.
    std::optional<Misuse> find_misuse() {
        if (!is_locked(word_.load(relaxed, Site::unlock_release))) return Misuse::not_held;
        if (!O::get().resilient) return std::nullopt;
        HeldLocks<P>& held = this_cpu<P>().held;
        const std::uint32_t count = held.cnt.load_local(Site::unlock_count_read);
        if (count == 0) return Misuse::not_held;
        if (!HeldLocks<P>::is_stored(count)) return std::nullopt;
        for (std::uint32_t index = count; index > 0; --index) {
            if (held.locks[index - 1].load_local(Site::unlock_entry) != &word_) continue;
            return index == count ? std::nullopt : std::optional(Misuse::not_last);
        }
        return Misuse::not_held;
    }

    static void clear_entry(HeldLocks<P>& held) {
        const std::uint32_t count = held.cnt.load_local(Site::unlock_count_read);
        if (HeldLocks<P>::is_stored(count)) {
            held.locks[count - 1].store(nullptr, relaxed, Site::unlock_entry);
        }
    }

    typename P::LockWord word_;
};

/// Holds the lock from a successful attempt to the end of the scope. The user must ask whether it succeeded:
///
///     if (Guard guard{lock}) { ... } else { handle(guard.result()); }
template <class Lock>
class [[nodiscard]] Guard {
  public:
    explicit Guard(Lock& lock) : lock_(&lock), result_(lock.lock()) {}
    Guard(Guard&& other) noexcept : lock_(std::exchange(other.lock_, nullptr)), result_(other.result_) {}
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    Guard& operator=(Guard&&) = delete;
    ~Guard() {
        if (*this) lock_->unlock();
    }

    /// Does the guard hold the lock?
    explicit operator bool() const { return lock_ != nullptr && succeeded(result_); }
    Result result() const { return result_; }

    /// Releases the lock before the end of the scope.
    void unlock() {
        if (*this) std::exchange(lock_, nullptr)->unlock();
    }

  private:
    Lock* lock_;
    Result result_;
};

}  // namespace rqspinlock
