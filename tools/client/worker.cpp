// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/client/worker.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "tools/client/engine_error.hpp"
#include "tools/division/contradiction.hpp"
#include "tools/support/build_id.hpp"

namespace tools {
namespace {

using nlohmann::json;

/// A report of millions of outcomes is smaller than this. A longer text is not a line of an engine.
constexpr std::size_t longest_line = std::size_t{1} << 28U;

/// The exit code of a child that could not become the engine.
constexpr int not_executed = 127;

/// The beginning of a line of an engine, fit for a message of one line.
std::string excerpt(const std::string& line, std::size_t longest = 60) {
    std::string text = line.substr(0, longest);
    for (char& c : text) {
        if (c < ' ' || c > '~') c = '?';
    }
    return line.size() > longest ? text + "..." : text;
}

std::string text_in(const json& answer, const char* key, std::size_t longest) {
    return excerpt(answer.at(key).get<std::string>(), longest);
}

std::string doing(const Request& request) {
    std::string text = fmt::format("on {} at {}", request.setup.scenario, request.setup.revision);
    if (request.unit && !request.unit->unit.is_whole_search()) {
        text += fmt::format(", unit {}", tools::text(request.unit->unit));
    }
    return text;
}

/// What a new process does first, whether or not it then becomes another executable. Only calls that are
/// allowed after a fork are made here.
void become_worker(int channel, pid_t parent) {
    // The process dies with rqcheck, also in a call of the kernel that lasts.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) std::_Exit(not_executed);
    // A terminal's Ctrl-C reaches the worker through rqcheck, and so only once.
    setpgid(0, 0);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGVTALRM}) std::signal(signal, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    if (dup2(channel, STDIN_FILENO) < 0 || dup2(channel, STDOUT_FILENO) < 0) std::_Exit(not_executed);
    // Other workers' channels would stay open for as long as this process lives.
    close_range(STDERR_FILENO + 1, ~0U, 0);
}

[[noreturn]] void execute(const EngineExecutable& program, std::vector<char*>& arguments) {
    execv(program.executable.c_str(), arguments.data());
    const int error = errno;
    const char* const text = std::strerror(error);
    std::array<char, 400> line{};
    const auto end = fmt::format_to_n(line.data(), line.size(), "{{\"not_started\": \"{}\"}}\n", text);
    const ssize_t written = write(STDOUT_FILENO, line.data(), std::min(end.size, line.size()));
    static_cast<void>(written);
    std::_Exit(not_executed);
}

/// The two ends of a socket. Unlike a pipe, a socket can be written to without a signal when the other
/// end is gone.
std::pair<Descriptor, Descriptor> make_channel() {
    std::array<int, 2> ends{};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw EngineDied(fmt::format("cannot talk to an engine: {}", std::strerror(errno)));
    }
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

bool send_all(int channel, const std::string& text) {
    std::size_t sent = 0;
    while (sent < text.size()) {
        const ssize_t n = ::send(channel, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        sent += static_cast<std::size_t>(n);
    }
    return true;
}

}  // namespace

void throw_if_error(const Answer& answer) {
    switch (answer.kind) {
        case Answer::Kind::report:
        case Answer::Kind::stopped:
            return;
        case Answer::Kind::refused:
            throw EngineRefusal(answer.text, answer.reason);
        case Answer::Kind::varies:
            throw EngineRefusal(answer.text, answer.reason, true);
        case Answer::Kind::died:
        case Answer::Kind::not_done:
            break;
    }
    throw EngineDied(answer.text);
}

Worker::Worker(Engine engine, EngineExecutable program)
    : engine_(engine),
      program_(std::move(program)),
      doing_("at its start"),
      build_(build_id_of(program_.executable)) {
    start();
}

void Worker::start() {
    auto [ours, theirs] = make_channel();
    std::vector<char*> arguments{program_.executable.data()};
    for (std::string& argument : program_.arguments) arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    // A child must not write what stands in our buffers.
    std::fflush(nullptr);
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child < 0) {
        throw EngineDied(fmt::format("cannot start the engine {}: {}", name(engine_), std::strerror(errno)));
    }
    if (child == 0) {
        become_worker(theirs.get(), parent);
        if (program_.own == nullptr) execute(program_, arguments);
        program_.own(program_.arguments);
        std::_Exit(0);
    }
    pid_ = child;
    channel_ = std::move(ours);
}

Worker::~Worker() {
    if (pid_ == 0) return;
    channel_.close();
    kill(pid_, SIGKILL);
    end_of_process();
}

void Worker::send(const Request& request) {
    request_ = request;
    doing_ = doing(request);
    is_busy_ = true;
    // If the worker is gone, the end of its answers says more than an error here.
    send_all(channel_.get(), json(request).dump() + "\n");
}

std::optional<Answer> Worker::read(const std::function<void(const Progress&)>& on_progress) {
    std::array<char, 65536> chunk;  // NOLINT(*-member-init): read() fills what is used
    const ssize_t n = ::read(channel_.get(), chunk.data(), chunk.size());
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return std::nullopt;
    // A worker that ends before it has read its request resets the connection.
    const bool has_ended = n == 0 || (n < 0 && errno == ECONNRESET);
    if (!has_ended && n < 0) return give_up(fmt::format("cannot be heard ({})", std::strerror(errno)));
    if (has_ended) {
        const std::string end = end_of_process();
        is_busy_ = false;
        if (is_interrupted_) return Answer{};
        return died(end);
    }
    std::size_t searched = buffer_.size();
    buffer_.append(chunk.data(), static_cast<std::size_t>(n));
    while (true) {
        const std::size_t end = buffer_.find('\n', searched);
        if (end == std::string::npos) break;
        const std::string line = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        searched = 0;
        if (std::optional<Answer> answer = answer_in(line, on_progress)) {
            is_busy_ = false;
            return answer;
        }
    }
    if (buffer_.size() > longest_line) return give_up("says a line that does not end");
    return std::nullopt;
}

std::optional<Answer> Worker::answer_in(const std::string& line,
                                        const std::function<void(const Progress&)>& on_progress) {
    const json answer = json::parse(line, nullptr, false);
    try {
        if (answer.contains("progress")) {
            const json& now = answer.at("progress");
            on_progress({now.at("executions").get<std::uint64_t>(), now.at("seconds").get<double>(),
                         now.value("expected", 0.0), now.value("expected_low", 0.0),
                         now.value("expected_high", 0.0)});
            return std::nullopt;
        }
        if (answer.contains("not_started")) {
            const std::string error = text_in(answer, "not_started", 200);
            end_of_process();
            return Answer{
                Answer::Kind::not_done,
                {},
                fmt::format("cannot start the engine {} ({}): {}", name(engine_), program_.executable, error),
                error};
        }
        if (answer.contains("endless")) {
            const std::string reason = text_in(answer, "endless", 200);
            end_of_process();
            return Answer{Answer::Kind::refused, {}, fmt::format("endless, {}: {}", doing_, reason), reason};
        }
        if (answer.contains("varies")) {
            const std::string reason = text_in(answer, "varies", 200);
            return Answer{
                Answer::Kind::varies, {}, fmt::format("not deterministic, {}: {}", doing_, reason), reason};
        }
        if (answer.contains("not_done")) {
            const std::string reason = text_in(answer, "not_done", 200);
            return Answer{Answer::Kind::not_done,
                          {},
                          fmt::format("the engine {} {}: {}", name(engine_), doing_, reason),
                          reason};
        }
        if (answer.contains("error")) {
            const std::string reason = text_in(answer, "error", 400);
            return Answer{Answer::Kind::refused,
                          {},
                          fmt::format("the engine {} refuses, {}: {}", name(engine_), doing_, reason),
                          reason};
        }
        Report report = answer.at("result").get<Report>();
        // A script that starts the engine has no build id.
        if (!build_.empty() && answer.value("build", "") != build_) {
            return give_up("is not of the build of its file");
        }
        const std::string wrong = contradiction(report, request_, engine_);
        if (wrong.empty()) return Answer{Answer::Kind::report, std::move(report), {}, {}};
        return give_up(fmt::format("contradicts itself ({})", wrong));
    } catch (const json::exception&) {
        // Reported below.
    } catch (const std::invalid_argument&) {
        // An unknown name, reported below too.
    }
    return give_up(fmt::format("answered what is no answer: '{}'", excerpt(line)));
}

void Worker::interrupt() {
    is_interrupted_ = true;
    if (pid_ != 0) kill(pid_, SIGINT);
}

Answer Worker::give_up(const std::string& what) {
    if (pid_ != 0) kill(pid_, SIGKILL);
    end_of_process();
    is_busy_ = false;
    return died(what);
}

Answer Worker::died(const std::string& what) const {
    return {Answer::Kind::died,
            {},
            fmt::format("the engine {} {} {}", name(engine_), what, doing_),
            fmt::format("the engine {} {}", name(engine_), what)};
}

std::string Worker::end_of_process() {
    if (pid_ == 0) return "is gone";
    // A process that has closed its output ends at once. If it does not, it is in disorder.
    int status = 0;
    pid_t ended = 0;
    for (int moments = 0; moments < 200 && ended == 0; ++moments) {
        ended = waitpid(pid_, &status, WNOHANG);
        if (ended == 0) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    if (ended == 0) {
        kill(pid_, SIGKILL);
        while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
    }
    pid_ = 0;
    if (WIFSIGNALED(status)) {
        return fmt::format("died of signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
    }
    return fmt::format("ended with exit code {}", WEXITSTATUS(status));
}

}  // namespace tools
