// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `CpuThread` makes a thread a CPU; `send_nmi` and `send_irq` interrupt it from another thread.

#include <array>
#include <mutex>

#include "lock/hardware/signal.hpp"

namespace rqspinlock::hardware {

struct Handlers {
    Handler nmi{};
    Handler irq{};
};

namespace detail {

/// The threads that can be interrupted. Under the mutex no thread ends between the look-up and the signal.
struct CpuThreads {
    struct Entry {
        pthread_t thread{};
        bool is_there = false;
    };
    std::mutex mutex;
    std::array<Entry, max_cpu_threads> entries{};
};

inline CpuThreads cpu_threads;

inline bool send(unsigned cpu, int signal, int value) {
    const std::lock_guard guard(cpu_threads.mutex);
    const CpuThreads::Entry& entry = cpu_threads.entries.at(cpu);
    return entry.is_there && pthread_sigqueue(entry.thread, signal, sigval{.sival_int = value}) == 0;
}

}  // namespace detail

/// Interrupts a CPU. Must not be called from a handler's program.
/// @return false if no thread is that CPU
inline bool send_nmi(unsigned cpu, int value = 0) {
    return detail::send(cpu, nmi_signal, value);
}
inline bool send_irq(unsigned cpu, int value = 0) {
    return detail::send(cpu, irq_signal, value);
}

/// The calling thread is CPU `cpu` as long as this object lives. The thread is pinned to the core of that
/// number, modulo the available cores. It is no error if the machine does not allow this.
/// @pre `declare_cpus` was given more than `cpu`, and no other thread is that CPU
class CpuThread {
  public:
    explicit CpuThread(unsigned cpu, Handlers handlers = {}) : cpu_(cpu) {
        install_signal_handlers();
        this_thread.id = cpu;
        this_thread.nmi = handlers.nmi;
        this_thread.irq = handlers.irq;
        std::atomic_signal_fence(full_barrier);
        is_pinned_ = pin();
        enter(true);
        allow_interrupts(true);
    }

    ~CpuThread() {
        allow_interrupts(false);
        enter(false);
        drop_waiting_interrupts();
        if (is_pinned_) pthread_setaffinity_np(pthread_self(), sizeof(cpu_set_t), &available_cores());
        this_thread.nmi = {};
        this_thread.irq = {};
    }

    CpuThread(const CpuThread&) = delete;
    CpuThread& operator=(const CpuThread&) = delete;

  private:
    void enter(bool is_there) const {
        const std::lock_guard guard(detail::cpu_threads.mutex);
        detail::cpu_threads.entries.at(cpu_) = {pthread_self(), is_there};
    }

    bool pin() const {
        const cpu_set_t& cores = available_cores();
        int left = static_cast<int>(cpu_) % CPU_COUNT(&cores);
        for (unsigned core = 0; core < CPU_SETSIZE; ++core) {
            if (!CPU_ISSET(core, &cores) || left-- != 0) continue;
            cpu_set_t one;
            CPU_ZERO(&one);
            CPU_SET(core, &one);
            return pthread_setaffinity_np(pthread_self(), sizeof one, &one) == 0;
        }
        return false;
    }

    unsigned cpu_;
    bool is_pinned_ = false;
};

}  // namespace rqspinlock::hardware
