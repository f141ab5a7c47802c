// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A finished graph as observers see it.

#include <optional>
#include <vector>

#include "model/native/finished/decisions.hpp"
#include "model/native/finished/ending.hpp"
#include "model/native/finished/ordered_skeleton.hpp"
#include "model/native/machine/program_runner.hpp"
#include "model/observer.hpp"

namespace model::native {

class FinishedGraph final : public FinishedExecution {
  public:
    explicit FinishedGraph(const ProgramRunner& runner) : runner_(runner) {}

    /// Takes note that the execution has ended.
    void end(Ending ending) {
        ending_ = ending;
        skeleton_.reset();
    }

    /// Was the execution broken off because it did not end?
    bool goes_on_and_on() const;

    Hash skeleton() override {
        if (!skeleton_) skeleton_ = make_skeleton();
        return *skeleton_;
    }
    bool skeleton_is_all() const override { return false; }
    std::optional<Hash> ordered_skeleton() override { return native::ordered_skeleton(runner_, skeleton()); }
    RecordSize size() const override;
    void add_to(Reached& reached) const override;
    const Execution& record() override;
    Decisions decisions() override { return decisions_of(runner_.graph_view()); }

  private:
    Hash make_skeleton() const;
    void collect(unsigned cpu);
    MachineFailures failures() const;

    const ProgramRunner& runner_;
    Ending ending_ = Ending::complete;
    std::optional<Hash> skeleton_;
    // These are kept from execution to execution, to reuse their memory.
    Execution execution_;
    std::array<std::vector<const Record*>, max_cpus> records_;  ///< per CPU, in program order
};

}  // namespace model::native
