// SPDX-License-Identifier: GPL-2.0-or-later

#include "tools/checker/serve.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <new>
#include <optional>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tools/support/build_id.hpp"

namespace tools {
namespace {

volatile std::sig_atomic_t is_stopped = 0;
bool is_heard = true;  // the other end reads what is written

void on_stop_signal(int) {
    is_stopped = 1;
}

/// Standard streams are not used: in a forked process they may hold what the parent has not yet written.
void write_line(const std::string& line) {
    std::size_t written = 0;
    while (is_heard && written < line.size()) {
        const ssize_t n = write(STDOUT_FILENO, line.data() + written, line.size() - written);
        if (n < 0 && errno == EINTR) continue;
        is_heard = n > 0;
        if (is_heard) written += static_cast<std::size_t>(n);
    }
}

void answer(const nlohmann::json& line) {
    write_line(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

class Lines {
  public:
    /// The next line of standard input; nullopt: it has ended, or a signal to stop has come.
    std::optional<std::string> next() {
        while (true) {
            const std::size_t end = buffer_.find('\n');
            if (end != std::string::npos) {
                std::string line = buffer_.substr(0, end);
                buffer_.erase(0, end + 1);
                return line;
            }
            std::array<char, 65536> chunk;  // NOLINT(*-member-init): read() fills what is used
            const ssize_t n = read(STDIN_FILENO, chunk.data(), chunk.size());
            if (is_stopped != 0) return std::nullopt;
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) return std::nullopt;
            buffer_.append(chunk.data(), static_cast<std::size_t>(n));
        }
    }

  private:
    std::string buffer_;
};

bool on_progress(const model::Progress& progress) {
    answer({{"progress",
             {{"executions", progress.executions},
              {"seconds", progress.seconds},
              {"expected", progress.expected},
              {"expected_low", progress.expected_low},
              {"expected_high", progress.expected_high}}}});
    return is_stopped == 0 && is_heard;
}

void serve_line(const std::string& line, RunFunction run, const std::string& build) {
    try {
        const auto request = nlohmann::json::parse(line).get<Request>();
        answer({{"result", run(request, on_progress)}, {"build", build}});
    } catch (const std::bad_alloc& error) {
        const std::string text = error.what();
        answer({{"not_done", text == "std::bad_alloc" ? "no memory is left" : text}});
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

/// A signal ends the wait for a request, too.
void handle(int signal) {
    struct sigaction action {};
    action.sa_handler = on_stop_signal;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

}  // namespace

void serve(RunFunction run, PulseFunction pulse) {
    // If rqcheck has died already, its end of the socket is closed and the input ends.
    if (is_started_by_rqcheck()) die_with_parent(0);
    start_watchdog(pulse);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) handle(signal);
    std::signal(SIGPIPE, SIG_IGN);
    const std::string build = build_id_of("/proc/self/exe");
    Lines lines;
    while (is_stopped == 0 && is_heard) {
        const std::optional<std::string> line = lines.next();
        if (!line) return;
        if (!line->empty()) serve_line(*line, run, build);
    }
}

}  // namespace tools
