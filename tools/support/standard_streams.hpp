// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What every main function does first.

namespace tools {

/// Makes sure that descriptors 0, 1 and 2 are open, before a program opens anything else. Otherwise the next
/// file, or the channel to an engine, would become stdout or stderr. What a caller has closed stays of no
/// use: reading stdin and writing stdout or stderr fail with EBADF.
///
/// Until this call, memory that runs out ends the program with a line and exit code 5.
///
/// A pipe whose reader has ended is an error of the write (EPIPE), with a line and an exit code, and no
/// signal.
void hold_standard_streams();

}  // namespace tools
