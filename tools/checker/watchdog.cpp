// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/watchdog.hpp"

#include <array>
#include <csignal>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <unistd.h>

#include "scenarios/framework/sites.hpp"

namespace tools {
namespace {

constexpr unsigned looks_per_second = 2;

PulseFunction pulse_of_search = nullptr;
std::uint64_t last_work = 0;
unsigned looks_without_work = 0;

/// A program is in the middle of something, so this function allocates no memory.
void say_endless(const Pulse& pulse) {
    std::array<char, 400> text{};
    const std::string_view site = scenarios::site_name(static_cast<rqspinlock::Site>(pulse.site));
    const auto end = fmt::format_to_n(
        text.data(), text.size() - 1,
        "{{\"endless\": \"cpu{} computes for {} s in its {} and asks for nothing, behind {}\"}}\n", pulse.cpu,
        endless_after, pulse.context, site);
    const ssize_t written = write(STDOUT_FILENO, text.data(), end.size);
    static_cast<void>(written);  // an error means that the reader is gone
}

void look(int /*signal*/) {
    const char here = 0;
    const Pulse pulse = pulse_of_search(&here);
    if (!pulse.in_program || pulse.work != last_work) {
        looks_without_work = 0;
        last_work = pulse.work;
        return;
    }
    if (++looks_without_work < endless_after * looks_per_second) return;
    say_endless(pulse);
    std::_Exit(1);
}

}  // namespace

void start_watchdog(PulseFunction pulse) {
    pulse_of_search = pulse;
    looks_without_work = 0;
    struct sigaction action {};
    action.sa_handler = look;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGVTALRM, &action, nullptr);
    constexpr suseconds_t interval = 1'000'000 / looks_per_second;
    const itimerval timer{{0, interval}, {0, interval}};
    setitimer(ITIMER_VIRTUAL, &timer, nullptr);
}

void die_with_parent(int parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (parent != 0 && getppid() != parent) std::_Exit(1);
}

}  // namespace tools
