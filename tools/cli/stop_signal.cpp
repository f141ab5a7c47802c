// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/stop_signal.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>

namespace tools {
namespace {

// These are lock-free, so that the signal handler may access them.
std::atomic<int> count{0};
std::atomic<pid_t> target{0};
static_assert(std::atomic<pid_t>::is_always_lock_free);

void on_stop_signal(int signal) {
    const int saved_errno = errno;
    const bool first = count.fetch_add(1) == 0;
    const pid_t engine = target.load();
    if (engine != 0) kill(engine, first ? SIGINT : SIGKILL);
    if (!first) {
        // The signal has its usual effect now, so that a calling shell sees a tool that died of Ctrl-C.
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
    errno = saved_errno;
}

}  // namespace

void watch_stop_signals() {
    for (const int signal : {SIGINT, SIGTERM}) {
        struct sigaction previous {};
        if (sigaction(signal, nullptr, &previous) != 0 || previous.sa_handler == SIG_IGN) continue;
        struct sigaction action {};
        action.sa_handler = on_stop_signal;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        sigaction(signal, &action, nullptr);
    }
}

void set_stop_target(pid_t engine) {
    target.store(engine);
}

bool stop_requested() {
    return count.load() > 0;
}

}  // namespace tools
