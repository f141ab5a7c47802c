// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/forced/cpu.hpp"

#include "lock/hardware/cpu_thread.hpp"
#include "lock/hardware/site_recorder.hpp"
#include "scenarios/framework/sites.hpp"

namespace tools::stress::forced {
namespace {

using rqspinlock::hardware::SiteRecorder;

// Set while the thread runs the CPU's programs: the function called at sites has no argument for the CPU.
constinit thread_local ForcedCpu* running = nullptr;

}  // namespace

ForcedCpu::ForcedCpu(const scenarios::Scenario& scenario, hardware::Shared shared, unsigned cpu,
                     Schedule& schedule, const Values& values, rqspinlock::Changes changes)
    : scenario_(scenario),
      cpu_(cpu),
      schedule_(schedule),
      values_(values),
      changes_(changes),
      recorder_(cpu),
      task_(cpu, shared, counts_, schedule),
      nmi_(cpu, shared, counts_, schedule) {
    for (unsigned number = 0; number < scenario.trace_program_count(); ++number) {
        traced_.emplace_back(cpu, shared, counts_, schedule);
    }
}

void ForcedCpu::run() {
    {
        const rqspinlock::hardware::CpuThread thread(cpu_, {.nmi = {&ForcedCpu::on_nmi, this}});
        running = this;
        hardware::steered_time = &ForcedCpu::time;
        SiteRecorder::call_at_sites(&ForcedCpu::at_site);
        SiteRecorder::call_at_phases(&ForcedCpu::at_phase);
        scenario_.task(task_);
        SiteRecorder::before(scenarios::rig::program_end, rqspinlock::hardware::Region::outside);
        SiteRecorder::call_at_phases(nullptr);
        SiteRecorder::call_at_sites(nullptr);
        hardware::steered_time = nullptr;
        running = nullptr;
    }
    has_ended_.store(true, std::memory_order_release);
}

void ForcedCpu::at_site(Site site) {
    ForcedCpu& self = *running;
    const auto context = rqspinlock::hardware::this_thread.context.load(std::memory_order_relaxed);
    while (self.schedule_.come_to(self.cpu_, site, context == rqspinlock::ContextKind::nmi)) self.take_nmi();
}

/// Returns when the handler has run. ThreadSanitizer runs a handler only some accesses after the signal.
void ForcedCpu::take_nmi() {
    const unsigned taken = nmis_taken_.load(std::memory_order_relaxed);
    rqspinlock::hardware::raise_nmi(0);
    while (nmis_taken_.load(std::memory_order_relaxed) == taken) rqspinlock::hardware::pause();
}

void ForcedCpu::on_nmi(void* self, int) {
    auto& cpu = *static_cast<ForcedCpu*>(self);
    {
        const SiteRecorder::Interruption interruption;
        const scenarios::Handler& handler = cpu.scenario_.handlers.nmi;
        if (handler.exists()) handler.program(cpu.nmi_);
    }
    cpu.nmis_taken_.fetch_add(1, std::memory_order_relaxed);
}

void ForcedCpu::at_phase(rqspinlock::Phase phase, const void* lock, rqspinlock::PhaseDetail detail) {
    const ForcedCpu& self = *running;
    running->recorder_.phase(phase, self.values_.lock_name(lock), detail, self.changes_);
}

Nanoseconds ForcedCpu::time() {
    return running->schedule_.now(running->cpu_);
}

void ForcedCpu::run_traced(unsigned number) {
    const SiteRecorder::Interruption interruption;
    running->scenario_.trace_program(number).program(running->traced_[number]);
}

}  // namespace tools::stress::forced
