// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Programs as data on the native engine.

#include "model/native/search.hpp"
#include "model/tests/graphs.hpp"
#include "model/tests/program.hpp"

namespace model::tests {

struct NativeRun {
    Graphs graphs;
    SearchResult search;
};

NativeRun run_on_native(const Program& program, const SearchLimits& limits = {},
                        native::Sabotage sabotage = {});

}  // namespace model::tests
