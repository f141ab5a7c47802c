// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/client/engine_process.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "tools/cli/stop_signal.hpp"

namespace tools {
namespace {

using nlohmann::json;

/// A report of millions of outcomes is smaller than this. A longer text is not a line of an engine.
constexpr std::size_t longest_line = std::size_t{1} << 28U;

/// The beginning of a line of an engine, fit for a message of one line.
std::string excerpt(const std::string& line, std::size_t longest = 60) {
    std::string text = line.substr(0, longest);
    for (char& c : text) {
        if (c < ' ' || c > '~') c = '?';
    }
    return line.size() > longest ? text + "..." : text;
}

/// posix_spawn's two parameter objects.
class SpawnSettings {
  public:
    SpawnSettings(int stdin_fd, int stdout_fd) {
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, stdin_fd, STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, stdout_fd, STDOUT_FILENO);
        posix_spawnattr_init(&attributes);
        // The engine has a process group of its own. A terminal's Ctrl-C reaches it only through us, and
        // so only once.
        posix_spawnattr_setpgroup(&attributes, 0);
        sigset_t defaults;
        sigemptyset(&defaults);
        sigaddset(&defaults, SIGINT);
        sigaddset(&defaults, SIGTERM);
        sigaddset(&defaults, SIGPIPE);
        posix_spawnattr_setsigdefault(&attributes, &defaults);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

/// The two ends of a socket. Unlike a pipe, a socket can be written to without a signal when the other
/// end is gone.
std::pair<Descriptor, Descriptor> channel() {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw EngineDied(fmt::format("cannot talk to an engine: {}", std::strerror(errno)));
    }
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

/// Waits a moment for data to read, or for the end of the data.
bool is_readable(int fd) {
    constexpr int moment = 100;  // ms
    pollfd polled{fd, POLLIN, 0};
    return poll(&polled, 1, moment) > 0;
}

}  // namespace

/// Decides when to give up an engine: if it says nothing although it should have ended. An engine that is
/// alive reports its progress.
class EngineProcess::Deadline {
  public:
    static constexpr std::chrono::seconds grace{10};

    explicit Deadline(std::optional<double> limit) {
        if (limit) {
            end_ = start_ + std::chrono::duration_cast<Clock::duration>(
                                std::chrono::duration<double>(std::min(*limit, longest)));
        }
    }

    /// True once, after Ctrl-C has come.
    bool asks_for_an_end() {
        if (was_asked_ || !stop_requested()) return false;
        was_asked_ = true;
        end_ = Clock::now();
        return true;
    }
    void heard() { heard_ = Clock::now(); }
    bool is_over() const {
        const Clock::time_point now = Clock::now();
        return end_ && now > *end_ + grace && now > heard_ + grace;
    }

  private:
    using Clock = std::chrono::steady_clock;
    static constexpr double longest = 1e9;  // seconds

    Clock::time_point start_ = Clock::now();
    Clock::time_point heard_ = start_;
    std::optional<Clock::time_point> end_;
    bool was_asked_ = false;
};

EngineProcess::EngineProcess(Engine engine, EngineExecutable program)
    : name_(name(engine)), program_(std::move(program)), doing_("at its start") {
    start();
}

void EngineProcess::start() {
    auto [requests_in, requests_out] = channel();
    auto [answers_in, answers_out] = channel();
    const SpawnSettings settings(requests_in.get(), answers_out.get());
    std::vector<char*> arguments{program_.executable.data()};
    for (std::string& argument : program_.arguments) arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    const int error = posix_spawn(&pid_, program_.executable.c_str(), &settings.actions, &settings.attributes,
                                  arguments.data(), environ);
    if (error != 0) {
        pid_ = 0;
        throw EngineDied(fmt::format("cannot start the engine {} ({}): {}", name_, program_.executable,
                                     std::strerror(error)));
    }
    to_ = std::move(requests_out);
    from_ = std::move(answers_in);
}

EngineProcess::~EngineProcess() {
    if (pid_ == 0) return;
    // An idle engine ends at the end of its input, and its output is closed then. An engine that is still
    // searching is not needed any more.
    to_.close();
    for (int moments = 0; is_idle_ && moments < 10 && !is_readable(from_.get()); ++moments) {
    }
    from_.close();
    kill(pid_, SIGKILL);
    end_of_process();
}

std::optional<Report> EngineProcess::run(const Request& request,
                                         const std::function<void(Progress)>& progress) {
    doing_ = fmt::format("on {} at {}", request.setup.scenario, request.setup.revision);
    if (pid_ == 0) throw EngineDied(fmt::format("the engine {} is gone, {}", name_, doing_));
    // With several engines, Ctrl-C reaches the one that is at work.
    set_stop_target(pid_);
    // Ctrl-C may have come before the engine was there to receive it.
    if (stop_requested()) kill(pid_, SIGINT);
    is_idle_ = false;
    send(json(request).dump());
    Deadline deadline(request.search.bounds.seconds);
    while (true) {
        const std::optional<std::string> line = receive(deadline);
        if (!line) {
            const std::string end = end_of_process();
            if (stop_requested()) return std::nullopt;
            throw EngineDied(fmt::format("the engine {} {} {}", name_, end, doing_));
        }
        const json answer = json::parse(*line, nullptr, false);
        try {
            if (answer.contains("progress")) {
                const json& now = answer.at("progress");
                progress({now.at("executions").get<std::uint64_t>(), now.at("seconds").get<double>(),
                          now.value("expected", 0.0), now.value("expected_low", 0.0),
                          now.value("expected_high", 0.0)});
                continue;
            }
            if (answer.contains("endless")) {
                give_up_program(excerpt(answer.at("endless").get<std::string>(), 200));
            }
            if (answer.contains("varies")) {
                const std::string reason = excerpt(answer.at("varies").get<std::string>(), 200);
                throw EngineRefusal(fmt::format("not deterministic, {}: {}", doing_, reason), reason, true);
            }
            if (answer.contains("error")) {
                const std::string reason = excerpt(answer.at("error").get<std::string>(), 400);
                throw EngineRefusal(fmt::format("the engine {} refuses, {}: {}", name_, doing_, reason),
                                    reason);
            }
            Report report = answer.at("result").get<Report>();
            // An answer to another request would be a wrong verdict, not just a wrong text.
            if (json(report.request) == json(request)) {
                is_idle_ = true;
                return report;
            }
        } catch (const json::exception&) {
            // Reported below.
        } catch (const std::invalid_argument&) {
            // An unknown name, reported below too.
        }
        give_up(fmt::format("answered what is no answer: '{}'", excerpt(*line)));
    }
}

void EngineProcess::send(const std::string& line) {
    const std::string text = line + "\n";
    std::size_t sent = 0;
    while (sent < text.size()) {
        const ssize_t n = ::send(to_.get(), text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return;  // The engine is gone: the end of its answers says more than this error.
        sent += static_cast<std::size_t>(n);
    }
}

std::optional<std::string> EngineProcess::receive(Deadline& deadline) {
    std::size_t searched = 0;
    while (true) {
        const std::size_t end = buffer_.find('\n', searched);
        if (end != std::string::npos) {
            std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end + 1);
            return line;
        }
        searched = buffer_.size();
        if (searched > longest_line) give_up("says a line that does not end");
        while (!is_readable(from_.get())) {
            // This also reaches engines that the signal's handler does not know: it knows one of several.
            if (deadline.asks_for_an_end()) kill(pid_, SIGINT);
            if (!deadline.is_over()) continue;
            give_up_program(fmt::format("the engine {} does not answer {} s after it should have ended",
                                        name_, Deadline::grace.count()));
        }
        deadline.heard();
        std::array<char, 65536> chunk;  // NOLINT(*-member-init): read() fills what is used
        const ssize_t n = read(from_.get(), chunk.data(), chunk.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return std::nullopt;
        buffer_.append(chunk.data(), static_cast<std::size_t>(n));
    }
}

/// The program does not end. Another program may end, in a new engine.
void EngineProcess::give_up_program(const std::string& what) {
    kill(pid_, SIGKILL);
    end_of_process();
    buffer_.clear();
    start();
    throw EngineRefusal(fmt::format("endless, {}: {}", doing_, what), what);
}

void EngineProcess::give_up(const std::string& what) {
    kill(pid_, SIGKILL);
    end_of_process();
    throw EngineDied(fmt::format("the engine {} {} {}", name_, what, doing_));
}

std::string EngineProcess::end_of_process() {
    if (pid_ == 0) return "is gone";
    // No signal may go to this number once another process may have it.
    set_stop_target(0);
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    if (WIFSIGNALED(status)) {
        return fmt::format("died of signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
    }
    return fmt::format("ended with exit code {}", WEXITSTATUS(status));
}

}  // namespace tools
