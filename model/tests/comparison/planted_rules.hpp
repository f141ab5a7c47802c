// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Replaces the engine's own rules (model/native/graph/rules.hpp) for tests that must notice errors: each
/// rule can be left out.

#include "model/tests/comparison/planted_errors.hpp"

namespace model::native {

struct Rules {
    static bool has_revisits() { return !tests::planted.skip_revisits; }
    static bool requires_maximality() { return !tests::planted.skip_maximality; }
    static bool has_release_sequences() { return !tests::planted.ignore_release_sequences; }
    static bool has_dependencies() { return !tests::planted.ignore_dependencies; }
    static bool orders_dependent_accesses_only() { return !tests::planted.dependencies_acquire; }
    static bool requires_consistency() { return !tests::planted.skip_consistency; }
    static bool asks_anew_whether_to_wait() { return !tests::planted.keep_waiting; }
};

}  // namespace model::native
