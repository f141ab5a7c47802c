// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The command lines. Each function reads the arguments, runs the command and returns the exit code. An error
/// is one line on stderr.

namespace tools {

/// `rqcheck COMMAND ...`
int rqcheck_main(int argc, char** argv);

/// The executable of one scenario: `rqcheck run` of the scenario that is linked in.
int scenario_main(int argc, char** argv);

}  // namespace tools
