// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/program_cpu.hpp"

#include <sched.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <type_traits>

#include "tools/cli/exit_code.hpp"
#include "tools/rig/variable_orders.hpp"

namespace tools::hardware {

using rqspinlock::Result;
using rqspinlock::hardware::now;

namespace rig = scenarios::rig;

namespace {

/// Ends the process. A program runs on a thread of its own or in a signal handler, and neither can go on.
void require(const ScenarioUse::Problem& problem) {
    if (!problem) return;
    std::fprintf(stderr, "rqcheck-hardware: %s\n", problem->c_str());
    std::_Exit(exit_usage);
}

/// Calls the function with the order as a constant. The compiler makes any other order seq_cst.
template <class F>
auto with(std::memory_order order, const F& f) {
    switch (order) {
        case std::memory_order_relaxed:
            return f(std::integral_constant<std::memory_order, std::memory_order_relaxed>{});
        case std::memory_order_consume:
        case std::memory_order_acquire:
            return f(std::integral_constant<std::memory_order, std::memory_order_acquire>{});
        case std::memory_order_release:
            return f(std::integral_constant<std::memory_order, std::memory_order_release>{});
        case std::memory_order_acq_rel:
            return f(std::integral_constant<std::memory_order, std::memory_order_acq_rel>{});
        case std::memory_order_seq_cst:
            break;
    }
    return f(std::integral_constant<std::memory_order, std::memory_order_seq_cst>{});
}

}  // namespace

ProtectedSection& ProgramCpu::section(scenarios::Lock which, scenarios::SourceLine source) {
    if (shared_.use != nullptr) require(shared_.use->of(which, source));
    return shared_.sections[which.index];
}

bool ProgramCpu::lock(scenarios::Lock which, scenarios::SourceLine source) {
    TestedLock& lock = section(which, source).lock;
    const auto begin = now();
    return begin_section(which, lock.lock(), begin, false);
}

bool ProgramCpu::lock_irqsave(scenarios::Lock which, scenarios::SourceLine source) {
    TestedLock& lock = section(which, source).lock;
    const auto begin = now();
    RecordedPlatform::IrqState was_masked{};
    const Result result = lock.lock_irqsave(was_masked);
    if (succeeded(result)) were_masked_[which.index] = was_masked;
    return begin_section(which, result, begin, true);
}

bool ProgramCpu::begin_section(scenarios::Lock which, Result result, rqspinlock::Nanoseconds begin,
                               bool saved) {
    // The attempt is over: an NMI that lands from here on did not land in it.
    if (!succeeded(result)) be_between_calls();
    if (succeeded(result)) shared_.sections[which.index].enter(id_);
    counts_.count(result, now() - begin);
    if (!succeeded(result)) return false;
    owned_.take(which, saved);
    if (held_count_ < held_.size()) held_[held_count_++] = which;
    return true;
}

void ProgramCpu::be_between_calls() const {
    SiteRecorder::be_at(held_count_ == 0 ? rig::program_end : rig::section_hold, region());
}

/// Where the program is between two calls of a lock.
Region ProgramCpu::region() const {
    return held_count_ == 0 ? Region::outside : Region::section;
}

/// Records that the lock is given up. An unlock that is not possible is counted and left out.
bool ProgramCpu::may_give(scenarios::Lock which, bool restores, scenarios::SourceLine source) {
    const std::optional<rqspinlock::Misuse> misuse = owned_.give(which, restores);
    if (!misuse) return true;
    misuses_.add();
    if (!first_misuse_) first_misuse_ = {*misuse, which, source};
    return false;
}

void ProgramCpu::give(scenarios::Lock which) {
    ProtectedSection& section = shared_.sections[which.index];
    section.exit(id_);
    section.lock.unlock();
    end_section(which);
}

void ProgramCpu::unlock(scenarios::Lock which, scenarios::SourceLine source) {
    section(which, source);
    if (may_give(which, false, source)) give(which);
}

void ProgramCpu::unlock_irqrestore(scenarios::Lock which, scenarios::SourceLine source) {
    ProtectedSection& given = section(which, source);
    if (!may_give(which, true, source)) return;
    given.exit(id_);
    given.lock.unlock_irqrestore(were_masked_[which.index]);
    end_section(which);
}

/// Most often it is the lock taken last. A scenario may choose another order.
void ProgramCpu::end_section(scenarios::Lock which) {
    const auto end = held_.begin() + held_count_;
    const auto found = std::find_if(held_.begin(), end,
                                    [&](const scenarios::Lock& lock) { return lock.index == which.index; });
    if (found != end) {
        std::copy(found + 1, end, found);
        --held_count_;
    }
    be_between_calls();
}

void ProgramCpu::release_all() {
    while (held_count_ > 0) give(held_[held_count_ - 1]);
    owned_ = {};
    rqspinlock::hardware::irq_restore(false);
}

void ProgramCpu::hold(scenarios::Nanoseconds duration, scenarios::SourceLine source) {
    if (shared_.use != nullptr) require(shared_.use->of_hold(duration, source));
    SiteRecorder::before(rig::section_hold, Region::section);
    const auto end = RecordedPlatform::now() + duration;
    do {
        rqspinlock::hardware::pause();
        if (rqspinlock::hardware::is_oversubscribed()) sched_yield();
        SiteRecorder::before(rig::section_hold, Region::section);
    } while (RecordedPlatform::now() < end);
}

unsigned ProgramCpu::choose(unsigned n, scenarios::SourceLine source) {
    if (shared_.use != nullptr) require(shared_.use->of_choice(n, source));
    return random_.below(n);
}

void ProgramCpu::signal(scenarios::Flag flag, scenarios::Ordering ordering, scenarios::SourceLine source) {
    if (shared_.use != nullptr) require(shared_.use->of(flag, source));
    Rendezvous<RecordedPlatform>::signal(shared_.flags[flag.index], ordering);
}

void ProgramCpu::await(scenarios::Flag flag, scenarios::Ordering ordering, scenarios::SourceLine source) {
    if (shared_.use != nullptr) require(shared_.use->of(flag, source));
    Rendezvous<RecordedPlatform>::await(shared_.flags[flag.index], ordering);
}

void ProgramCpu::await_pending(scenarios::Lock which, scenarios::SourceLine source) {
    Rendezvous<RecordedPlatform>::await_pending(section(which, source).lock.word());
}

void ProgramCpu::await_queued(scenarios::Lock which, unsigned cpu, scenarios::SourceLine source) {
    if (shared_.use != nullptr) require(shared_.use->of_cpu(cpu, source));
    Rendezvous<RecordedPlatform>::await_queued(section(which, source).lock.word(), cpu);
}

Variable& ProgramCpu::the(scenarios::Variable variable, scenarios::SourceLine source) {
    if (shared_.use != nullptr) require(shared_.use->of(variable, source));
    return shared_.variables[variable.index];
}

std::uint64_t ProgramCpu::load(scenarios::Variable variable, scenarios::Order order,
                               scenarios::SourceLine source) {
    if (shared_.use != nullptr) require(shared_.use->of_order(may_load(order), "a load", source));
    const Variable& loaded = the(variable, source);
    SiteRecorder::before(rig::variable_load, region());
    return with(order, [&](auto constant) {
        if constexpr (may_load(constant)) return loaded.load(constant);
        return std::uint64_t{0};
    });
}

void ProgramCpu::store(scenarios::Variable variable, std::uint64_t value, scenarios::Order order,
                       scenarios::SourceLine source) {
    if (shared_.use != nullptr) require(shared_.use->of_order(may_store(order), "a store", source));
    Variable& stored = the(variable, source);
    SiteRecorder::before(rig::variable_store, region());
    with(order, [&](auto constant) {
        if constexpr (may_store(constant)) stored.store(value, constant);
    });
}

std::uint64_t ProgramCpu::exchange(scenarios::Variable variable, std::uint64_t value, scenarios::Order order,
                                   scenarios::SourceLine source) {
    Variable& updated = the(variable, source);
    SiteRecorder::before(rig::variable_update, region());
    return with(order, [&](auto constant) { return updated.exchange(value, constant); });
}

std::uint64_t ProgramCpu::fetch_add(scenarios::Variable variable, std::uint64_t addend,
                                    scenarios::Order order, scenarios::SourceLine source) {
    Variable& updated = the(variable, source);
    SiteRecorder::before(rig::variable_update, region());
    return with(order, [&](auto constant) { return updated.fetch_add(addend, constant); });
}

bool ProgramCpu::compare_exchange(scenarios::Variable variable, std::uint64_t& expected,
                                  std::uint64_t desired, scenarios::Order order,
                                  scenarios::SourceLine source) {
    Variable& updated = the(variable, source);
    SiteRecorder::before(rig::variable_update, region());
    return with(order, [&](auto constant) {
        return updated.compare_exchange_strong(expected, desired, constant, std::memory_order_relaxed);
    });
}

void ProgramCpu::await(scenarios::Variable variable, std::uint64_t value, scenarios::Order order,
                       scenarios::SourceLine source) {
    if (shared_.use != nullptr) require(shared_.use->of_order(may_load(order), "an await", source));
    const Variable& awaited = the(variable, source);
    with(order, [&](auto constant) {
        if constexpr (may_load(constant)) {
            while (true) {
                SiteRecorder::before(rig::variable_await, region());
                if (awaited.load(constant) == value) return;
                rqspinlock::hardware::pause();
                if (rqspinlock::hardware::is_oversubscribed()) sched_yield();
            }
        }
    });
}

void ProgramCpu::fence(scenarios::Order order, scenarios::SourceLine /*source*/) {
    SiteRecorder::before(rig::variable_fence, region());
    with(order, [](auto constant) { rqspinlock::hardware::fence(constant); });
}

bool ProgramCpu::check(bool holds, const char* text, scenarios::SourceLine source) {
    if (holds) return true;
    failed_checks_.add();
    if (!first_failed_check_) first_failed_check_ = {text, source};
    return false;
}

}  // namespace tools::hardware
