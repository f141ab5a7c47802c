// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/stop_signal.hpp"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>

namespace tools {
namespace {

// Lock-free, so that the handler may touch it.
std::atomic<std::int64_t> first_ms{0};  ///< of the clock; 0: none yet
static_assert(std::atomic<std::int64_t>::is_always_lock_free);

/// `timeout` sends its signal to the process and then to the process's group. What comes so soon is the same
/// request a second time, and no person's second Ctrl-C.
constexpr std::int64_t same_request_ms = 100;

std::int64_t now_ms() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000 + now.tv_nsec / 1'000'000;
}

void on_stop_signal(int signal) {
    const int saved_errno = errno;
    const std::int64_t now = now_ms();
    std::int64_t before = 0;
    const bool first = first_ms.compare_exchange_strong(before, now);
    if (!first && now - before < same_request_ms) {
        errno = saved_errno;
        return;
    }
    if (!first) {
        // The signal has its usual effect now, so that a calling shell sees a tool that died of Ctrl-C.
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
    errno = saved_errno;
}

}  // namespace

void watch_stop_signals() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction previous {};
        if (sigaction(signal, nullptr, &previous) != 0 || previous.sa_handler == SIG_IGN) continue;
        struct sigaction action {};
        action.sa_handler = on_stop_signal;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        sigaction(signal, &action, nullptr);
    }
}

bool stop_requested() {
    return first_ms.load() != 0;
}

}  // namespace tools
