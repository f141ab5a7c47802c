// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/forced/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "lock/hardware/cpu_thread.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/hardware/state.hpp"
#include "tools/rig/subject.hpp"
#include "tools/stress/forced/cpu.hpp"
#include "tools/stress/forced/schedule.hpp"

namespace tools::stress::forced {
namespace {

using rqspinlock::Nanoseconds;

constexpr double nanoseconds_per_second = 1e9;

/// After this time without a step, the next step will not come. It is much more than a busy machine needs for
/// the few instructions between two steps.
constexpr Nanoseconds patience = 30'000 * rqspinlock::millisecond;

constexpr std::chrono::milliseconds look_interval{5};

class ForcedRun {
  public:
    ForcedRun(const ExecutionTrace& trace, Subject subject, double watchdog)
        : trace_(trace),
          subject_(std::move(subject)),
          watchdog_(static_cast<Nanoseconds>(watchdog * nanoseconds_per_second)),
          sections_(subject_.scenario->locks),
          variables_(subject_.scenario->variables.size()),
          shared_{sections_, flags_, nullptr, variables_},
          values_(shared_, *subject_.scenario, cpu_count()),
          schedule_(trace_, values_) {
        for (unsigned cpu = 0; cpu < cpu_count(); ++cpu) {
            cpus_.push_back(std::make_unique<ForcedCpu>(*subject_.scenario, shared_, cpu, schedule_, values_,
                                                        subject_.options.changes));
        }
    }

    /// @return false if a CPU hangs
    bool run() {
        hardware::attach_trace_programs(*subject_.scenario, sections_, ForcedCpu::trace_program_runner());
        std::vector<std::thread> threads;
        for (const auto& cpu : cpus_) threads.emplace_back([&cpu = *cpu] { cpu.run(); });
        const bool has_ended = watch();
        if (!has_ended) hang_ = hardware::describe(sections_, cpu_count());
        for (std::thread& thread : threads) has_ended ? thread.join() : thread.detach();
        return has_ended;
    }

    ForcedReport report() const {
        ForcedReport report;
        report.title = fmt::format("{} on {}: {}", trace_.setup.scenario, trace_.setup.revision, trace_.what);
        report.outcome = trace_.outcome;
        report.cpus = cpu_count();
        report.cores = rqspinlock::hardware::cpu_counts.cores.load(std::memory_order_relaxed);
        report.steps = schedule_.size();
        report.done = schedule_.done();
        report.duration = schedule_.duration();
        report.notes = schedule_.notes();
        report.watched = static_cast<double>(watched_) / nanoseconds_per_second;
        report.hang = hang_;
        compare_attempts(report);
        if (std::string divergence = schedule_.divergence(); !divergence.empty()) {
            // After a divergence, the ends and failures are matters of chance.
            report.differences = {std::move(divergence)};
        } else {
            compare_ends(report);
            compare_failures(report);
        }
        if (!report.is_reproduced()) report.hints = hints();
        return report;
    }

  private:
    unsigned cpu_count() const { return static_cast<unsigned>(trace_.ends.size()); }

    /// @return false if a CPU has not ended some time after the last step
    bool watch() {
        Nanoseconds freed = 0;
        while (!have_ended([](const TraceEnd&) { return true; })) {
            std::this_thread::sleep_for(look_interval);
            if (!schedule_.is_free()) {
                if (schedule_.stalled() > patience) schedule_.give_up();
                continue;
            }
            const Nanoseconds now = rqspinlock::hardware::now();
            if (freed == 0) freed = now;
            const Nanoseconds since = now - freed;
            // A CPU that ends in the trace may be late on a busy machine, and does not count as
            // hanging so soon.
            const bool only_others = !schedule_.divergence().empty() ||
                                     have_ended([](const TraceEnd& end) { return end.end == "finished"; });
            if (since > (only_others ? watchdog_ : std::max(watchdog_, patience))) {
                watched_ = since;
                return false;
            }
        }
        return true;
    }

    template <class Which>
    bool have_ended(Which which) const {
        for (unsigned cpu = 0; cpu < cpu_count(); ++cpu) {
            if (which(trace_.ends[cpu]) && !cpus_[cpu]->has_ended()) return false;
        }
        return true;
    }

    /// Possible reasons why the run differs from the trace.
    std::vector<std::string> hints() const {
        std::vector<std::string> hints;
        const auto notes = schedule_.notes();
        const auto is_stale = [](const std::string& note) { return note.ends_with("a stale read"); };
        if (std::any_of(notes.begin(), notes.end(), is_stale)) {
            hints.emplace_back("no schedule forces a stale read; searches with --memory sc show none");
        }
        return hints;
    }

    /// Compares the attempts of each CPU with those of the trace, the first with the first and so on.
    void compare_attempts(ForcedReport& report) const {
        std::vector<std::vector<Attempt>> here;
        for (const auto& cpu : cpus_) here.push_back(cpu->attempts());
        std::vector<std::size_t> next(here.size());
        for (Attempt& traced : attempts_of(trace_, subject_.options.changes)) {
            const unsigned cpu = traced.cpu;
            AttemptPair pair{std::move(traced), std::string(no_result), 0};
            if (next[cpu] < here[cpu].size()) {
                const Attempt& made = here[cpu][next[cpu]++];
                pair.result = made.result;
                pair.wait = made.wait;
                if (made.lock != pair.traced.lock) pair.result += " of " + made.lock;
            }
            const bool is_open = pair.traced.result == no_result && trace_.ends[cpu].end == "abandoned";
            if (!is_open && pair.result != pair.traced.result) {
                report.differences.push_back(fmt::format("cpu{} {} has {} of {}, in the trace {}", cpu,
                                                         pair.traced.context, pair.result, pair.traced.lock,
                                                         pair.traced.result));
            }
            report.attempts.push_back(std::move(pair));
        }
        for (unsigned cpu = 0; cpu < here.size(); ++cpu) {
            if (next[cpu] == here[cpu].size() || trace_.ends[cpu].end == "abandoned") continue;
            report.differences.push_back(
                fmt::format("cpu{} made {} attempts, in the trace {}", cpu, here[cpu].size(), next[cpu]));
        }
    }

    void compare_ends(ForcedReport& report) const {
        for (unsigned cpu = 0; cpu < cpu_count(); ++cpu) {
            const TraceEnd& end = trace_.ends[cpu];
            const bool has_ended = cpus_[cpu]->has_ended();
            const auto latest = rqspinlock::hardware::SiteRecorder::latest(cpu);
            const auto site = scenarios::site_name(latest.site.value_or(scenarios::rig::program_end));
            if (end.end == "blocked" && (has_ended || site != end.site)) {
                report.differences.push_back(
                    fmt::format("cpu{} {}, in the trace it waits for good at {}", cpu,
                                has_ended ? "has ended" : fmt::format("is at {}", site), end.site));
            } else if (end.end == "finished" && !has_ended) {
                report.differences.push_back(
                    fmt::format("cpu{} is at {}, in the trace it has ended", cpu, site));
            }
        }
    }

    /// Does the hardware show this failure? Only the judge of traces can find the failures not named here.
    bool shows(const std::string& failure) const {
        if (failure == "stuck") return true;  // the ends were compared before
        if (failure == "exclusion") return hardware::intrusions(sections_) > 0;
        return failure == "leak" && !hardware::find_leak(sections_, cpu_count()).empty();
    }

    void compare_failures(ForcedReport& report) const {
        for (const std::string& failure : trace_.failures) {
            if (shows(failure)) continue;
            report.differences.push_back(fmt::format("the hardware shows no {}", failure));
        }
    }

    const ExecutionTrace& trace_;
    const Subject subject_;
    const Nanoseconds watchdog_;
    std::vector<hardware::ProtectedSection> sections_;
    std::array<hardware::Flag, scenarios::max_flags> flags_;
    std::vector<hardware::Variable> variables_;
    hardware::Shared shared_;
    Values values_;
    Schedule schedule_;
    std::vector<std::unique_ptr<ForcedCpu>> cpus_;
    std::string hang_;
    Nanoseconds watched_ = 0;
};

void require_possible(const ExecutionTrace& trace) {
    if (!trace.setup.weaken.empty() || !trace.setup.drop.empty()) {
        throw UsageError("the trace is of a lock with planted bugs, which the hardware's lock cannot have");
    }
    if (trace.ends.empty() || trace.ends.size() > rqspinlock::hardware::max_cpu_threads) {
        throw UsageError(fmt::format("the hardware has 1 to {} CPUs, the trace has {}",
                                     rqspinlock::hardware::max_cpu_threads, trace.ends.size()));
    }
}

}  // namespace

ForcedReport run(const ExecutionTrace& trace, double watchdog) {
    require_possible(trace);
    Subject subject;
    try {
        subject = subject_of(trace.setup);
    } catch (const RequestError& error) {
        throw UsageError(error.what());
    } catch (const scenarios::ProgramError& error) {
        throw UsageError(error.what());
    }
    rqspinlock::RuntimeOptions::current = subject.options;
    rqspinlock::hardware::declare_cpus(static_cast<unsigned>(trace.ends.size()));
    auto forced = std::make_unique<ForcedRun>(trace, std::move(subject), watchdog);
    const bool has_ended = forced->run();
    ForcedReport report = forced->report();
    if (!has_ended) static_cast<void>(forced.release());  // its threads still use it
    return report;
}

}  // namespace tools::stress::forced
