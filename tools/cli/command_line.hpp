// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The common part of main functions.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <iostream>
#include <new>

#include "tools/cli/exit_code.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/usage_error.hpp"

namespace tools {

/// Parses the arguments and runs the command. Wrong use is one line on stderr.
/// @param command a function without parameters that returns the exit code; it may throw `UsageError` and
/// `NotDone`
template <class Command>
int run_command(CLI::App& app, int argc, char** argv, Command command) {
    try {
        try {
            app.parse(argc, argv);
            return command();
        } catch (const CLI::Success& success) {  // --help, --version
            const int code = app.exit(success);
            std::cout.flush();
            if (!std::cout) throw_for(errno, "cannot write to stdout");
            return code;
        }
    } catch (const CLI::ParseError& error) {
        fmt::print(stderr, "{}: {}\n", app.get_name(), error.what());
    } catch (const UsageError& error) {
        fmt::print(stderr, "{}: {}\n", app.get_name(), error.what());
    } catch (const NotDone& error) {
        fmt::print(stderr, "{}: {}\n", app.get_name(), error.what());
        return exit_not_done;
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "{}: out of memory\n", app.get_name());
        return exit_not_done;
    }
    return exit_usage;
}

}  // namespace tools
