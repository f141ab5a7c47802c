// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/cpu_loop.hpp"

#include "scenarios/framework/sites.hpp"

#include <algorithm>

namespace tools::hardware {

using namespace rqspinlock;

namespace {

/// One in this many accesses in the window raises an aimed NMI.
constexpr unsigned accesses_per_aimed_nmi = 16;

/// One in this many laps is aimed at. Such laps take much longer than the others, and would leave little time
/// in which an asynchronous NMI is still due.
constexpr unsigned laps_per_aimed_lap = 8;

/// Random numbers of programs at trace points. No other stream of the CPUs has this number.
constexpr std::uint64_t traced_stream = 2'000'000;

// Set while the thread runs laps: before its first access, and reset after its last one. maybe_raise has no
// argument for its CPU.
constinit thread_local CpuLoop* running = nullptr;

}  // namespace

CpuLoop::CpuLoop(const scenarios::Scenario& scenario, Shared shared, unsigned cpu, std::uint64_t seed)
    : scenario_(scenario),
      task_(cpu, shared, counters_.task, Random(seed, 3 * cpu)),
      handler_(cpu, shared, counters_.handler, Random(seed, 3 * cpu + 1)),
      aim_(seed, 3 * cpu + 2) {
    for (unsigned number = 0; number < scenario.trace_program_count(); ++number) {
        const std::uint64_t stream = traced_stream * (number + 1) + cpu;
        traced_.emplace_back(cpu, shared, counters_.traced[number], Random(seed, stream));
    }
    const scenarios::Window& window = scenario.handlers.nmi.window;
    for (const SiteName& site : scenarios::all_sites) {
        const auto begins = [&](std::string_view begin) {
            return site.name.substr(0, begin.size()) == begin;
        };
        is_in_window_[static_cast<unsigned>(site.site)] =
            window.empty() || std::any_of(window.begin(), window.end(), begins);
    }
}

void CpuLoop::run_laps(unsigned laps, const std::atomic<Nanoseconds>& end) {
    const unsigned nmis = scenario_.handlers.nmi.arrivals_on(task_.id());
    running = this;
    is_in_laps_.store(true, std::memory_order_relaxed);
    for (unsigned lap = 0; lap < laps; ++lap) {
        if (rqspinlock::hardware::now() >= end.load(std::memory_order_relaxed)) break;
        const bool is_aimed = nmis > 0 && aim_.one_in(laps_per_aimed_lap);
        nmis_due_.store(nmis, std::memory_order_relaxed);
        if (is_aimed) SiteRecorder::call_at_sites(&CpuLoop::maybe_raise);
        scenario_.task(task_);
        if (is_aimed) SiteRecorder::call_at_sites(nullptr);
        nmis_due_.store(0, std::memory_order_relaxed);
        std::atomic_signal_fence(std::memory_order_seq_cst);
        counters_.laps.add();
    }
    is_in_laps_.store(false, std::memory_order_relaxed);
    running = nullptr;
}

void CpuLoop::run_traced(unsigned number) {
    const SiteRecorder::Interruption interruption;
    running->scenario_.trace_program(number).program(running->traced_[number]);
}

void CpuLoop::release_all() {
    for (TraceProgramCpu& traced : traced_) traced.release_all();
    handler_.release_all();
    task_.release_all();
}

std::vector<const ProgramCpu*> CpuLoop::programs() const {
    std::vector<const ProgramCpu*> programs{&task_, &handler_};
    for (const TraceProgramCpu& traced : traced_) programs.push_back(&traced);
    return programs;
}

std::uint64_t CpuLoop::misuses() const {
    std::uint64_t misuses = 0;
    for (const ProgramCpu* const program : programs()) misuses += program->misuses();
    return misuses;
}

const MisuseAt* CpuLoop::first_misuse() const {
    for (const ProgramCpu* const program : programs()) {
        if (program->first_misuse()) return &*program->first_misuse();
    }
    return nullptr;
}

std::uint64_t CpuLoop::failed_checks() const {
    std::uint64_t checks = 0;
    for (const ProgramCpu* const program : programs()) checks += program->failed_checks();
    return checks;
}

const CheckAt* CpuLoop::first_failed_check() const {
    for (const ProgramCpu* const program : programs()) {
        if (program->first_failed_check()) return &*program->first_failed_check();
    }
    return nullptr;
}

void CpuLoop::maybe_raise(Site site) {
    CpuLoop& self = *running;
    // Accesses of a handler do not count: an NMI does not interrupt a handler.
    if (rqspinlock::hardware::this_thread.context.load(std::memory_order_relaxed) == ContextKind::nmi) return;
    if (self.nmis_due_.load(std::memory_order_relaxed) == 0) return;
    if (!self.is_in_window_[static_cast<unsigned>(site)] || !self.aim_.one_in(accesses_per_aimed_nmi)) return;
    rqspinlock::hardware::raise_nmi(static_cast<int>(NmiKind::aimed));
}

void CpuLoop::on_nmi(void* self, int value) {
    static_cast<CpuLoop*>(self)->take_nmi(static_cast<NmiKind>(value));
}

void CpuLoop::take_nmi(NmiKind kind) {
    NmiCounts& counts = kind == NmiKind::aimed ? counters_.aimed : counters_.asynchronous;
    const unsigned due = nmis_due_.load(std::memory_order_relaxed);
    if (due == 0) {
        counts.refused.add();
        return;
    }
    nmis_due_.store(due - 1, std::memory_order_relaxed);
    const SiteRecorder::Interruption interruption;
    counts.landed[static_cast<unsigned>(interruption.interrupted().region)].add();
    scenario_.handlers.nmi.program(handler_);
}

}  // namespace tools::hardware
