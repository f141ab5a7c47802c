// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// spin-bench: measures the cost of the lock beside others. It measures the uncontended pair of lock
/// and unlock, and threads that contend for a fixed time. Each thread does some work inside the section
/// and some outside.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tools/bench/spin/locks.hpp"
#include "tools/hardware/spin_barrier.hpp"

namespace tools::bench {
namespace {

using rqspinlock::hardware::CpuThread;

constexpr std::chrono::milliseconds contention_time{200};

/// Work that no compiler removes and that no other thread sees.
inline void work(unsigned steps) {
    for (unsigned i = 0; i < steps; ++i) benchmark::DoNotOptimize(i);
}

template <class L>
void uncontended(benchmark::State& state) {
    rqspinlock::hardware::declare_cpus(1);
    const CpuThread cpu(0);
    const auto lock = std::make_unique<L>();
    typename L::Context context;
    for ([[maybe_unused]] auto iteration : state) {
        if (!lock->lock(context)) return state.SkipWithError("an attempt failed");
        benchmark::ClobberMemory();
        lock->unlock(context);
    }
}

struct alignas(rqspinlock::hardware::cache_line) Tally {
    std::uint64_t acquired = 0;
    std::uint64_t failed = 0;
};

/// The result of one contention: how often each thread got the lock, and how long the contention took, which
/// is `contention_time` or a little more.
struct Contention {
    std::vector<Tally> tallies;
    rqspinlock::Nanoseconds time = 0;
};

template <class L>
Contention contend(unsigned threads, unsigned section) {
    struct alignas(rqspinlock::hardware::cache_line) Shared {
        L lock;
        alignas(rqspinlock::hardware::cache_line) std::uint64_t counter = 0;  // protected by the lock
        alignas(rqspinlock::hardware::cache_line) std::atomic<bool> is_over{false};
    };
    const auto shared = std::make_unique<Shared>();
    std::vector<Tally> tallies(threads);
    tools::hardware::SpinBarrier barrier(threads + 1);
    std::vector<std::thread> all;
    for (unsigned thread = 0; thread < threads; ++thread) {
        all.emplace_back([&, thread] {
            const CpuThread cpu(thread);
            typename L::Context context;
            Tally own;
            barrier.arrive_and_wait();
            while (!shared->is_over.load(std::memory_order_relaxed)) {
                if (!shared->lock.lock(context)) {
                    ++own.failed;
                    continue;
                }
                ++shared->counter;
                work(section);
                shared->lock.unlock(context);
                ++own.acquired;
                work(section);
            }
            tallies[thread] = own;
        });
    }
    barrier.arrive_and_wait();
    const rqspinlock::Nanoseconds begin = rqspinlock::hardware::now();
    std::this_thread::sleep_for(contention_time);
    shared->is_over.store(true, std::memory_order_relaxed);
    const rqspinlock::Nanoseconds time = rqspinlock::hardware::now() - begin;
    for (std::thread& thread : all) thread.join();
    return {std::move(tallies), time};
}

template <class L>
void contended(benchmark::State& state) {
    const auto threads = static_cast<unsigned>(state.range(0));
    rqspinlock::hardware::declare_cpus(threads);
    Tally total;
    double unfairness = 1;
    rqspinlock::Nanoseconds time = 0;
    for ([[maybe_unused]] auto iteration : state) {
        const Contention contention = contend<L>(threads, static_cast<unsigned>(state.range(1)));
        const std::vector<Tally>& tallies = contention.tallies;
        time = contention.time;
        const auto [least, most] =
            std::minmax_element(tallies.begin(), tallies.end(),
                                [](const Tally& a, const Tally& b) { return a.acquired < b.acquired; });
        unfairness = static_cast<double>(most->acquired) /
                     static_cast<double>(std::max<std::uint64_t>(least->acquired, 1));
        total = {};
        for (const Tally& tally : tallies) {
            total.acquired += tally.acquired;
            total.failed += tally.failed;
        }
    }
    state.counters["ns_per_pair"] =
        static_cast<double>(time) / static_cast<double>(std::max<std::uint64_t>(total.acquired, 1));
    state.counters["unfairness"] = unfairness;
    state.counters["failed"] = static_cast<double>(total.failed);
}

constexpr std::int64_t short_section = 10;
constexpr std::int64_t long_section = 1'000;

void register_all() {
    for_each_lock([]<class L>() {
        benchmark::RegisterBenchmark((std::string("uncontended/") + L::name).c_str(), uncontended<L>);
    });
    // Thread counts and sections are the outer loops, so that the locks to be compared run one
    // after the other.
    for (const std::int64_t section : {short_section, long_section}) {
        for (const std::int64_t threads : {2, 4, 8}) {
            for_each_lock([&]<class L>() {
                benchmark::RegisterBenchmark((std::string("contended/") + L::name).c_str(), contended<L>)
                    ->ArgNames({"threads", "section"})
                    ->Args({threads, section})
                    ->Iterations(1);
            });
        }
    }
}

}  // namespace
}  // namespace tools::bench

int main(int argc, char** argv) {
    tools::bench::register_all();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    return benchmark::RunSpecifiedBenchmarks() != 0 ? 0 : 1;
}
