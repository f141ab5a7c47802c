// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// The lock on several CPUs of the hardware: exclusion, cross deadlocks, timeouts, NMIs.

#include "lock/hardware/site_recorder.hpp"
#include "lock/tests/hardware_fixture.hpp"

namespace rqspinlock::tests {
namespace {

using Lock = RqSpinLock<HardwarePlatform, RuntimeOptions>;

/// A generous time limit for waits of milliseconds: for sanitizers, and for a machine with other work.
constexpr Nanoseconds long_enough = 20'000 * millisecond;

// The x86 code sets pending and then reads the other bits of the word relaxed (pending.set_read). If this
// read finds the lock free, nothing in the C++ memory model orders us after the unlock: the code relies on
// x86, where each load is an acquire. ThreadSanitizer rightly reports it, up to the fix.
bool relies_on_x86(const Options& options) {
    return options.queued && options.arch == Arch::x86 && !options.has(Change::fix_x86_acquire);
}

TEST_CASE("CPUs exclude each other", "[stress]") {
    constexpr unsigned cpus = 4;  // more than most test machines have cores
    constexpr unsigned sections = 5'000;
    // On a busy machine each hand-over waits for the scheduler, so the loop is bounded by time.
    constexpr Nanoseconds duration = 200 * millisecond;
    for (const Options& options : all_options()) {
        if (hardware::thread_sanitizer && relies_on_x86(options)) continue;
        INFO(describe(options));
        const WithOptions with(options);
        Lock lock;
        std::uint64_t plain = 0;  // ThreadSanitizer checks the order, the sum checks the exclusion
        std::atomic<unsigned> acquired{0};
        std::atomic<unsigned> arrived{0};
        const Nanoseconds end = HardwarePlatform::now() + duration;
        run_cpus(cpus, [&](unsigned) {
            meet(arrived, cpus);
            for (unsigned i = 0; i < sections && (i == 0 || HardwarePlatform::now() < end); ++i) {
                // The attempt may time out if the machine stops the lock holder for 250 ms.
                if (Guard guard{lock}) {
                    ++plain;
                    ++acquired;
                }
            }
        });
        REQUIRE(plain == acquired);
        REQUIRE(acquired > 0);
        REQUIRE(lock.word().peek() == 0);
        require_at_rest(cpus);
    }
}

TEST_CASE("the plain lock excludes, and keeps no table", "[stress]") {
    constexpr unsigned cpus = 4;
    constexpr Nanoseconds duration = 200 * millisecond;
    RqSpinLock<HardwarePlatform, FixedOptions<Options{.resilient = false}>> lock;
    std::uint64_t plain = 0;
    std::atomic<std::uint64_t> acquired{0};
    std::atomic<unsigned> table_entries{0};
    const Nanoseconds end = HardwarePlatform::now() + duration;
    run_cpus(cpus, [&](unsigned) {
        while (HardwarePlatform::now() < end) {
            const Guard guard(lock);
            if (!guard) continue;
            ++plain;
            ++acquired;
            table_entries += this_cpu<HardwarePlatform>().held.cnt.peek();
        }
    });
    REQUIRE(plain == acquired);
    REQUIRE(acquired > 0);
    REQUIRE(table_entries == 0);
    REQUIRE(lock.word().peek() == 0);
    require_at_rest(cpus);
}

// Not on queue-kept and later with more than one waiter: from there until tail-reset, a sole head that
// diagnoses a deadlock waits for a CPU behind it. Two CPUs have no queue: the waiter of each lock is the
// pending waiter.
TEST_CASE("two CPUs that lock crosswise learn of it", "[deadlock]") {
    for (const Changes changes : {Changes{}, Changes::up_to(Change::nmi_trylock), latest_changes}) {
        for (const bool queued : {true, false}) {
            const Options options{.changes = changes, .queued = queued};
            INFO(describe(options));
            const WithOptions with(options);
            Lock locks[2];
            Result results[2]{};
            std::atomic<unsigned> arrived{0};
            const Nanoseconds begin = HardwarePlatform::now();
            run_cpus(2, [&](unsigned cpu) {
                Guard first(locks[cpu]);
                meet(arrived, 2);
                Guard second(locks[1 - cpu]);
                results[cpu] = first ? second.result() : Result::timed_out;
            });
            REQUIRE(HardwarePlatform::now() - begin < long_enough);
            // Both CPUs may see it. A CPU that does not see it gets the lock once the other has left.
            REQUIRE((results[0] == Result::deadlock || results[1] == Result::deadlock));
            for (const Result result : results) REQUIRE(result != Result::timed_out);
            for (const Lock& lock : locks) REQUIRE(lock.word().peek() == 0);
            require_at_rest(2);
        }
    }
}

TEST_CASE("a waiter whose owner stays gives up and takes back what it set", "[timeout]") {
    for (const Options& options :
         {Options{.changes = {}}, Options{}, Options{.arch = Arch::x86}, Options{.queued = false}}) {
        INFO(describe(options));
        const WithOptions with(options);
        Lock lock;
        Result result{};
        Nanoseconds waited = 0;
        std::uint32_t word = 0;
        std::atomic<unsigned> locked{0};
        std::atomic<unsigned> tried{0};
        run_cpus(2, [&](unsigned cpu) {
            if (cpu == 0) {
                Guard guard(lock);
                meet(locked, 2);
                meet(tried, 2);
                return;
            }
            meet(locked, 2);
            const Nanoseconds begin = HardwarePlatform::now();
            result = lock.lock();
            waited = HardwarePlatform::now() - begin;
            word = lock.word().peek();
            meet(tried, 2);
        });
        REQUIRE(result == Result::timed_out);
        REQUIRE(waited >= (options.queued ? res_def_timeout : test_and_set_timeout));
        REQUIRE(waited < long_enough);
        REQUIRE(word == locked_value);  // neither pending nor a tail is left
        REQUIRE(lock.word().peek() == 0);
        require_at_rest(2);
    }
}

TEST_CASE("a queue whose head gives up is sent away", "[timeout]") {
    constexpr unsigned cpus = 4;  // owner, pending waiter, head, and one waiter behind the head
    for (const Changes changes : {Changes{}, latest_changes}) {
        const Options options{.changes = changes};
        INFO(describe(options));
        const WithOptions with(options);
        Lock lock;
        Result results[cpus]{};
        std::atomic<unsigned> locked{0};
        std::atomic<unsigned> tried{0};
        run_cpus(cpus, [&](unsigned cpu) {
            if (cpu == 0) {
                Guard guard(lock);
                meet(locked, cpus);
                meet(tried, cpus);
                return;
            }
            meet(locked, cpus);
            results[cpu] = lock.lock();
            meet(tried, cpus);
        });
        for (unsigned cpu = 1; cpu < cpus; ++cpu) {
            INFO("CPU " << cpu);
            // Before queue-timeout the waiters behind the head return a deadlock.
            const bool may_be_deadlock = changes == Changes{} && results[cpu] == Result::deadlock;
            REQUIRE((results[cpu] == Result::timed_out || may_be_deadlock));
        }
        REQUIRE(lock.word().peek() == 0);
        require_at_rest(cpus);
    }
}

TEST_CASE("contention is counted", "[events]") {
    const auto contended = [] {
        return hardware::lock_event_count(LockEvent::lock_pending) +
               hardware::lock_event_count(LockEvent::lock_slowpath);
    };
    const WithOptions with(Options{});
    Lock lock;
    const std::uint64_t before = contended();
    std::atomic<unsigned> arrived{0};
    run_cpus(2, [&](unsigned cpu) {
        // CPU 0 holds the lock until CPU 1 has set pending. CPU 1 then gets the lock through that bit.
        if (cpu == 0) {
            Guard guard(lock);
            meet(arrived, 2);
            while (!is_pending(lock.word().peek())) std::this_thread::yield();
            return;
        }
        meet(arrived, 2);
        Guard guard(lock);
    });
    REQUIRE(contended() > before);
    require_at_rest(2);
}

// ---- NMIs that land in the lock ----

using RecordedPlatform = hardware::BasicPlatform<hardware::SiteRecorder>;
using RecordedLock = RqSpinLock<RecordedPlatform, RuntimeOptions>;

// The sites of this test itself.
constexpr Site in_section = site_around_lock(0);
constexpr Site after_attempt = site_around_lock(1);

constexpr unsigned regions = static_cast<unsigned>(hardware::Region::unlock) + 1;

/// A lock that tasks and NMIs share, the places where NMIs landed, and the results of their attempts.
struct Landing {
    RecordedLock lock;
    std::atomic<unsigned> landed[regions]{};
    std::atomic<unsigned> acquired{0};
    std::atomic<unsigned> errors{0};
    std::uint64_t plain = 0;

    void attempt() {
        if (Guard guard{lock}) {
            hardware::SiteRecorder::before(in_section, hardware::Region::section);
            ++plain;
            ++acquired;
        } else {
            ++errors;
        }
    }

    static void on_nmi(void* argument, int) {
        auto& self = *static_cast<Landing*>(argument);
        const hardware::SiteRecorder::Interruption interruption;
        ++self.landed[static_cast<unsigned>(interruption.interrupted().region)];
        self.attempt();
    }
};

thread_local constinit unsigned accesses = 0;

/// Raises an NMI at some accesses, and at other accesses as time goes by.
void raise_sometimes(Site) {
    if (RecordedPlatform::context() == ContextKind::nmi || ++accesses % 13 != 0) return;
    hardware::raise_nmi(0);
}

TEST_CASE("NMIs that land anywhere in the lock leave it whole", "[nmi]") {
    constexpr unsigned cpus = 2;
    constexpr unsigned attempts = 10'000;
    // Revisions on which one lock cannot hang: their heads never diagnose a deadlock, or may diagnose one.
    for (const Options& options :
         {Options{}, Options{.arch = Arch::x86}, Options{.queued = false},
          Options{.changes = Changes::up_to(Change::fix_x86_acquire), .arch = Arch::x86}}) {
        if (hardware::thread_sanitizer && relies_on_x86(options)) continue;
        INFO(describe(options));
        const WithOptions with(options);
        Landing landing;
        std::atomic<unsigned> arrived{0};
        const auto landed = [&](hardware::Region region) {
            return landing.landed[static_cast<unsigned>(region)].load();
        };
        // On a busy machine the CPUs may not meet for a while: they go on until NMIs have landed.
        const auto is_enough = [&](unsigned made) {
            return made >= attempts && landed(hardware::Region::slow_path) > 0 &&
                   landed(hardware::Region::unlock) > 0;
        };
        const Nanoseconds end = HardwarePlatform::now() + long_enough;
        hardware::declare_cpus(cpus);
        std::vector<std::thread> threads;
        for (unsigned cpu = 0; cpu < cpus; ++cpu) {
            threads.emplace_back([&, cpu] {
                const hardware::CpuThread thread(cpu, {.nmi = {Landing::on_nmi, &landing}});
                meet(arrived, cpus);
                hardware::SiteRecorder::call_at_sites(raise_sometimes);
                for (unsigned made = 0; !is_enough(made) && HardwarePlatform::now() < end; ++made) {
                    landing.attempt();
                    hardware::SiteRecorder::before(after_attempt, hardware::Region::outside);
                }
                hardware::SiteRecorder::call_at_sites(nullptr);
            });
        }
        for (std::thread& thread : threads) thread.join();

        CHECK(landed(hardware::Region::slow_path) > 0);
        CHECK(landed(hardware::Region::unlock) > 0);
        REQUIRE(landing.plain == landing.acquired);
        REQUIRE(landing.acquired > 0);
        REQUIRE(landing.lock.word().peek() == 0);
        require_at_rest<RecordedPlatform>(cpus);
    }
}

}  // namespace
}  // namespace rqspinlock::tests
