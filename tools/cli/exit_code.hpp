// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The meanings of the exit codes. `--help` takes them from here, and man pages are made from the help. A
/// test compares docs/verdicts.md with the help.

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

namespace tools {

/// The worst of several runs counts: 4, then 2, then 1, then 5, then 3.
enum ExitCode : int {
    exit_as_expected = 0,
    exit_unexpected = 1,
    exit_usage = 2,    ///< wrong use, or an engine cannot answer the request
    exit_bounded = 3,  ///< a bound, or not everything was run: Ctrl-C, or an engine cannot run all of it
    exit_not_deterministic = 4,  ///< a program or an engine does not always do the same
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

/// What holds for at least one of a command's runs. The worst of these makes the exit code.
struct AnyRun {
    bool unexpected = false;
    bool missing = false;  ///< not made, or stopped: not the requested search, so no bound to accept
    bool bounded = false;
};
ExitCode exit_code_of(AnyRun any, bool accept_bounded);

/// The list of exit codes for `--help`.
/// @param own the codes with another meaning for this command; an empty meaning: it never exits with this
/// code
std::string exit_codes_text(std::initializer_list<ExitCodeMeaning> own = {});

}  // namespace tools
