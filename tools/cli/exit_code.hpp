// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What the exit code says. Of several runs the worst wins: 4, then 2, then 1, then 3.

namespace tools {

enum ExitCode : int {
    exit_as_expected = 0,
    exit_unexpected = 1,
    exit_usage = 2,    ///< wrong use, or an engine that cannot be used
    exit_bounded = 3,  ///< or not everything was run: Ctrl-C, or an engine that cannot run all of it
    exit_not_deterministic = 4,  ///< a program, or an engine, does not always do the same
};

}  // namespace tools
