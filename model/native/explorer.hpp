// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Explores all execution graphs of a program, each once. The method is TruSt's (Kokologiannakis, Marmanis,
/// Gladstein, Vafeiadis, "Truly Stateless, Optimal Dynamic Partial Order Reduction", POPL 2022), with
/// choices, waits and epochs of virtual time added: see docs/engine.md.

#include <random>
#include <vector>

#include "model/machine.hpp"
#include "model/native/finished.hpp"
#include "model/native/stepper.hpp"
#include "model/search_budget.hpp"

namespace model::native {

class Explorer final : private Patience {
  public:
    Explorer(Machine& machine, const Configuration& configuration, const SearchLimits& limits,
             Observer& observer, Sabotage sabotage);

    SearchResult run();

  private:
    /// A graph at which there was more than one way to go on.
    struct Node {
        Stepper::Position position;
        const Option* options = nullptr;
        std::uint32_t option_count = 0;
        std::uint32_t taken = 0;
        std::uint32_t departures = 0;  ///< on the way to it
        Stepper::Revisit revisit;      ///< if it was one that was taken
    };

    void explore_all();
    void walk_at_random();
    Ending walk(double& weight);
    Ending advance();
    std::uint32_t departures() const;
    std::optional<Ending> go_on();
    void push_node();
    bool take(Node& node);
    bool backtrack();
    bool is_ours();
    void sample_size();
    double sampled_size();
    void report(Ending ending);
    Progress progress() const;
    bool time_to_stop();
    bool is_over() override;

    const SearchLimits& limits_;
    Observer& observer_;
    Stepper stepper_;
    FinishedGraph finished_;
    SearchResult result_;

    std::vector<Node> nodes_;
    Stepper::Position root_;
    SearchBudget budget_;
    std::mt19937_64 random_;
    Progress estimate_;
    bool is_estimated_ = false;
    std::uint64_t next_part_ = 0;  // of a shared search
};

}  // namespace model::native
