// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Planted errors of the engine, for tests that must notice them.

namespace model::native {

struct Sabotage {
    bool skip_revisits = false;
    bool skip_maximality = false;  ///< of reads and writes: take them as they are
    bool ignore_release_sequences = false;
    bool skip_consistency = false;  ///< seq_cst, and the order of `tso` and `sc`
    bool keep_waiting = false;      ///< decide once whether a wait blocks, whatever time passes above it
};

}  // namespace model::native
