// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/forced/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "scenarios/framework/sites.hpp"
#include "tools/hardware/steered_clock.hpp"
#include "tools/stress/forced/order.hpp"
#include "tools/trace/step_text.hpp"

namespace tools::stress::forced {
namespace {

namespace real = rqspinlock::hardware;

/// A CPU that is held looks for its turn this many times without sleeping in between.
constexpr unsigned looks_without_sleep = 200;
constexpr std::chrono::microseconds sleep_between_looks{50};
constexpr Nanoseconds longest_sleep = 20 * rqspinlock::millisecond;

std::string context_text(bool in_nmi) {
    return in_nmi ? " in an NMI" : "";
}

}  // namespace

Schedule::Schedule(const ExecutionTrace& trace, const Values& values)
    : trace_(trace), values_(values), steps_(in_forced_order(steps_of(trace))), cpus_(trace.ends.size()) {
    for (std::size_t place = 0; place < steps_.size(); ++place) {
        cpus_[steps_[place].cpu].steps.push_back(place);
    }
    last_progress_.store(real::now(), std::memory_order_relaxed);
    if (steps_.empty()) free_all();
}

bool Schedule::come_to(unsigned cpu, Site site, bool in_nmi) {
    Cpu& own = cpus_[cpu];
    finish(own);
    if (is_free()) return false;
    const Step* const next = next_of(own);
    if (next == nullptr || next->site != site || next->in_nmi != in_nmi || next->kind == Step::Kind::choice) {
        if (!has_no_step(site)) go_astray(cpu, site, in_nmi);
        return false;
    }
    const std::size_t place = own.steps[own.next];
    if (!take_turn(place)) return false;
    begin(own, place);
    if (next->kind == Step::Kind::access) {
        check_read(*next);
        return false;
    }
    finish(own);
    return next->kind == Step::Kind::nmi;
}

unsigned Schedule::choose(unsigned cpu, unsigned n) {
    Cpu& own = cpus_[cpu];
    finish(own);
    if (is_free()) return 0;
    const Step* const next = next_of(own);
    if (next == nullptr || next->kind != Step::Kind::choice || next->choice >= n) {
        diverge(fmt::format("cpu{} chooses below {}, the trace has {}", cpu, n,
                            next == nullptr ? "nothing more of it" : step_text(*next->source)));
        return 0;
    }
    const std::size_t place = own.steps[own.next];
    if (!take_turn(place)) return 0;
    begin(own, place);
    finish(own);
    return next->choice;
}

Nanoseconds Schedule::now(unsigned cpu) const {
    const Nanoseconds freed_at = freed_at_.load(std::memory_order_acquire);
    return cpus_[cpu].time + (freed_at == 0 ? 0 : real::now() - freed_at);
}

Nanoseconds Schedule::stalled() const {
    const Nanoseconds last = last_progress_.load(std::memory_order_relaxed);
    const Nanoseconds now = real::now();
    return now > last ? now - last : 0;
}

void Schedule::give_up() {
    const Step& step = steps_[std::min(turn_.load(std::memory_order_acquire), steps_.size() - 1)];
    diverge(fmt::format("cpu{} did not reach step {}, {}", step.cpu, step.number, step_text(*step.source)));
}

std::string Schedule::divergence() const {
    const std::lock_guard guard(mutex_);
    return divergence_;
}

std::vector<std::string> Schedule::notes() const {
    const std::lock_guard guard(mutex_);
    return notes_;
}

Nanoseconds Schedule::duration() const {
    Nanoseconds duration = 0;
    for (const Step& step : steps_) duration = std::max(duration, step.time);
    return duration;
}

const Step* Schedule::next_of(const Cpu& cpu) const {
    return cpu.next == cpu.steps.size() ? nullptr : &steps_[cpu.steps[cpu.next]];
}

/// The access for which the CPU had the turn is done.
void Schedule::finish(Cpu& cpu) {
    if (!cpu.current) return;
    const std::size_t place = *cpu.current;
    cpu.current.reset();
    if (is_free()) return;
    if (steps_[place].kind == Step::Kind::access) check_written(steps_[place]);
    pass_on(place);
}

/// @return false: all CPUs are free, and there are no turns
bool Schedule::take_turn(std::size_t place) {
    for (unsigned looks = 0; turn_.load(std::memory_order_acquire) != place; ++looks) {
        if (is_free()) return false;
        if (looks < looks_without_sleep) {
            real::pause();
        } else {
            std::this_thread::sleep_for(sleep_between_looks);
        }
    }
    if (steps_[place].time > clock_) let_time_pass(steps_[place].time);
    return !is_free();
}

void Schedule::let_time_pass(Nanoseconds to) {
    const Nanoseconds end = real::now() + (to - clock_);
    last_progress_.store(end, std::memory_order_relaxed);
    for (Nanoseconds now = real::now(); now < end && !is_free(); now = real::now()) {
        std::this_thread::sleep_for(std::chrono::nanoseconds(std::min(end - now, longest_sleep)));
    }
    clock_ = to;
}

void Schedule::begin(Cpu& cpu, std::size_t place) {
    cpu.current = place;
    cpu.time = steps_[place].time;
    ++cpu.next;
}

void Schedule::pass_on(std::size_t place) {
    last_progress_.store(real::now(), std::memory_order_relaxed);
    if (place + 1 == steps_.size()) free_all();
    turn_.store(place + 1, std::memory_order_release);
}

void Schedule::free_all() {
    Nanoseconds held = 0;
    freed_at_.compare_exchange_strong(held, real::now(), std::memory_order_acq_rel);
}

void Schedule::diverge(const std::string& how) {
    const std::lock_guard guard(mutex_);
    if (is_free()) return;
    divergence_ = how;
    free_all();
}

/// The CPU is not at its next step in the trace. This is reported when that step has the turn. So, if several
/// CPUs go astray, the report names the first in the order of the trace.
void Schedule::go_astray(unsigned cpu, Site site, bool in_nmi) {
    const std::string is_at =
        fmt::format("cpu{} is at {}{}", cpu, scenarios::site_name(site), context_text(in_nmi));
    if (const Step* const expected = next_of(cpus_[cpu])) {
        if (!take_turn(cpus_[cpu].steps[cpus_[cpu].next])) return;
        diverge(fmt::format("diverged at step {}: {}, the trace has {}{}", expected->number, is_at,
                            step_text(*expected->source), context_text(expected->in_nmi)));
        return;
    }
    const TraceEnd& end = trace_.ends[cpu];
    // A CPU that ends here, but never in the trace, is found when the ends are compared.
    if (site == scenarios::rig::program_end || end.end == "abandoned" ||
        end.site == scenarios::site_name(site))
        return;
    diverge(fmt::format("diverged: {}, the trace has nothing more of it", is_at));
}

void Schedule::check_read(const Step& step) {
    const TraceStep& source = *step.source;
    if (!source.read) return;
    const std::string found = values_.text_of(source.variable);
    if (found == *source.read) return;
    note(fmt::format("step {}: cpu{} read {} = {}, the trace has {}{}", step.number, step.cpu,
                     source.variable, found, *source.read, source.missed.empty() ? "" : ", a stale read"));
}

void Schedule::check_written(const Step& step) {
    const TraceStep& source = *step.source;
    if (!source.written) return;
    const std::string left = values_.text_of(source.variable);
    if (left == *source.written) return;
    note(fmt::format("step {}: cpu{} wrote {} := {}, the trace has {}", step.number, step.cpu,
                     source.variable, left, *source.written));
}

void Schedule::note(std::string text) {
    const std::lock_guard guard(mutex_);
    notes_.push_back(std::move(text));
}

}  // namespace tools::stress::forced
