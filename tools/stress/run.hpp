// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A stress run: one pinned thread per CPU, signals as NMIs, for some seconds.

#include <functional>

#include "tools/stress/report.hpp"

namespace tools::stress {

/// Called repeatedly with the progress of the run, until it has ended. Its waits and counts are those of this
/// moment.
/// @return false to end the run now
using OnProgress = std::function<bool(const StressReport&)>;

/// Runs a load, and sets `RuntimeOptions::current` for it. If the report has threads, the caller should
/// report, and leave the process at once. Throws `UsageError` if the machine cannot do it.
/// @pre one run at a time; cpus is from `least_cpus(mode)` to `max_cpu_threads`
StressReport run(const Settings& settings, const OnProgress& on_progress);

}  // namespace tools::stress
