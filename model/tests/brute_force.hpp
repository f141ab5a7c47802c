// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// All execution graphs of a small program, by trying everything: any CPU next, any store read, any place in
/// coherence, each partial graph checked against the axioms. No reduction but that a partial graph which was
/// met before is not extended again.

#include <set>
#include <string>

#include "model/tests/program.hpp"

namespace model::tests {

/// @return the graphs as graph_text writes them; empty if there are more than `limit` partial graphs
std::set<std::string> enumerate(const Program& program, std::size_t limit);

}  // namespace model::tests
