// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine as one context of one CPU sees it.

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <span>

#include "scenarios/framework/cpu.hpp"
#include "tools/hardware/counts.hpp"
#include "tools/hardware/random.hpp"
#include "tools/hardware/section.hpp"
#include "tools/rig/ownership.hpp"
#include "tools/rig/scenario_use.hpp"

namespace tools::hardware {

/// The data that all CPUs share.
struct Shared {
    std::span<ProtectedSection> sections;
    std::span<Flag, scenarios::max_flags> flags;
    const ScenarioUse* use = nullptr;  ///< checks the programs' requests; nullptr: they are known to be right
    std::span<Variable> variables{};   ///< of the scenario's own
};

/// A call that the lock does not support. It was left out.
struct MisuseAt {
    rqspinlock::Misuse misuse;
    scenarios::Lock lock;
    scenarios::SourceLine source;
};

/// A check of a program that does not hold.
struct CheckAt {
    const char* text;
    scenarios::SourceLine source;
};

class ProgramCpu : public scenarios::Cpu {
  public:
    /// Only this context uses `counts` and the numbers of `random`.
    ProgramCpu(unsigned id, Shared shared, AttemptCounts& counts, Random random)
        : id_(id), shared_(shared), counts_(counts), random_(random) {}

    unsigned id() const override { return id_; }
    [[nodiscard]] bool lock(scenarios::Lock which, scenarios::SourceLine source) override;
    void unlock(scenarios::Lock which, scenarios::SourceLine source) override;
    [[nodiscard]] bool lock_irqsave(scenarios::Lock which, scenarios::SourceLine source) override;
    void unlock_irqrestore(scenarios::Lock which, scenarios::SourceLine source) override;
    /// Waits by the platform's clock: a machine cannot make time pass faster.
    void hold(scenarios::Nanoseconds duration, scenarios::SourceLine source) override;
    unsigned choose(unsigned n, scenarios::SourceLine source) override;
    void signal(scenarios::Flag flag, scenarios::Ordering ordering, scenarios::SourceLine source) override;
    void await(scenarios::Flag flag, scenarios::Ordering ordering, scenarios::SourceLine source) override;
    void await_pending(scenarios::Lock which, scenarios::SourceLine source) override;
    void await_queued(scenarios::Lock which, unsigned cpu, scenarios::SourceLine source) override;

    std::uint64_t load(scenarios::Variable variable, scenarios::Order order,
                       scenarios::SourceLine source) override;
    void store(scenarios::Variable variable, std::uint64_t value, scenarios::Order order,
               scenarios::SourceLine source) override;
    std::uint64_t exchange(scenarios::Variable variable, std::uint64_t value, scenarios::Order order,
                           scenarios::SourceLine source) override;
    std::uint64_t fetch_add(scenarios::Variable variable, std::uint64_t addend, scenarios::Order order,
                            scenarios::SourceLine source) override;
    bool compare_exchange(scenarios::Variable variable, std::uint64_t& expected, std::uint64_t desired,
                          scenarios::Order order, scenarios::SourceLine source) override;
    void await(scenarios::Variable variable, std::uint64_t value, scenarios::Order order,
               scenarios::SourceLine source) override;
    void fence(scenarios::Order order, scenarios::SourceLine source) override;
    bool check(bool holds, const char* text, scenarios::SourceLine source) override;

    /// Unlocks what the program has left locked, the lock taken last first.
    void release_all();

    std::uint64_t misuses() const { return misuses_.get(); }
    /// To be called when the program is not running.
    const std::optional<MisuseAt>& first_misuse() const { return first_misuse_; }
    std::uint64_t failed_checks() const { return failed_checks_.get(); }
    /// To be called when the program is not running.
    const std::optional<CheckAt>& first_failed_check() const { return first_failed_check_; }

  private:
    ProtectedSection& section(scenarios::Lock which, scenarios::SourceLine source);
    bool begin_section(scenarios::Lock which, rqspinlock::Result result, rqspinlock::Nanoseconds begin,
                       bool saved);
    Variable& the(scenarios::Variable variable, scenarios::SourceLine source);
    void be_between_calls() const;
    Region region() const;
    bool may_give(scenarios::Lock which, bool restores, scenarios::SourceLine source);
    void give(scenarios::Lock which);
    void end_section(scenarios::Lock which);

    unsigned id_;
    Shared shared_;
    AttemptCounts& counts_;
    Random random_;
    std::array<scenarios::Lock, scenarios::max_locks> held_{};
    unsigned held_count_ = 0;
    Ownership owned_;
    Counter misuses_;
    std::optional<MisuseAt> first_misuse_;
    Counter failed_checks_;
    std::optional<CheckAt> first_failed_check_;
    std::bitset<scenarios::max_locks> were_masked_;  // the state before the irqsave of each lock
};

}  // namespace tools::hardware
