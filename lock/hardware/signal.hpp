// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Interrupts are signals to the thread that is the CPU.
///
/// | interrupt | signal | masked by | interrupts |
/// |---|---|---|---|
/// | NMI | SIGUSR1 | itself | everything else |
/// | hardirq | SIGUSR2 | itself, NMIs, `irq_save` | tasks |
///
/// These are standard signals, not real-time ones: like a pending NMI, a pending signal swallows the next
/// one. A sender may pass a value (`sigqueue`, `timer_create`), which the handler program gets.

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <cerrno>

#include "lock/hardware/cpu.hpp"

namespace rqspinlock::hardware {

inline constexpr int nmi_signal = SIGUSR1;
inline constexpr int irq_signal = SIGUSR2;

namespace detail {

/// Runs a handler's program in its context. Keeps errno, which belongs to the interrupted code.
inline void run_in(ContextKind context, Handler handler, int value) {
    const int saved_errno = errno;
    const ContextKind interrupted = this_thread.context.load(relaxed);
    this_thread.context.store(context, relaxed);
    std::atomic_signal_fence(full_barrier);
    if (handler.run != nullptr) handler.run(handler.argument, value);
    std::atomic_signal_fence(full_barrier);
    this_thread.context.store(interrupted, relaxed);
    errno = saved_errno;
}

/// The value that the sender passed, or 0 if it passed none.
inline int value_of(const siginfo_t& info) {
    return info.si_code == SI_QUEUE || info.si_code == SI_TIMER ? info.si_value.sival_int : 0;
}

inline void on_nmi(int, siginfo_t* info, void*) {
    run_in(ContextKind::nmi, this_thread.nmi, value_of(*info));
}

/// Masking is a flag, not a system call: an IRQ that arrives under the flag waits for `irq_restore`.
inline void on_irq(int, siginfo_t* info, void*) {
    if (this_thread.irqs_masked.load(relaxed)) {
        this_thread.irq_waits.store(true, relaxed);
        return;
    }
    run_in(ContextKind::hardirq, this_thread.irq, value_of(*info));
}

inline sigset_t interrupt_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, nmi_signal);
    sigaddset(&set, irq_signal);
    return set;
}

}  // namespace detail

/// Installs the handlers for the whole process. A second call does no harm.
inline void install_signal_handlers() {
    struct sigaction action {};
    action.sa_flags = SA_SIGINFO | SA_RESTART;  // no SA_NODEFER: a handler does not interrupt itself
    sigemptyset(&action.sa_mask);
    action.sa_sigaction = detail::on_irq;
    sigaction(irq_signal, &action, nullptr);
    sigaddset(&action.sa_mask, irq_signal);
    action.sa_sigaction = detail::on_nmi;
    sigaction(nmi_signal, &action, nullptr);
}

/// Lets the thread's interrupts through, or blocks them.
inline void allow_interrupts(bool allow) {
    const sigset_t set = detail::interrupt_signals();
    pthread_sigmask(allow ? SIG_UNBLOCK : SIG_BLOCK, &set, nullptr);
}

/// Throws away the interrupts that arrived while they were blocked.
inline void drop_waiting_interrupts() {
    const sigset_t set = detail::interrupt_signals();
    const timespec at_once{};
    while (sigtimedwait(&set, nullptr, &at_once) > 0) {
    }
}

/// Raises an NMI on the calling CPU. The CPU takes it before this returns, or before its next atomic access,
/// because ThreadSanitizer delays handlers.
inline void raise_nmi(int value) {
    pthread_sigqueue(pthread_self(), nmi_signal, sigval{.sival_int = value});
}

using IrqState = bool;  ///< were IRQs masked?

inline IrqState irq_save() {
    const bool was_masked = this_thread.irqs_masked.load(relaxed);
    this_thread.irqs_masked.store(true, relaxed);
    std::atomic_signal_fence(full_barrier);
    return was_masked;
}

/// Runs the IRQ that has arrived under the mask, if there is one.
inline void irq_restore(IrqState was_masked) {
    std::atomic_signal_fence(full_barrier);
    if (was_masked) return;
    while (true) {
        // IRQs are still masked here, so that the handler does not interrupt itself.
        while (this_thread.irq_waits.exchange(false, relaxed)) {
            detail::run_in(ContextKind::hardirq, this_thread.irq, 0);
        }
        this_thread.irqs_masked.store(false, relaxed);
        std::atomic_signal_fence(full_barrier);
        if (!this_thread.irq_waits.load(relaxed)) return;
        // An IRQ arrived between the last exchange and the store.
        this_thread.irqs_masked.store(true, relaxed);
    }
}

}  // namespace rqspinlock::hardware
