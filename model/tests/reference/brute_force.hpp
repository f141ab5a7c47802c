// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// All execution graphs of a small program, by trying everything: any CPU next, any store read, any place in
/// coherence, each partial graph checked against the axioms. No reduction but two: a partial graph which was
/// met before is not extended again, and a step that is no access of shared memory is made at once.

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "model/tests/programs/program.hpp"

namespace model::tests {

/// When a CPU makes a step that no other CPU can see or change: an interrupt that arrives, a choice, plain
/// data, the beginning of a hold.
enum class LocalSteps : std::uint8_t {
    at_once,  ///< before anything else: the order of such steps is in no graph
    anytime,  ///< in every order; to check that
};

/// @return the graphs as graph_text writes them; nothing if there are more than `limit` partial graphs
std::optional<std::set<std::string>> enumerate(const Program& program, std::size_t limit,
                                               LocalSteps local_steps = LocalSteps::at_once);

}  // namespace model::tests
