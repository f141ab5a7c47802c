// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// The lock on one CPU of the hardware: its interface, on every revision.

#include "lock/tests/hardware_fixture.hpp"

namespace rqspinlock::tests {
namespace {

/// Calls each member of the interface once, uncontended.
template <class Lock>
void use_alone(Lock& lock) {
    REQUIRE(lock.lock() == Result::acquired);
    REQUIRE(lock.word().peek() == locked_value);
    REQUIRE(this_cpu<HardwarePlatform>().held.cnt.peek() == 1);
    lock.unlock();
    REQUIRE(lock.word().peek() == 0);

    REQUIRE(lock.try_lock());
    lock.unlock();
    {
        Guard guard(lock);
        REQUIRE(guard);
        REQUIRE(guard.result() == Result::acquired);
        Guard moved(std::move(guard));
        REQUIRE(moved);
        REQUIRE_FALSE(guard);  // NOLINT(bugprone-use-after-move): that it owns nothing is the question
        REQUIRE(lock.word().peek() == locked_value);
    }
    REQUIRE(lock.word().peek() == 0);
    {
        Guard guard(lock);
        guard.unlock();
        REQUIRE_FALSE(guard);
        REQUIRE(lock.word().peek() == 0);
    }

    HardwarePlatform::IrqState state{};
    REQUIRE(lock.lock_irqsave(state) == Result::acquired);
    REQUIRE(hardware::this_thread.irqs_masked);
    lock.unlock_irqrestore(state);
    REQUIRE_FALSE(hardware::this_thread.irqs_masked);
    require_at_rest(1);
}

TEST_CASE("one CPU locks and unlocks, options of the run", "[lock]") {
    hardware::declare_cpus(1);
    const hardware::CpuThread cpu(0);
    for (const Options& options : all_options()) {
        INFO(describe(options));
        const WithOptions with(options);
        RqSpinLock<HardwarePlatform, RuntimeOptions> lock;
        use_alone(lock);
    }
}

template <std::size_t place, bool queued>
void use_fixed() {
    INFO(revisions[place].name);
    constexpr Options options{.changes = revisions[place].changes, .queued = queued};
    RqSpinLock<HardwarePlatform, FixedOptions<options>> lock;
    use_alone(lock);
}

template <std::size_t... places>
void use_all_fixed(std::index_sequence<places...>) {
    (use_fixed<places, true>(), ...);
    (use_fixed<places, false>(), ...);
}

TEST_CASE("one CPU locks and unlocks, options fixed", "[lock]") {
    hardware::declare_cpus(1);
    const hardware::CpuThread cpu(0);
    use_all_fixed(std::make_index_sequence<revisions.size()>());
}

TEST_CASE("taking a lock twice is a deadlock", "[lock]") {
    hardware::declare_cpus(1);
    const hardware::CpuThread cpu(0);
    for (const Options& options : all_options()) {
        INFO(describe(options));
        const WithOptions with(options);
        RqSpinLock<HardwarePlatform, RuntimeOptions> lock;
        REQUIRE(lock.lock() == Result::acquired);
        REQUIRE(lock.lock() == Result::deadlock);
        REQUIRE(lock.word().peek() == locked_value);  // there is no pending bit either
        HardwarePlatform::IrqState state{};
        REQUIRE(lock.lock_irqsave(state) == Result::deadlock);
        REQUIRE_FALSE(hardware::this_thread.irqs_masked);
        lock.unlock();
        require_at_rest(1);
    }
}

TEST_CASE("more locks at once than the table has entries", "[lock]") {
    hardware::declare_cpus(1);
    const hardware::CpuThread cpu(0);
    for (const Options& options : all_options()) {
        INFO(describe(options));
        const WithOptions with(options);
        std::vector<RqSpinLock<HardwarePlatform, RuntimeOptions>> locks(res_nr_held + 3);
        for (auto& lock : locks) REQUIRE(lock.lock() == Result::acquired);
        for (auto lock = locks.rbegin(); lock != locks.rend(); ++lock) lock->unlock();
        for (auto& lock : locks) REQUIRE(lock.word().peek() == 0);
        require_at_rest(1);
    }
}

/// One attempt of CPU 1 on a guest, while CPU 0 holds the lock until the attempt is over or for 20 ms.
struct GuestAttempt {
    Result result{};
    std::uint32_t entries_left = 0;
};

GuestAttempt contend_as_guest(Changes changes, bool owner_stays) {
    const WithOptions with({.changes = changes, .virt_spin_lock = true});
    RqSpinLock<HardwarePlatform, RuntimeOptions> lock;
    GuestAttempt attempt;
    std::atomic<unsigned> locked{0};
    std::atomic<unsigned> tried{0};
    run_cpus(2, [&](unsigned cpu) {
        if (cpu == 0) {
            Guard guard(lock);
            meet(locked, 2);
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            if (owner_stays) meet(tried, 2);
            return;
        }
        meet(locked, 2);
        attempt.result = lock.lock();
        if (succeeded(attempt.result)) lock.unlock();
        if (owner_stays) meet(tried, 2);
    });
    // A leak must not reach the next test.
    auto& count = per_cpu<HardwarePlatform>(1).held.cnt;
    attempt.entries_left = count.peek();
    count.store(0, relaxed, Site::unlock_count);
    require_at_rest(2);
    return attempt;
}

TEST_CASE("a guest waits in the test-and-set lock", "[lock]") {
    for (const NamedChanges& revision : revisions) {
        const Changes changes = revision.changes;
        if (changes.has(Change::entry_first) && !changes.has(Change::tas_entry)) continue;
        INFO(revision.name);
        const GuestAttempt attempt = contend_as_guest(changes, false);
        REQUIRE(attempt.result == Result::acquired);
        REQUIRE(attempt.entries_left == 0);
    }
}

// As in the history: the fast path has grabbed an entry already, and the test-and-set lock grabs another. The
// first entry looks like a held lock, so any wait is an AA deadlock. That entry is never released.
TEST_CASE("a guest that has to wait deadlocks with itself from entry-first to its repair", "[lock]") {
    for (const NamedChanges& revision : revisions) {
        if (!revision.changes.has(Change::entry_first)) continue;
        if (revision.changes.has(Change::tas_entry)) continue;
        INFO(revision.name);
        const GuestAttempt attempt = contend_as_guest(revision.changes, true);
        REQUIRE(attempt.result == Result::deadlock);
        REQUIRE(attempt.entries_left == 1);
    }
}

}  // namespace
}  // namespace rqspinlock::tests
