// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Finds all execution graphs of a small program by trying everything: any CPU next, any store read, any
/// place in coherence. Each partial graph is checked against the axioms. Only two reductions: a partial graph
/// that was met before is not extended again, and a step without an access to shared memory comes at once.

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "model/tests/programs/program.hpp"

namespace model::tests {

/// The time at which a CPU makes a step that no other CPU can see or change: an interrupt that arrives, a
/// choice, plain data, the beginning of a hold.
enum class LocalSteps : std::uint8_t {
    at_once,  ///< before any other step: no graph contains the order of such steps
    anytime,  ///< in every order; to check that claim
};

/// @return the graphs as graph_text writes them; nullopt if there are more than `limit` partial graphs
std::optional<std::set<std::string>> enumerate(const Program& program, std::size_t limit,
                                               LocalSteps local_steps = LocalSteps::at_once);

}  // namespace model::tests
