// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// A counter that two threads and their signal handlers share. A plain spinlock does not allow this: a
/// handler that interrupts its own thread in the section would hang. This lock returns an error.

#include <cstdio>
#include <thread>

#include <lock/hardware/platform.hpp>
#include <lock/rqspinlock.hpp>

namespace hardware = rqspinlock::hardware;

using Lock =
    rqspinlock::RqSpinLock<hardware::HardwarePlatform, rqspinlock::FixedOptions<rqspinlock::Options{}>>;

namespace {

constexpr unsigned threads = 2;
constexpr unsigned laps = 10'000;
constexpr unsigned laps_per_signal = 100;

struct Counter {
    Lock lock;
    unsigned value = 0;

    rqspinlock::Result add_one() {
        rqspinlock::Guard guard(lock);
        if (guard) ++value;
        return guard.result();
    }
};

unsigned run() {
    Counter counter;
    hardware::declare_cpus(threads);
    const auto on_nmi = [](void* argument, int) {
        // The handler may have interrupted its own thread's section: then this is -EDEADLK at once.
        static_cast<void>(static_cast<Counter*>(argument)->add_one());
    };
    const auto work = [&](unsigned cpu) {
        const hardware::CpuThread thread(cpu, {.nmi = {on_nmi, &counter}});
        for (unsigned lap = 0; lap < laps; ++lap) {
            rqspinlock::Guard guard(counter.lock);
            if (!guard) continue;  // -ETIMEDOUT: the lock holder was off its core for 250 ms
            ++counter.value;
            if (lap % laps_per_signal == 0) hardware::raise_nmi(0);
        }
    };
    std::thread other(work, 1);
    std::thread(work, 0).join();
    other.join();
    return counter.value;
}

}  // namespace

int main() {
    const unsigned value = run();
    std::printf("%u\n", value);
    // Every lap adds one, unless the machine stops a thread for 250 ms. The handlers add nothing.
    return value > 0 && value <= threads * laps ? 0 : 1;
}
