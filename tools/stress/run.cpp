// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/run.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <thread>

#include "lock/hardware/cpu_thread.hpp"
#include "tools/hardware/spin_barrier.hpp"
#include "tools/hardware/state.hpp"
#include "tools/stress/worker.hpp"

namespace tools::stress {
namespace {

using rqspinlock::Nanoseconds;
using rqspinlock::hardware::now;

constexpr double nanoseconds_per_second = 1e9;
constexpr std::chrono::milliseconds look_interval{20};

double seconds_since(Nanoseconds begin) {
    return static_cast<double>(now() - begin) / nanoseconds_per_second;
}

class StressRun {
  public:
    explicit StressRun(const Settings& settings) : settings_(settings), barrier_(settings.cpus) {
        report_.settings = settings;
        for (unsigned cpu = 0; cpu < settings.cpus; ++cpu) {
            workers_.push_back(std::make_unique<Worker>(settings_, hardware::Shared{sections_, flags_}, cpu));
        }
    }

    /// @return false if a CPU does not end
    bool run(const OnProgress& on_progress) {
        running_.store(settings_.cpus, std::memory_order_relaxed);
        std::vector<std::thread> threads;
        for (unsigned cpu = 0; cpu < settings_.cpus; ++cpu)
            threads.emplace_back([this, cpu] { run_cpu(cpu); });
        const bool has_ended = watch(on_progress);
        for (std::thread& thread : threads) has_ended ? thread.join() : thread.detach();
        return has_ended;
    }

    StressReport report() const {
        StressReport report = report_;
        for (const auto& worker : workers_) report.cpus.push_back(worker->report());
        report.intrusions = intrusions(sections_);
        return report;
    }

    /// @pre all CPUs are at rest
    StressReport report_at_rest() const {
        StressReport report = this->report();
        const CpuReport total = report.total();
        report.lost_updates = lost_updates(sections_, total.task.acquired + total.nmi.acquired);
        report.leak = find_leak(sections_, settings_.cpus);
        return report;
    }

  private:
    enum class Stage : unsigned char { in_laps, at_end, ended };

    void run_cpu(unsigned cpu) {
        {
            Worker& worker = *workers_[cpu];
            const rqspinlock::hardware::CpuThread thread(cpu, {.nmi = worker.nmi_handler()});
            barrier_.arrive_and_wait();
            worker.start_nmis();
            while (!is_ending_.load(std::memory_order_relaxed)) worker.lap();
            worker.stop_nmis();
            // A head that diagnosed a deadlock waits for a CPU to queue behind it (finding F2). While other
            // CPUs run laps, it does not wait for long. Only the end of the run stops all of them at once. So
            // each CPU goes on with laps until all have come here. Attempts of tasks alone diagnose no
            // deadlock, so these laps end.
            stages_[cpu].store(Stage::at_end, std::memory_order_relaxed);
            at_end_.fetch_add(1, std::memory_order_relaxed);
            while (at_end_.load(std::memory_order_relaxed) < settings_.cpus) worker.lap();
        }
        stages_[cpu].store(Stage::ended, std::memory_order_relaxed);
        running_.fetch_sub(1, std::memory_order_release);
    }

    /// Ends the run when its time is over, or after a stop. @return false if a CPU's lap does not end
    bool watch(const OnProgress& on_progress) {
        struct LastLap {
            std::uint64_t laps;
            Nanoseconds seen;
        };
        const Nanoseconds begin = now();
        Nanoseconds stop = 0;
        std::vector<LastLap> last(settings_.cpus, LastLap{0, begin});
        while (running_.load(std::memory_order_acquire) > 0) {
            std::this_thread::sleep_for(look_interval);
            const bool was_ending = is_ending_.load(std::memory_order_relaxed);
            if (!was_ending) report_.seconds = seconds_since(begin);
            // Also in a run that is ending: a CPU that hangs may keep it from its end.
            if (!report_.stopped && !on_progress(report())) {
                report_.stopped = true;
                stop = now();
            }
            if (!was_ending && (report_.stopped || is_over())) {
                is_ending_.store(true, std::memory_order_relaxed);
            }
            for (unsigned cpu = 0; cpu < settings_.cpus; ++cpu) {
                const std::uint64_t laps = workers_[cpu]->laps();
                if (laps != last[cpu].laps) last[cpu] = {laps, now()};
            }
            for (const LastLap& lap : last) {
                if (seconds_since(lap.seen) <= settings_.watchdog) continue;
                report_.hang = describe(sections_, settings_.cpus);
                return false;
            }
            if (report_.stopped && seconds_since(stop) > hardware::seconds_after_stop) {
                report_.not_returned = {not_returned(), describe(sections_, settings_.cpus)};
                if (report_.not_returned.any()) return false;
            }
        }
        return true;
    }

    /// The CPUs for which the others wait, which make laps meanwhile. If all have come to their end: those
    /// that are in their last lap.
    std::vector<unsigned> not_returned() const {
        std::vector<unsigned> in_laps;
        std::vector<unsigned> at_end;
        for (unsigned cpu = 0; cpu < settings_.cpus; ++cpu) {
            const Stage stage = stages_[cpu].load(std::memory_order_relaxed);
            if (stage == Stage::in_laps) in_laps.push_back(cpu);
            if (stage == Stage::at_end) at_end.push_back(cpu);
        }
        return in_laps.empty() ? at_end : in_laps;
    }

    /// On a busy machine a thread may not run for seconds, so the run gets more time for its NMIs to land.
    bool is_over() const {
        constexpr double patience = 10;
        if (report_.seconds < settings_.seconds) return false;
        return report_.seconds >= patience * settings_.seconds || missed_regions(report()).empty();
    }

    const Settings settings_;
    std::array<hardware::ProtectedSection, lock_count> sections_;
    std::array<hardware::Flag, scenarios::max_flags> flags_;
    std::vector<std::unique_ptr<Worker>> workers_;
    hardware::SpinBarrier barrier_;
    std::atomic<bool> is_ending_{false};
    std::array<std::atomic<Stage>, rqspinlock::hardware::max_cpu_threads> stages_{};
    std::atomic<unsigned> at_end_{0};
    std::atomic<unsigned> running_{0};
    StressReport report_;  // used by the watching thread only
};

}  // namespace

StressReport run(const Settings& settings, const OnProgress& on_progress) {
    static_cast<void>(make_nmi_source(settings.nmi));  // fails here if there is none, not in each thread
    rqspinlock::RuntimeOptions::current = settings.lock;
    rqspinlock::hardware::declare_cpus(settings.cpus);
    auto stress = std::make_unique<StressRun>(settings);
    if (stress->run(on_progress)) return stress->report_at_rest();
    StressReport report = stress->report();
    static_cast<void>(stress.release());  // its threads still use it
    return report;
}

}  // namespace tools::stress
