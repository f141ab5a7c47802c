// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The common part of main functions.

#include <CLI/CLI.hpp>
#include <cerrno>
#include <exception>
#include <iostream>
#include <new>
#include <string_view>
#include <system_error>

#include "tools/cli/error_line.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/support/standard_streams.hpp"

namespace tools {

/// The line for memory that ran out. An exception of the engine says which memory that was.
inline std::string_view out_of_memory_line(const std::bad_alloc& error) {
    const std::string_view text = error.what();
    return text.starts_with("out of memory") ? text : "out of memory";
}

/// Parses the arguments and runs the command. Wrong use is one line on stderr. So is any exception: none of
/// them ends the program with a signal.
/// @param command a function without parameters that returns the exit code; it may throw `UsageError`,
/// `NotDone` and `NotWritten`
template <class Command>
int run_command(CLI::App& app, int argc, char** argv, Command command) {
    hold_standard_streams();
    try {
        try {
            app.parse(argc, argv);
            return command();
        } catch (const CLI::Success& success) {  // --help, --version
            const int code = app.exit(success);
            errno = 0;
            std::cout.flush();
            if (!std::cout) throw_for(errno != 0 ? errno : EIO, "cannot write to stdout");
            return code;
        }
    } catch (const CLI::ParseError& error) {
        print_error(app.get_name(), error.what());
    } catch (const UsageError& error) {
        print_error(app.get_name(), error.line(), error.details());
    } catch (const NotDone& error) {
        print_error(app.get_name(), error.what());
        return exit_not_done;
    } catch (const NotWritten& errors) {
        for (const std::string& line : errors.lines()) print_error(app.get_name(), line);
        return errors.code();
    } catch (const std::bad_alloc& error) {
        print_error(app.get_name(), out_of_memory_line(error));
        return exit_not_done;
    } catch (const std::system_error& error) {  // of files, or of threads that cannot be started
        print_error(app.get_name(), error.what());
        return is_about_resources(error.code().value()) ? exit_not_done : exit_usage;
    } catch (const std::exception& error) {
        print_error(app.get_name(), error.what());
        return exit_not_done;
    }
    return exit_usage;
}

}  // namespace tools
