// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/nmi_sender.hpp"

#include <sys/prctl.h>

#include <ctime>
#include <vector>

#include "lock/hardware/cpu_thread.hpp"
#include "tools/hardware/counts.hpp"
#include "tools/hardware/random.hpp"

namespace tools::hardware {
namespace {

/// The longest pause between two NMIs. It is short enough to hit many attempts, and lets the CPUs run.
constexpr unsigned longest_pause_ns = 40'000;

constexpr std::uint64_t sender_stream = 1'000'000;  // no stream of a CPU has this number

}  // namespace

NmiSender::NmiSender(const scenarios::Scenario& scenario, unsigned cpus, std::uint64_t seed) {
    std::vector<unsigned> targets;
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        if (scenario.handlers.nmi.arrivals_on(cpu) > 0) targets.push_back(cpu);
    }
    if (targets.empty()) return;

    thread_ = std::thread([this, targets, seed] {
        prctl(PR_SET_TIMERSLACK, 1);  // otherwise the kernel rounds each sleep up by 50 us
        Random random(seed, sender_stream);
        while (!is_stopping_.load(std::memory_order_relaxed)) {
            const timespec pause{0, static_cast<long>(random.below(longest_pause_ns))};
            nanosleep(&pause, nullptr);
            const unsigned cpu = targets[random.below(static_cast<unsigned>(targets.size()))];
            if (rqspinlock::hardware::send_nmi(cpu, static_cast<int>(NmiKind::asynchronous))) {
                sent_.fetch_add(1, std::memory_order_relaxed);
            }
        }
    });
}

void NmiSender::stop() {
    is_stopping_.store(true, std::memory_order_relaxed);
    if (thread_.joinable()) thread_.join();
}

}  // namespace tools::hardware
