// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The subcommands. Each function runs after the options have been read, and returns the exit code.

#include <optional>
#include <string>
#include <vector>

#include "tools/rqcheck/ci/verdict_files.hpp"
#include "tools/rqcheck/hunt/enumeration.hpp"
#include "tools/rqcheck/search/search_options.hpp"

namespace CLI {
class App;
}

namespace tools {

struct ListOptions {
    bool revisions = false;
    bool sites = false;
    bool json = false;
    bool names = false;
};

struct RunOptions {
    std::vector<std::string> scenarios;
    std::optional<std::string> program;  ///< instead of scenarios: a small program, or a file with one
    SearchOptions search;
    VerdictFileOptions files;
    bool trace = false;
    std::optional<std::string> trace_json;
    std::optional<std::string> html;
};

struct MatrixOptions {
    std::vector<std::string> scenarios;
    SearchOptions search;
    VerdictFileOptions files;
    std::optional<std::string> markdown;  ///< a file, or a folder for the file
    std::optional<std::string> html;
};

struct CoverageOptions {
    std::vector<std::string> scenarios;
    SearchOptions search;
    VerdictFileOptions files;
};

/// `search.engine` has no meaning here.
struct CompareOptions {
    std::vector<std::string> scenarios;
    SearchOptions search;  ///< of relacy; native has the same windows, machine and time limit
    std::optional<std::uint64_t> native_executions;
    bool verbose = false;
    VerdictFileOptions files;
};

struct HuntOptions {
    std::vector<Revision> revisions;  ///< empty: the newest kernel
    KernelOptions kernel;
    ProgramBounds bounds;
    std::uint64_t programs = 200;     ///< limit for each size; 0: all
    std::uint64_t executions = 5000;  ///< limit for each program; 0: no limit
    std::optional<std::uint64_t> seed;
    unsigned jobs = 1;
    std::optional<std::string> state;  ///< the folder of a campaign
    rqspinlock::Arch arch = rqspinlock::Arch::generic;
    MemoryModel memory = MemoryModel::rc11;
    std::optional<double> seconds;
    std::optional<std::string> json;  ///< a file, or "-" for stdout
    PolicyOptions policy;
    VerdictFileOptions files;
    bool trace = false;
    bool accept_bounded = false;
};

/// The searches run the scenarios as they are declared, without a bound.
struct AffectedOptions {
    std::vector<std::string> findings;  ///< empty: all
    std::vector<Revision> revisions;    ///< empty: every kernel
    std::optional<unsigned> jobs;
    std::optional<std::string> json;  ///< a file, or "-" for stdout
};
/// The comparison of two versions of the lock.
struct DiffOptions {
    Revision before;
    Revision after;
    std::vector<std::string> scenarios;  ///< empty: all
    std::optional<std::string> program;  ///< instead of scenarios: a small program, or a file with one
    std::optional<unsigned> jobs;
    std::optional<std::uint64_t> executions;  ///< 0: no limit
    std::optional<double> seconds;
    std::optional<std::string> json;  ///< a file, or "-" for stdout
};
/// `diff` of a version and the same version with the user's own change.
struct TryOptions {
    std::string change;  ///< a file or a folder
    DiffOptions diff;    ///< without `after`
};

int list(const ListOptions& options);
int run(const RunOptions& options);
int matrix(const MatrixOptions& options);
int coverage(const CoverageOptions& options);
int compare(const CompareOptions& options);
int hunt(const HuntOptions& options);
CLI::App* add_affected(CLI::App& app, AffectedOptions& options);
int affected(const AffectedOptions& options);
CLI::App* add_diff(CLI::App& app, DiffOptions& options);
int diff(const DiffOptions& options);
CLI::App* add_try(CLI::App& app, TryOptions& options);
int try_change(const TryOptions& options);

}  // namespace tools
