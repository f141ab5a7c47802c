// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/machine.hpp"

#include <array>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "scenarios/framework/sites.hpp"
#include "tools/hardware/cpu_loop.hpp"
#include "tools/hardware/nmi_sender.hpp"
#include "tools/hardware/spin_barrier.hpp"
#include "tools/hardware/state.hpp"
#include "tools/support/source_path.hpp"

namespace tools::hardware {
namespace {

using rqspinlock::Nanoseconds;
using rqspinlock::hardware::now;

constexpr double nanoseconds_per_second = 1e9;

class Machine {
  public:
    Machine(const scenarios::Scenario& scenario, const RunOptions& options)
        : scenario_(scenario),
          options_(options),
          use_(scenario, options.cpus),
          sections_(scenario.locks),
          variables_(scenario.variables.size()),
          barrier_(options.cpus),
          begin_(now()),
          end_(begin_ + static_cast<Nanoseconds>(options.seconds * nanoseconds_per_second)) {
        for (unsigned cpu = 0; cpu < options.cpus; ++cpu) {
            cpus_.push_back(std::make_unique<CpuLoop>(scenario, Shared{sections_, flags_, &use_, variables_},
                                                      cpu, options.seed));
        }
    }

    /// Starts the CPUs and waits for their end. @return false if there are CPUs that do not end
    bool run(const OnProgress& on_progress) {
        rqspinlock::hardware::declare_cpus(options_.cpus);
        attach_trace_programs(scenario_, sections_, CpuLoop::trace_program_runner());
        running_.store(options_.cpus, std::memory_order_relaxed);
        for (unsigned cpu = 0; cpu < options_.cpus; ++cpu) {
            threads_.emplace_back([this, cpu] { run_cpu(cpu); });
        }
        NmiSender sender(scenario_, options_.cpus, options_.seed);
        const bool has_ended = watch(on_progress);
        sender.stop();
        report_.nmis_sent = sender.sent();
        if (!report_.stopped) report_.seconds = seconds_since(begin_);
        for (std::thread& thread : threads_) has_ended ? thread.join() : thread.detach();
        return has_ended;
    }

    RunReport report() const {
        RunReport report = report_;
        report.rounds = rounds_.get();
        for (const auto& cpu : cpus_) {
            report.totals.add(cpu->counters());
            report.misuses += cpu->misuses();
            report.failed_checks += cpu->failed_checks();
        }
        report.intrusions = intrusions(sections_);
        if (!report.has_threads()) {
            report.leak = leak_;
            for (const auto& cpu : cpus_) {
                const MisuseAt* const first = cpu->first_misuse();
                if (first != nullptr && report.misuse.empty()) report.misuse = text_of(*first);
                const CheckAt* const check = cpu->first_failed_check();
                if (check != nullptr && report.failed_check.empty()) report.failed_check = text_of(*check);
            }
            const Totals& totals = report.totals;
            report.lost_updates = lost_updates(
                sections_, totals.task.acquired + totals.handler.acquired + totals.traced.acquired);
        }
        return report;
    }

  private:
    static std::string text_of(const MisuseAt& at) {
        return fmt::format("{}:{}: {} of {}, {}", source_path(at.source.file), at.source.line,
                           call_of(at.misuse), lock_name(at.lock), meaning(at.misuse));
    }
    static std::string text_of(const CheckAt& at) {
        return fmt::format("{}:{}: {}", source_path(at.source.file), at.source.line, at.text);
    }
    static std::string lock_name(scenarios::Lock lock) {
        return lock.index < 26 ? std::string(1, static_cast<char>('A' + lock.index))
                               : fmt::format("L{}", lock.index);
    }

    void run_cpu(unsigned cpu) {
        {
            const rqspinlock::hardware::CpuThread thread(cpu, {.nmi = cpus_[cpu]->nmi_handler()});
            while (true) {
                barrier_.arrive_and_wait();
                if (is_stopping_) break;
                if (scenario_.in_step) {
                    // Other CPUs may wait for this CPU, so the time is checked only between rounds.
                    cpus_[cpu]->run_laps(1, no_end_);
                } else {
                    cpus_[cpu]->run_laps(options_.laps, end_);
                }
                barrier_.arrive_and_wait();
                cpus_[cpu]->release_all();
                barrier_.arrive_and_wait();
                if (cpu == 0) end_round();
            }
        }
        running_.fetch_sub(1, std::memory_order_release);
    }

    /// Called by CPU 0 between two rounds, while the other CPUs wait for the next round.
    void end_round() {
        rounds_.add();
        for (Flag& flag : flags_) flag.store(0, rqspinlock::relaxed, scenarios::rig::program_end);
        for (Variable& variable : variables_) variable.store(0, std::memory_order_relaxed);
        leak_ = find_leak(sections_, options_.cpus);
        is_stopping_ = !leak_.empty() || now() >= end_.load(std::memory_order_relaxed);
    }

    /// @return false if no CPU has finished a lap or an attempt for too long, or a CPU does not return after
    /// a stop
    bool watch(const OnProgress& on_progress) {
        auto progress = progress_of(totals());
        Nanoseconds last_progress = now();
        Nanoseconds stop = 0;
        while (running_.load(std::memory_order_acquire) > 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            const Totals totals = this->totals();
            if (const auto later = progress_of(totals); later != progress) {
                progress = later;
                last_progress = now();
            } else if (seconds_since(last_progress) > options_.watchdog) {
                report_.hang = describe(sections_, options_.cpus);
                return false;
            }
            if (!report_.stopped) {
                const RunProgress shown{seconds_since(begin_), totals.laps,
                                        totals.asynchronous.delivered() + totals.aimed.delivered()};
                if (on_progress(shown)) continue;
                stop = now();
                end_.store(stop, std::memory_order_relaxed);
                report_.stopped = true;
                report_.seconds = shown.seconds;
            } else if (seconds_since(stop) > seconds_after_stop) {
                // CPUs that wait for others between two laps are not named.
                report_.not_returned = {cpus_in_laps(), describe(sections_, options_.cpus)};
                if (report_.not_returned.any()) return false;
            }
        }
        return true;
    }

    static double seconds_since(Nanoseconds begin) {
        return static_cast<double>(now() - begin) / nanoseconds_per_second;
    }

    Totals totals() const {
        Totals totals;
        for (const auto& cpu : cpus_) totals.add(cpu->counters());
        return totals;
    }

    /// Attempts of handlers do not count: an NMI may well succeed while the task that it interrupts hangs.
    static std::uint64_t progress_of(const Totals& totals) { return totals.laps + totals.task.all(); }

    std::vector<unsigned> cpus_in_laps() const {
        std::vector<unsigned> cpus;
        for (unsigned cpu = 0; cpu < options_.cpus; ++cpu) {
            if (cpus_[cpu]->is_in_laps()) cpus.push_back(cpu);
        }
        return cpus;
    }

    const scenarios::Scenario& scenario_;
    const RunOptions options_;
    const ScenarioUse use_;
    std::vector<ProtectedSection> sections_;
    std::array<Flag, scenarios::max_flags> flags_;
    std::vector<Variable> variables_;
    std::vector<std::unique_ptr<CpuLoop>> cpus_;
    SpinBarrier barrier_;
    const Nanoseconds begin_;
    std::atomic<Nanoseconds> end_;  ///< a stop puts it forward
    const std::atomic<Nanoseconds> no_end_{rqspinlock::never};
    std::vector<std::thread> threads_;
    std::atomic<unsigned> running_{0};
    bool is_stopping_ = false;  // ordered by the barrier
    Counter rounds_;            // CPU 0 counts them
    std::string leak_;          // used by CPU 0 during the run
    RunReport report_;          // used by the watching thread only
};

}  // namespace

RunReport run(const scenarios::Scenario& scenario, const RunOptions& options, const OnProgress& on_progress) {
    auto machine = std::make_unique<Machine>(scenario, options);
    const bool has_ended = machine->run(on_progress);
    RunReport report = machine->report();
    if (!has_ended) static_cast<void>(machine.release());  // its threads still use it
    return report;
}

}  // namespace tools::hardware
