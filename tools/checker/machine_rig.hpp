// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A scenario on an engine's machine: its locks, the data that they guard, and its programs.

#include <array>
#include <bitset>
#include <optional>
#include <stdexcept>

#include "lock/judge/judge.hpp"
#include "lock/options.hpp"
#include "lock/rqspinlock.hpp"
#include "model/machine.hpp"
#include "scenarios/framework/limits.hpp"
#include "scenarios/framework/scenario.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/checker/check_texts.hpp"
#include "tools/checker/lock_platform.hpp"
#include "tools/rig/ownership.hpp"
#include "tools/rig/rendezvous.hpp"
#include "tools/rig/scenario_use.hpp"
#include "tools/rig/variable_orders.hpp"

namespace tools {

/// @tparam Engine a `RigEngine`: has `Platform`, `PlainData`, `Lock` and `machine()`
template <class Engine>
class MachineRig {
  public:
    struct Locks {
        static unsigned index(const void* word) {
            const auto offset = static_cast<const char*>(word) - reinterpret_cast<const char*>(&locks());
            return static_cast<unsigned>(offset / static_cast<std::ptrdiff_t>(sizeof(Lock)));
        }
    };
    using Platform = LockPlatform<typename Engine::Platform, Locks>;
    static_assert(rqspinlock::Platform<Platform>);
    using Lock = typename Engine::template Lock<Platform>;

    using Flag = typename Rendezvous<Platform>::Flag;
    using Variable = typename Platform::template Atomic<std::uint64_t>;

    static std::array<Lock, scenarios::max_locks>& locks() {
        static std::array<Lock, scenarios::max_locks> locks;
        return locks;
    }
    static std::array<typename Engine::PlainData, scenarios::max_locks>& data() {
        static std::array<typename Engine::PlainData, scenarios::max_locks> data;
        return data;
    }
    static std::array<Flag, scenarios::max_flags>& flags() {
        static std::array<Flag, scenarios::max_flags> flags;
        return flags;
    }
    static std::array<Variable, scenarios::max_variables>& variables() {
        static std::array<Variable, scenarios::max_variables> variables;
        return variables;
    }
    static rqspinlock::PerCpu<Platform>& per_cpu(unsigned cpu) { return rqspinlock::per_cpu<Platform>(cpu); }

    static model::Programs programs(const scenarios::Scenario& scenario) {
        model::Programs programs;
        programs.environment = const_cast<scenarios::Scenario*>(&scenario);
        programs.task = &run_task;
        programs.nmi = &run_handler<scenarios::Interrupt::nmi>;
        programs.hardirq = &run_handler<scenarios::Interrupt::hardirq>;
        programs.softirq = &run_handler<scenarios::Interrupt::softirq>;
        for (const scenarios::TraceProgram& traced : scenario.contention_begin) {
            programs.traced.push_back(attached(traced, Platform::contention_begin));
        }
        for (const scenarios::TraceProgram& traced : scenario.contention_end) {
            programs.traced.push_back(attached(traced, Platform::contention_end));
        }
        programs.trace = &run_traced;
        programs.task_end_site = static_cast<model::SiteId>(scenarios::rig::program_end);
        return programs;
    }

  private:
    static_assert(scenarios::most_cpus == model::max_cpus);
    static_assert(scenarios::pending_timeout == rqspinlock::res_def_timeout);
    static_assert(scenarios::head_timeout == rqspinlock::queue_head_timeout);
    static_assert(scenarios::all_sites.size() <= model::max_sites);
    static_assert(scenarios::most_trace_programs <= model::max_trace_programs);

    static model::TraceProgram attached(const scenarios::TraceProgram& traced, unsigned point) {
        model::TraceProgram attached{.point = point};
        if (traced.guard == scenarios::TraceGuard::program) attached.guard = model::TraceGuard::per_program;
        if (traced.lock) attached.subject = traced.lock->index;
        return attached;
    }

    static void run_task(void* environment, unsigned cpu) {
        const auto& scenario = *static_cast<const scenarios::Scenario*>(environment);
        ProgramCpu program_cpu(scenario, cpu);
        scenario.task(program_cpu);
    }

    static void run_traced(void* environment, unsigned cpu, unsigned number) {
        const auto& scenario = *static_cast<const scenarios::Scenario*>(environment);
        ProgramCpu program_cpu(scenario, cpu);
        scenario.trace_program(number).program(program_cpu);
    }

    template <scenarios::Interrupt interrupt>
    static void run_handler(void* environment, unsigned cpu) {
        const auto& scenario = *static_cast<const scenarios::Scenario*>(environment);
        ProgramCpu program_cpu(scenario, cpu);
        scenario.handlers[interrupt].program(program_cpu);
    }

    /// Does on the engine what a program asks for.
    class ProgramCpu final : public scenarios::Cpu {
      public:
        ProgramCpu(const scenarios::Scenario& scenario, unsigned cpu)
            : use_(scenario, Engine::machine().cpu_count()),
              cpu_(cpu),
              is_small_program_(scenario.name == scenarios::small_program_name) {}

        unsigned id() const override { return cpu_; }
        bool lock(scenarios::Lock lock, scenarios::SourceLine source) override {
            Lock& wanted = the(lock, source);
            Platform::call_from(in_model(source));
            if (!tried(wanted.lock(), source)) return false;
            owned_.take(lock, false);
            touch(lock, scenarios::rig::section_entry, source);
            return true;
        }
        void unlock(scenarios::Lock lock, scenarios::SourceLine source) override {
            Lock& given = the(lock, source);
            if (!may_give(lock, false, source)) return;
            touch(lock, scenarios::rig::section_exit, source);
            given.unlock();
        }
        bool lock_irqsave(scenarios::Lock lock, scenarios::SourceLine source) override {
            typename Platform::IrqState state{};
            Lock& wanted = the(lock, source);
            Platform::call_from(in_model(source));
            if (!tried(wanted.lock_irqsave(state), source)) return false;
            were_masked_[lock.index] = state;
            owned_.take(lock, true);
            touch(lock, scenarios::rig::section_entry, source);
            return true;
        }
        void unlock_irqrestore(scenarios::Lock lock, scenarios::SourceLine source) override {
            Lock& given = the(lock, source);
            if (!may_give(lock, true, source)) return;
            touch(lock, scenarios::rig::section_exit, source);
            given.unlock_irqrestore(were_masked_[lock.index]);
        }
        void hold(scenarios::Nanoseconds duration, scenarios::SourceLine source) override {
            require(use_.of_hold(duration, source));
            Engine::machine().hold(duration, access(scenarios::rig::section_hold, source));
        }
        unsigned choose(unsigned n, scenarios::SourceLine source) override {
            require(use_.of_choice(n, source));
            return Engine::machine().choose(n);
        }

        void signal(scenarios::Flag flag, scenarios::Ordering ordering,
                    scenarios::SourceLine source) override {
            require(use_.of(flag, source));
            Rendezvous<Platform>::signal(flags()[flag.index], ordering, in_model(source));
        }
        void await(scenarios::Flag flag, scenarios::Ordering ordering,
                   scenarios::SourceLine source) override {
            require(use_.of(flag, source));
            Rendezvous<Platform>::await(flags()[flag.index], ordering, in_model(source));
        }
        void await_pending(scenarios::Lock lock, scenarios::SourceLine source) override {
            Rendezvous<Platform>::await_pending(the(lock, source).word(), in_model(source));
        }
        void await_queued(scenarios::Lock lock, unsigned cpu, scenarios::SourceLine source) override {
            require(use_.of_cpu(cpu, source));
            Rendezvous<Platform>::await_queued(the(lock, source).word(), cpu, in_model(source));
        }

        std::uint64_t load(scenarios::Variable variable, scenarios::Order order,
                           scenarios::SourceLine source) override {
            require(use_.of_order(may_load(order), "a load", source));
            return the(variable, source).load(order, scenarios::rig::variable_load, in_model(source));
        }
        void store(scenarios::Variable variable, std::uint64_t value, scenarios::Order order,
                   scenarios::SourceLine source) override {
            require(use_.of_order(may_store(order), "a store", source));
            the(variable, source).store(value, order, scenarios::rig::variable_store, in_model(source));
        }
        std::uint64_t exchange(scenarios::Variable variable, std::uint64_t value, scenarios::Order order,
                               scenarios::SourceLine source) override {
            return the(variable, source)
                .update(0, value, order, scenarios::rig::variable_update, in_model(source));
        }
        std::uint64_t fetch_add(scenarios::Variable variable, std::uint64_t addend, scenarios::Order order,
                                scenarios::SourceLine source) override {
            return the(variable, source)
                .add(addend, order, scenarios::rig::variable_update, in_model(source));
        }
        bool compare_exchange(scenarios::Variable variable, std::uint64_t& expected, std::uint64_t desired,
                              scenarios::Order order, scenarios::SourceLine source) override {
            const bool exchanged = the(variable, source)
                                       .compare_exchange(expected, desired, order,
                                                         scenarios::rig::variable_update, in_model(source));
            return counted(exchanged, source);
        }
        void await(scenarios::Variable variable, std::uint64_t value, scenarios::Order order,
                   scenarios::SourceLine source) override {
            require(use_.of_order(may_load(order), "an await", source));
            const auto has_value = [value](std::uint64_t present) { return present == value; };
            Platform::await(the(variable, source), has_value, order, rqspinlock::never, rqspinlock::never,
                            scenarios::rig::variable_await, in_model(source));
        }
        void fence(scenarios::Order order, scenarios::SourceLine source) override {
            Platform::fence(order, scenarios::rig::variable_fence, in_model(source));
        }
        bool check(bool holds, const char* text, scenarios::SourceLine source) override {
            if (!holds) {
                Engine::machine().note(static_cast<unsigned>(rqspinlock::Phase::check_failed), 0,
                                       number_of_text(text), in_model(source));
            }
            return holds;
        }

      private:
        static void require(const ScenarioUse::Problem& problem) {
            if (problem) throw std::invalid_argument(*problem);
        }
        /// Locks beyond those that the scenario declares have no name and are not judged.
        Lock& the(scenarios::Lock lock, scenarios::SourceLine source) const {
            require(use_.of(lock, source));
            return locks()[lock.index];
        }
        Variable& the(scenarios::Variable variable, scenarios::SourceLine source) const {
            require(use_.of(variable, source));
            return variables()[variable.index];
        }
        /// Tells the machine whether the call succeeded. A call that fails again and again at its line may do
        /// so for ever.
        bool tried(rqspinlock::Result result, scenarios::SourceLine source) const {
            return counted(succeeded(result), source);
        }
        bool counted(bool success, scenarios::SourceLine source) const {
            // A small program has one line for all its calls, and no loops.
            if (is_small_program_) return success;
            if (success) {
                Engine::machine().succeeded(in_model(source));
            } else {
                Engine::machine().failed(in_model(source));
            }
            return success;
        }
        /// Records that the CPU gives up the lock. If it may not, the misuse is noted and the result is
        /// false: the step is left out, and the execution goes on.
        bool may_give(scenarios::Lock lock, bool restores, scenarios::SourceLine source) {
            const std::optional<rqspinlock::Misuse> misuse = owned_.give(lock, restores);
            if (!misuse) return true;
            Engine::machine().note(static_cast<unsigned>(rqspinlock::Phase::misused), lock.index,
                                   static_cast<unsigned>(*misuse), in_model(source));
            return false;
        }
        static void touch(scenarios::Lock lock, rqspinlock::Site site, scenarios::SourceLine source) {
            Engine::machine().plain_write(data()[lock.index], access(site, source));
        }
        static model::Source in_model(scenarios::SourceLine source) { return {source.file, source.line}; }
        /// The access information of a step around the lock. It has a site, and its memory order
        /// does not matter.
        static model::AccessInfo access(rqspinlock::Site site, scenarios::SourceLine source) {
            return model::access_info(std::memory_order_relaxed, site, in_model(source));
        }

        ScenarioUse use_;
        unsigned cpu_;
        bool is_small_program_;
        Ownership owned_;
        std::bitset<scenarios::max_locks> were_masked_;  // the state before the irqsave of each lock
    };
};

}  // namespace tools
