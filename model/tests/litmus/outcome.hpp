// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The outcome of a litmus test in a graph: the values read.

#include <string>

namespace model::tests {

/// The values that each CPU has read, in program order, as one word. CPUs that read nothing are left out.
/// With final values, these follow: `01 0 x=1 y=2`.
/// @param graph in the form of graph_text, so that graphs of the brute-force enumerator can be used too
std::string outcome_of(const std::string& graph, bool with_final_values);

}  // namespace model::tests
