// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The runs that were made, and the exit code that follows from them.

#include <optional>
#include <string>
#include <vector>

#include "scenarios/framework/scenario.hpp"
#include "tools/protocol/judgement.hpp"
#include "tools/protocol/report.hpp"

namespace tools {

struct Result {
    const scenarios::Scenario* scenario;
    Report report;
    Judgement judgement;
};

/// A run that the engine refuses to make.
struct NotRun {
    Request request;
    std::string reason;
    bool varies = false;  ///< the program does not always do the same
    bool died = false;    ///< the engine died, or memory ran out
};

/// @return 4 if the reason of a run is that a program does not always do the same. 5 if an engine died,
/// unless `code` says more. Else `code`.
/// @param results of the runs that were made, which may have lost a part
int exit_code_with(const std::vector<NotRun>& not_run, const std::vector<const Result*>& results, int code);

/// One row of a matrix, by revision; nullopt where no run was made.
using Cells = std::vector<std::optional<Result>>;

/// The results of the runs that were made.
std::vector<const Result*> made(const Cells& row);
std::vector<const Result*> made(const std::vector<Cells>& rows);

/// Where the CPUs of the failing executions hang: each sentence of hang_sentences once.
std::vector<std::string> hangs_of(const Report& report);

/// Did a signal, or the death of an engine, end one of the searches?
bool any_stopped(const std::vector<const Result*>& results);

/// @param cut_short not all runs were made, because of Ctrl-C or because the engine refused some
int exit_code(const std::vector<const Result*>& results, bool cut_short, bool accept_bounded);

/// The array of `--json`. The runs that were not made are at its end.
std::string json_text(const std::vector<const Result*>& results, const std::vector<NotRun>& not_run = {});

}  // namespace tools
