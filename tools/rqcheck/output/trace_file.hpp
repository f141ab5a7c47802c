// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The traces of a run as a file of its own.

#include <string>
#include <vector>

#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// "nmi-lock-entry.initial". The name has the number of CPUs if that is not the natural one:
/// "abba-3.initial".
std::string run_name(const Result& result);

/// Has the report a trace of a failure, of a wrong answer, or of something else that fails the verdict?
bool has_trace_worth_reading(const Report& report);

/// Is the failure kind or class among those that the scenario expects?
bool is_expected(const Result& result, const std::string& what);

/// Is it a class that the history does not expect? Its trace shows how an attempt gets this result.
bool is_unexpected_class(const Result& result, const std::string& what);

/// The traces that fail the verdict.
std::vector<const Trace*> failure_traces(const Report& report);

/// The run, its verdict, and the traces of its failures.
std::string trace_file_text(const Result& result);

}  // namespace tools
