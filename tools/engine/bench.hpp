// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A scenario set up on an engine: its locks, the data that they guard, and its programs.

#include <array>

#include "lock/options.hpp"
#include "lock/rqspinlock.hpp"
#include "model/machine.hpp"
#include "scenarios/framework/scenario.hpp"
#include "tools/engine/lock_platform.hpp"

namespace tools {

inline constexpr unsigned max_locks = 40;

/// @tparam Engine has `Platform`, `PlainData` and `machine()`
template <class Engine>
class Bench {
  public:
    struct Locks {
        static unsigned index(const void* word) {
            const auto offset = static_cast<const char*>(word) - reinterpret_cast<const char*>(&locks());
            return static_cast<unsigned>(offset / static_cast<std::ptrdiff_t>(sizeof(Lock)));
        }
    };
    using Platform = LockPlatform<typename Engine::Platform, Locks>;
    static_assert(rqspinlock::Platform<Platform>);
    using Lock = rqspinlock::RqSpinLock<Platform, rqspinlock::RuntimeOptions>;

    static std::array<Lock, max_locks>& locks() {
        static std::array<Lock, max_locks> locks;
        return locks;
    }
    static std::array<typename Engine::PlainData, max_locks>& data() {
        static std::array<typename Engine::PlainData, max_locks> data;
        return data;
    }
    static rqspinlock::PerCpu<Platform>& per_cpu(unsigned cpu) { return rqspinlock::per_cpu<Platform>(cpu); }

    static model::Programs programs(const scenarios::Scenario& scenario) {
        model::Programs programs;
        programs.environment = const_cast<scenarios::Scenario*>(&scenario);
        programs.task = [](void* environment, unsigned cpu) {
            ProgramCpu program(cpu);
            static_cast<const scenarios::Scenario*>(environment)->task(program);
        };
        programs.nmi = [](void* environment, unsigned cpu) {
            ProgramCpu program(cpu);
            static_cast<const scenarios::Scenario*>(environment)->nmi(program);
        };
        programs.task_end_site = static_cast<model::SiteId>(rqspinlock::Site::program_end);
        return programs;
    }

  private:
    /// What a program may do, done on the engine.
    class ProgramCpu final : public scenarios::Cpu {
      public:
        explicit ProgramCpu(unsigned cpu) : cpu_(cpu) {}

        unsigned id() const override { return cpu_; }
        bool lock(scenarios::Lock lock) override {
            if (!succeeded(locks()[lock.index].lock())) return false;
            touch(lock, rqspinlock::Site::section_entry);
            return true;
        }
        void unlock(scenarios::Lock lock) override {
            touch(lock, rqspinlock::Site::section_exit);
            locks()[lock.index].unlock();
        }
        void hold(scenarios::Nanoseconds duration) override {
            Engine::machine().hold(duration, Engine::access(rqspinlock::Site::section_hold));
        }
        unsigned choose(unsigned n) override { return Engine::machine().choose(n); }

      private:
        static void touch(scenarios::Lock lock, rqspinlock::Site site) {
            Engine::machine().plain_write(data()[lock.index], Engine::access(site));
        }
        unsigned cpu_;
    };
};

}  // namespace tools
