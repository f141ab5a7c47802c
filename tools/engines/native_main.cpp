// SPDX-License-Identifier: GPL-2.0-or-later

// rqcheck-native: the native engine, see tools/checker/serve.hpp. It is a program of its own, so that
// a scenario that crashes ends no other program. With `--replay` it makes one execution again and
// ends, for debuggers.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <new>
#include <string>

#include "tools/checker/native_engine.hpp"
#include "tools/checker/serve_native.hpp"
#include "tools/cli/command_line.hpp"
#include "tools/cli/error_line.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/trace/token.hpp"

namespace {

using namespace tools;

int replay(const std::string& typed, bool lenient, const std::string& break_at) {
    try {
        const Request request = replay_request(typed, lenient, break_at);
        const Report report = run_on_native(request, [](const model::Progress&) { return true; });
        for (const Trace& trace : report.traces) show(trace.text);
        if (break_at.empty() || report.stops != 0) return exit_as_expected;
        print_error("rqcheck-native", fmt::format("{} was never reached: nothing stopped there", break_at));
        return exit_unexpected;
    } catch (const NotDone&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        throw UsageError(error.what());
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("The native engine of rqcheck: answers requests, or replays one execution.",
                 "rqcheck-native");
    std::string token;
    std::string break_at;
    bool lenient = false;
    CLI::Option* const option =
        app.add_option("--replay", token, "Make this execution again")->type_name("TOKEN");
    app.add_option("--break-at", break_at, "Stop before this site, SITE or SITE@cpuN")
        ->type_name("SITE")
        ->needs(option);
    app.add_flag("--continue", lenient, "Also if its decisions make another execution now")->needs(option);
    std::string kernel_object;
    app.add_option("--kernel-object", kernel_object,
                   "Run the lock of a kernel tree, an object that tools/kernel/compile has made")
        ->type_name("FILE");
    return run_command(app, argc, argv, [&] {
        if (!kernel_object.empty()) use_kernel_lock(kernel_object);
        if (!token.empty()) return replay(token, lenient, break_at);
        serve_native({});
        return static_cast<int>(exit_as_expected);
    });
}
