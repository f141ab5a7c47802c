// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/nmi_source.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>

#include "lock/hardware/signal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/support/perf_counter.hpp"

namespace tools::stress {
namespace {

using rqspinlock::Nanoseconds;
using rqspinlock::hardware::nmi_signal;

constexpr Nanoseconds nanoseconds_per_second = 1'000'000'000;

/// Cycles of a fast core, so the counter's period is the time that was asked for, or somewhat more.
constexpr std::uint64_t cycles_per_nanosecond = 3;

class Timer final : public NmiSource {
  public:
    explicit Timer(clockid_t clock) {
        sigevent event{};
        event.sigev_notify = SIGEV_THREAD_ID;
        event.sigev_signo = nmi_signal;
        event._sigev_un._tid = gettid();  // the C library has no other name for it before 2.38
        if (timer_create(clock, &event, &timer_) != 0) {
            throw UsageError(fmt::format("this machine has no timer for --nmi: {}", std::strerror(errno)));
        }
    }
    ~Timer() override { timer_delete(timer_); }

    void arm(Nanoseconds delay) override {
        itimerspec once{};
        once.it_value.tv_sec = static_cast<time_t>(delay / nanoseconds_per_second);
        once.it_value.tv_nsec = static_cast<long>(delay % nanoseconds_per_second);
        timer_settime(timer_, 0, &once, nullptr);
    }

  private:
    timer_t timer_{};
};

struct PerfEvent {
    std::uint32_t type;
    std::uint64_t config;
    std::uint64_t per_nanosecond;
    const char* words;
};

constexpr PerfEvent perf_events[] = {
    {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES, cycles_per_nanosecond, "a perf counter of cycles"},
    {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_CPU_CLOCK, 1,
     "a perf counter of CPU time (no cycle counter on this machine)"},
};

/// The best event that the machine has, and its open descriptor.
struct OpenEvent {
    const PerfEvent* event;
    int descriptor;
};

OpenEvent open_best_perf() {
    for (const PerfEvent& event : perf_events) {
        const int descriptor = open_perf_counter(event.type, event.config, nanoseconds_per_second);
        if (descriptor >= 0) return {&event, descriptor};
    }
    throw UsageError(
        fmt::format("this machine has no perf counter for --nmi perf ({}), the nearest is --nmi timer",
                    std::strerror(errno)));
}

class PerfOverflow final : public NmiSource {
  public:
    PerfOverflow() : open_(open_best_perf()) {
        const f_owner_ex owner{F_OWNER_TID, gettid()};
        if (fcntl(open_.descriptor, F_SETFL, O_ASYNC) != 0 ||
            fcntl(open_.descriptor, F_SETSIG, nmi_signal) != 0 ||
            fcntl(open_.descriptor, F_SETOWN_EX, &owner) != 0) {
            const int error = errno;
            close(open_.descriptor);
            throw UsageError(fmt::format("the perf counter sends no signals: {}", std::strerror(error)));
        }
    }
    ~PerfOverflow() override { close(open_.descriptor); }

    void arm(Nanoseconds delay) override {
        std::uint64_t period = delay * open_.event->per_nanosecond;
        ioctl(open_.descriptor, PERF_EVENT_IOC_PERIOD, &period);
        ioctl(open_.descriptor, PERF_EVENT_IOC_REFRESH, 1);
    }

  private:
    OpenEvent open_;
};

}  // namespace

std::unique_ptr<NmiSource> make_nmi_source(NmiKind kind) {
    switch (kind) {
        case NmiKind::timer:
            return std::make_unique<Timer>(CLOCK_MONOTONIC);
        case NmiKind::cpu_timer:
            return std::make_unique<Timer>(CLOCK_THREAD_CPUTIME_ID);
        case NmiKind::perf:
            return std::make_unique<PerfOverflow>();
        case NmiKind::none:
            break;
    }
    return nullptr;
}

std::string describe_nmi_source(NmiKind kind) {
    switch (kind) {
        case NmiKind::timer:
            return "a timer of the monotonic clock";
        case NmiKind::cpu_timer:
            return "a timer of CPU time";
        case NmiKind::perf: {
            const OpenEvent open = open_best_perf();
            close(open.descriptor);
            return open.event->words;
        }
        case NmiKind::none:
            break;
    }
    return "nothing";
}

}  // namespace tools::stress
