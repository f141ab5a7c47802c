// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// The checked lock: it finds an unsupported unlock before it does anything.

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <optional>
#include <string>

#include "lock/tests/hardware_fixture.hpp"

namespace rqspinlock::tests {
namespace {

/// Keeps the misuse, for which the hardware platform would end the process.
struct TellingPlatform : HardwarePlatform {
    static inline std::optional<Misuse> found;
    static void misuse(Misuse misuse, const void*) { found = misuse; }
};
static_assert(Platform<TellingPlatform>);

using TellingLock = RqSpinLock<TellingPlatform, RuntimeOptions>;

std::optional<Misuse> unlock(TellingLock& lock) {
    TellingPlatform::found.reset();
    lock.unlock();
    return TellingPlatform::found;
}

TEST_CASE("a checked lock finds unlocks by a CPU that is not its owner", "[misuse]") {
    hardware::declare_cpus(1);
    const hardware::CpuThread cpu(0);
    for (Options options : all_options()) {
        INFO(describe(options));
        options.checked = true;
        const WithOptions with(options);
        TellingLock first;
        TellingLock second;
        CHECK(unlock(first) == Misuse::not_held);
        REQUIRE(first.lock() == Result::acquired);
        CHECK(unlock(second) == Misuse::not_held);
        REQUIRE(second.lock() == Result::acquired);
        CHECK(unlock(first) == Misuse::not_last);
        CHECK(first.word().peek() == locked_value);
        CHECK_FALSE(unlock(second));
        CHECK(unlock(second) == Misuse::not_held);
        CHECK_FALSE(unlock(first));
        CHECK(unlock(first) == Misuse::not_held);
        require_at_rest<TellingPlatform>(1);
    }
}

TEST_CASE("a lock that another CPU holds is not this one's to unlock", "[misuse]") {
    const WithOptions with({.checked = true});
    TellingLock lock;
    std::atomic<unsigned> taken{0};
    std::atomic<unsigned> looked{0};
    std::optional<Misuse> found;
    run_cpus(2, [&](unsigned cpu) {
        if (cpu == 0) {
            if (!lock.try_lock()) return;
            meet(taken, 2);
            meet(looked, 2);
            return lock.unlock();
        }
        meet(taken, 2);
        lock.unlock();
        found = TellingPlatform::found;
        meet(looked, 2);
    });
    CHECK(found == Misuse::not_held);
    CHECK(lock.word().peek() == 0);
}

TEST_CASE("beyond the entries of the table only a lock that no CPU has is found", "[misuse]") {
    hardware::declare_cpus(1);
    const hardware::CpuThread cpu(0);
    const WithOptions with({.checked = true});
    TellingLock many[res_nr_held + 2];
    TellingLock other;
    for (TellingLock& lock : many) REQUIRE(lock.lock() == Result::acquired);
    CHECK(unlock(other) == Misuse::not_held);
    for (unsigned i = res_nr_held + 2; i-- > 0;) CHECK_FALSE(unlock(many[i]));
    require_at_rest<TellingPlatform>(1);
}

TEST_CASE("without the check nothing is looked at", "[misuse]") {
    hardware::declare_cpus(1);
    const hardware::CpuThread cpu(0);
    TellingLock first;
    TellingLock second;
    REQUIRE(first.lock() == Result::acquired);
    REQUIRE(second.lock() == Result::acquired);
    CHECK_FALSE(unlock(first));
    CHECK_FALSE(unlock(second));
    require_at_rest<TellingPlatform>(1);
}

/// The standard error of a process that unlocks a lock that it does not hold, and its deadly signal.
struct Ended {
    std::string text;
    int signal = 0;
};

Ended unlock_in_child() {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        std::signal(SIGABRT, SIG_DFL);
        RqSpinLock<HardwarePlatform, FixedOptions<Options{.checked = true}>> lock;
        hardware::declare_cpus(1);
        const hardware::CpuThread cpu(0);
        lock.unlock();
        _exit(0);
    }
    close(ends[1]);
    Ended ended;
    char buffer[256];
    for (ssize_t count = 0; (count = read(ends[0], buffer, sizeof buffer)) > 0;) {
        ended.text.append(buffer, static_cast<std::size_t>(count));
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    ended.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    return ended;
}

TEST_CASE("on hardware a misuse ends the process with a line", "[misuse]") {
    const Ended ended = unlock_in_child();
    CHECK(ended.signal == SIGABRT);
    CHECK(ended.text.starts_with("rqspinlock: CPU 0: unlock of the lock at 0x"));
    CHECK(ended.text.ends_with(", which this context does not hold\n"));
}

}  // namespace
}  // namespace rqspinlock::tests
