// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The machine as one context of one CPU sees it.

#include <span>

#include "scenarios/framework/cpu.hpp"
#include "tools/hardware/counts.hpp"
#include "tools/hardware/random.hpp"
#include "tools/hardware/section.hpp"

namespace tools::hardware {

class ProgramCpu final : public scenarios::Cpu {
  public:
    /// `counts` and the numbers of `random` are this context's alone.
    ProgramCpu(unsigned id, std::span<ProtectedSection> sections, AttemptCounts& counts, Random random)
        : id_(id), sections_(sections), counts_(counts), random_(random) {}

    unsigned id() const override { return id_; }
    [[nodiscard]] bool lock(scenarios::Lock which) override;
    void unlock(scenarios::Lock which) override;
    /// In real time: a machine cannot make it pass faster.
    void hold(scenarios::Nanoseconds duration) override;
    unsigned choose(unsigned n) override { return random_.below(n); }

  private:
    unsigned id_;
    std::span<ProtectedSection> sections_;
    AttemptCounts& counts_;
    Random random_;
    unsigned held_ = 0;  // to know, after an unlock, whether we are still in an outer section
};

}  // namespace tools::hardware
