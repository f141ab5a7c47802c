// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Describes trials in words.

#include <map>
#include <string>
#include <vector>

#include "tools/mutate/trial.hpp"

namespace tools::mutate {

using Reasons = std::map<std::string, std::string>;

/// What a mutant changes: "drop queue.link", "slowpath.hpp: `a` becomes `b`".
std::string change_of(const Mutant& mutant);

/// "NAME: killed by SCENARIO on REVISION: stuck", one line for each kill.
std::string line_of(const Trial& trial, const Reasons& reasons);

/// "240 mutants: 230 killed (4 of them by a wait only), 8 accepted, 1 survived, 1 undecided"
std::string summary_of(const std::vector<Trial>& trials, const Reasons& reasons);

/// The tables of docs/mutants.md.
std::string markdown_of(const std::vector<Trial>& trials, const Reasons& reasons);

}  // namespace tools::mutate
