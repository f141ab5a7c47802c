// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The command lines. Each reads its arguments, runs the command and returns the exit code; an error is one
/// line on stderr.

namespace tools {

/// `rqcheck COMMAND ...`
int rqcheck_main(int argc, char** argv);

/// A scenario's own executable: `rqcheck run` of the one scenario that is linked in.
int scenario_main(int argc, char** argv);

}  // namespace tools
