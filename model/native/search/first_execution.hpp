// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The steps of a program in the first execution of a search. The program must do the same whenever it is
/// run, or the search's results have no meaning.

#include <array>
#include <vector>

#include "model/native/machine/machine.hpp"
#include "model/native/search/turn_order.hpp"
#include "model/not_deterministic.hpp"

namespace model::native {

class FirstExecution {
  public:
    /// Runs the first execution. The machine's state afterwards has no meaning.
    FirstExecution(Machine& machine, const Configuration& configuration, const Programs& programs,
                   WaitOrder wait_order);

    /// @throw NotDeterministic if the later execution differs
    void require_same(const FirstExecution& later) const;

  private:
    struct Step {
        Operation operation;
        SiteId site;
        std::uint32_t line;
        LocationId location;
        std::uint64_t value;
        std::uint64_t note;
        friend bool operator==(const Step&, const Step&) = default;
    };

    void collect(const CpuState& state, std::vector<Step>& steps);

    std::array<std::vector<Step>, max_cpus> steps_;
};

}  // namespace model::native
