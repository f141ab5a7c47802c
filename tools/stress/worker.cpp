// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/worker.hpp"

#include "lock/hardware/site_recorder.hpp"

namespace tools::stress {
namespace {

using rqspinlock::Nanoseconds;
using rqspinlock::hardware::SiteRecorder;

// Each CPU has five streams of random numbers.
constexpr unsigned streams = 5;

/// The value of signals that the CPU raises itself. The signals of the sources have no value.
constexpr int aimed_value = 1;

// Set while the thread takes NMIs: maybe_raise has no argument for its worker.
constinit thread_local Worker* running = nullptr;

/// Takes the lock, runs a section, unlocks. Does nothing more if the attempt fails.
void attempt(scenarios::Cpu& cpu, scenarios::Lock lock, Nanoseconds section) {
    if (!cpu.lock(lock)) return;
    cpu.hold(section);
    cpu.unlock(lock);
}

Mode any_but_mixed(hardware::Random& random) {
    return static_cast<Mode>(random.below(static_cast<unsigned>(Mode::mixed)));
}

}  // namespace

Worker::Worker(const Settings& settings, hardware::Shared shared, unsigned cpu)
    : settings_(settings),
      task_(cpu, shared, task_counts_, hardware::Random(settings.seed, streams * cpu)),
      nmi_(cpu, shared, nmi_counts_, hardware::Random(settings.seed, streams * cpu + 1)),
      modes_(settings.seed, streams * cpu + 2),
      aim_(settings.seed, streams * cpu + 3),
      delays_(settings.seed, streams * cpu + 4),
      mode_(settings.mode == Mode::mixed ? Mode::aa : settings.mode) {}

void Worker::start_nmis() {
    source_ = make_nmi_source(settings_.nmi);
    if (source_ == nullptr) return;
    takes_nmis_.store(true, std::memory_order_relaxed);
    if (settings_.aimed != 0) {
        running = this;
        SiteRecorder::call_at_sites(&Worker::maybe_raise);
    }
    arm();
}

void Worker::stop_nmis() {
    SiteRecorder::call_at_sites(nullptr);
    takes_nmis_.store(false, std::memory_order_relaxed);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    source_.reset();
}

void Worker::lap() {
    if (settings_.mode == Mode::mixed) mode_.store(any_but_mixed(modes_), std::memory_order_relaxed);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    attempt(task_, locks_of(mode_.load(std::memory_order_relaxed), task_.id()).task, settings_.task_section);
    laps_.add();
}

CpuReport Worker::report() const {
    CpuReport report;
    report.laps = laps_.get();
    report.task.add(task_counts_);
    report.nmi.add(nmi_counts_);
    report.landed.add(landed_);
    report.aimed.add(aimed_);
    return report;
}

/// Aims at the fast path and at unlock, which are so short that an NMI hardly ever hits them by chance.
void Worker::maybe_raise(rqspinlock::Site site) {
    using rqspinlock::hardware::Region;
    if (rqspinlock::hardware::this_thread.context.load(std::memory_order_relaxed) ==
        rqspinlock::ContextKind::nmi) {
        return;
    }
    if (!is_lock_site(site)) return;
    const Region region = rqspinlock::hardware::region_of(site).value_or(Region::fast_path);
    if (region != Region::fast_path && region != Region::unlock) return;
    if (running->aim_.one_in(running->settings_.aimed)) rqspinlock::hardware::raise_nmi(aimed_value);
}

void Worker::on_nmi(void* self, int value) {
    static_cast<Worker*>(self)->take_nmi(value == aimed_value);
}

void Worker::take_nmi(bool is_aimed) {
    if (!takes_nmis_.load(std::memory_order_relaxed)) return;
    const SiteRecorder::Interruption interruption;
    (is_aimed ? aimed_ : landed_).landed[static_cast<unsigned>(interruption.interrupted().region)].add();
    attempt(nmi_, locks_of(mode_.load(std::memory_order_relaxed), nmi_.id()).nmi, settings_.nmi_section);
    arm();
}

/// The delay is random, from half a period to one and a half. NMIs could otherwise fall into step
/// with the laps.
void Worker::arm() {
    const auto spread = static_cast<unsigned>(settings_.nmi_period);
    source_->arm(settings_.nmi_period / 2 + delays_.below(spread) + 1);
}

}  // namespace tools::stress
