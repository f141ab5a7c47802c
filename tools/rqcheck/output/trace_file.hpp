// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A run's traces as a file of their own.

#include <string>
#include <vector>

#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// "nmi-lock-entry.initial", with the number of CPUs where it is not the natural one: "abba-3.initial".
std::string run_name(const Result& result);

/// Did it fail, or do timeouts that missed a deadlock, or false deadlocks, come?
bool has_trace_worth_reading(const Report& report);

/// Is the failure kind or class among those that the scenario expects?
bool is_expected(const Result& result, const std::string& what);

/// A class that the history does not expect: its trace says how an attempt reaches it.
bool is_unexpected_class(const Result& result, const std::string& what);

/// One of each kind of failure.
std::vector<const Trace*> failure_traces(const Report& report);

/// Which run it was, and its failures.
std::string trace_file_text(const Result& result);

}  // namespace tools
