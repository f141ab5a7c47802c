// SPDX-License-Identifier: GPL-2.0-or-later

#include "tools/checker/serve.hpp"

#include <csignal>
#include <exception>
#include <iostream>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

namespace tools {
namespace {

volatile std::sig_atomic_t is_stopped = 0;

void on_stop_signal(int) {
    is_stopped = 1;
}

void answer(const nlohmann::json& line) {
    std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
}

bool on_progress(const model::Progress& progress) {
    answer({{"progress",
             {{"executions", progress.executions},
              {"seconds", progress.seconds},
              {"expected", progress.expected},
              {"expected_low", progress.expected_low},
              {"expected_high", progress.expected_high}}}});
    return is_stopped == 0 && std::cout.good();
}

void serve_line(const std::string& line, RunFunction run) {
    try {
        const auto request = nlohmann::json::parse(line).get<Request>();
        answer({{"result", run(request, on_progress)}});
    } catch (const nlohmann::json::exception& error) {
        answer({{"error", std::string("not a request: ") + error.what()}});
    } catch (const ProgramVaries& varies) {
        answer({{"varies", varies.what()}});
    } catch (const std::exception& error) {
        answer({{"error", error.what()}});
    }
}

/// rqcheck gives an engine a socket as standard input. A shell gives a pipe, which is not a socket.
bool is_started_by_rqcheck() {
    struct stat input {};
    return fstat(STDIN_FILENO, &input) == 0 && S_ISSOCK(input.st_mode);
}

}  // namespace

void serve(RunFunction run, PulseFunction pulse) {
    // If rqcheck has died already, its end of the socket is closed and the input ends.
    if (is_started_by_rqcheck()) die_with_parent(0);
    start_watchdog(pulse);
    std::signal(SIGINT, on_stop_signal);
    std::signal(SIGTERM, on_stop_signal);
    std::signal(SIGPIPE, SIG_IGN);
    std::string line;
    while (is_stopped == 0 && std::getline(std::cin, line)) {
        if (!line.empty()) serve_line(line, run);
    }
}

}  // namespace tools
