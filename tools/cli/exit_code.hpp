// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What the exit code says. Help and README say it from here, and man pages from the help.

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

namespace tools {

/// Of several runs the worst counts: 4, then 2, then 1, then 3. What could not be done at all is 5.
enum ExitCode : int {
    exit_as_expected = 0,
    exit_unexpected = 1,
    exit_usage = 2,    ///< wrong use, or an engine that cannot do what it is asked
    exit_bounded = 3,  ///< or not everything was run: Ctrl-C, or an engine that cannot run all of it
    exit_not_deterministic = 4,  ///< a program, or an engine, does not always do the same
    exit_not_done = 5,           ///< an engine died; memory, disk or processes ran out
};

struct ExitCodeMeaning {
    ExitCode code;
    std::string_view meaning;
};

inline constexpr std::array exit_code_meanings{
    ExitCodeMeaning{exit_as_expected, "as expected"},
    ExitCodeMeaning{exit_unexpected, "an unexpected verdict"},
    ExitCodeMeaning{exit_usage, "wrong use"},
    ExitCodeMeaning{exit_bounded, "a bound was hit, or not all was run"},
    ExitCodeMeaning{exit_not_deterministic, "a program does not always do the same"},
    ExitCodeMeaning{exit_not_done, "could not be done, try again: an engine died, memory or disk ran out"},
};

/// What holds of some of a command's runs; the worst of it makes the exit code.
struct AnyRun {
    bool unexpected = false;
    bool missing = false;  ///< not made, or stopped: not the search that was asked for, so no bound to accept
    bool bounded = false;
};
ExitCode exit_code_of(AnyRun any, bool accept_bounded);

/// A list for `--help`.
/// @param own what codes mean for a command, where it is something else; empty: it never exits with this one
std::string exit_codes_text(std::initializer_list<ExitCodeMeaning> own = {});

}  // namespace tools
