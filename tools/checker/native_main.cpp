// SPDX-License-Identifier: GPL-2.0-or-later

// rqcheck-native: the native engine, see tools/checker/serve.hpp. A program of its own, so that a scenario
// that crashes takes nothing with it. With `--replay` it makes one execution again and ends, for debuggers.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "tools/checker/native_engine.hpp"
#include "tools/checker/serve.hpp"
#include "tools/trace/token.hpp"

namespace {

constexpr int exit_unreached = 1;
constexpr int exit_usage = 2;

int replay(const std::string& typed, bool lenient, const std::string& break_at) {
    try {
        const tools::Request request = tools::replay_request(typed, lenient, break_at);
        const tools::Report report =
            tools::run_on_native(request, [](const model::Progress&) { return true; });
        for (const tools::Trace& trace : report.traces) std::fputs(trace.text.c_str(), stdout);
        if (break_at.empty() || report.stops != 0) return 0;
        std::fprintf(stderr, "rqcheck-native: %s was never reached: nothing stopped there\n",
                     break_at.c_str());
        return exit_unreached;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "rqcheck-native: %s\n", error.what());
        return exit_usage;
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
    app.add_flag("--continue", lenient, "Also if the token is of other sources")->needs(option);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_usage;
    }
    if (!token.empty()) return replay(token, lenient, break_at);
    tools::serve(
        [](const tools::Request& request, const tools::ProgressCallback& progress) {
            return tools::run_on_native(request, progress);
        },
        tools::native_pulse);
    return 0;
}
