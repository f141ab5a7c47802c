// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A finished graph as observers see it.

#include "model/machine.hpp"
#include "model/native/machine.hpp"
#include "model/recorder.hpp"

namespace model::native {

class FinishedGraph final : public FinishedExecution {
  public:
    FinishedGraph(const Machine& machine, bool stuck, bool endless)
        : machine_(machine), stuck_(stuck), endless_(endless) {}

    Fingerprint skeleton() override;
    bool skeleton_is_all() const override { return false; }
    const Execution& record() override;

  private:
    bool has_race() const;
    MachineFailures failures() const;

    const Machine& machine_;
    bool stuck_;
    bool endless_;
    Recorder recorder_;
};

}  // namespace model::native
