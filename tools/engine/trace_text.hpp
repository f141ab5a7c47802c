// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An execution as plain text, one column per CPU, to be walked by hand against the lock's steps.

#include <string>

#include "model/execution.hpp"
#include "tools/engine/names.hpp"

namespace tools {

/// Rows in the order in which the engine ran the CPUs, which reads-from and coherence agree with. Each row
/// shows the site and what was read or written; `->` marks an update's new value, `<-` the write of another
/// CPU that was read, `(stale)` a read of a store that was not the latest; phases of the lock begin with `*`;
/// what is nested is indented in its CPU's column: NMIs, IRQs, programs at trace points.
std::string trace_text(const model::Execution& execution, const Names& names);

}  // namespace tools
