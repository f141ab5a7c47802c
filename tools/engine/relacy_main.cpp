// SPDX-License-Identifier: GPL-2.0-or-later

// rqcheck-relacy: requests as JSON lines on standard input, progress and reports as JSON lines on standard
// output. `rqcheck` starts it; it is a program of its own because Relacy replaces the global operator new.

#include <csignal>
#include <exception>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "tools/engine/relacy_engine.hpp"

namespace {

volatile std::sig_atomic_t interrupted = 0;

void on_interrupt(int) {
    interrupted = 1;
}

void answer(const nlohmann::json& line) {
    std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
}

bool on_progress(std::uint64_t executions, double seconds) {
    answer({{"progress", {{"executions", executions}, {"seconds", seconds}}}});
    return interrupted == 0 && std::cout.good();
}

void serve(const std::string& line) {
    try {
        const auto request = nlohmann::json::parse(line).get<tools::Request>();
        answer({{"result", tools::run_on_relacy(request, on_progress)}});
    } catch (const nlohmann::json::exception& error) {
        answer({{"error", std::string("not a request: ") + error.what()}});
    } catch (const std::exception& error) {
        answer({{"error", error.what()}});
    }
}

}  // namespace

int main() {
    std::signal(SIGINT, on_interrupt);
    std::signal(SIGPIPE, SIG_IGN);
    std::string line;
    while (interrupted == 0 && std::getline(std::cin, line)) {
        if (!line.empty()) serve(line);
    }
    return 0;
}
