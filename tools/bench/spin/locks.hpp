// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The locks that are compared have one interface: `lock(Context&)`, which returns false if the attempt
/// failed, and `unlock(Context&)`. Each thread has its own context.

#include <pthread.h>

#include <mutex>
#include <tuple>

#include "lock/hardware/platform.hpp"
#include "lock/rqspinlock.hpp"
#include "tools/bench/spin/concurrency_kit.h"

namespace tools::bench {

/// The form of the lock for this machine.
#if defined(__x86_64__)
inline constexpr rqspinlock::Arch native_arch = rqspinlock::Arch::x86;
#else
inline constexpr rqspinlock::Arch native_arch = rqspinlock::Arch::generic;
#endif

template <rqspinlock::Options options>
class Ours {
  public:
    struct Context {};
    bool lock(Context&) { return succeeded(lock_.lock()); }
    void unlock(Context&) { lock_.unlock(); }

  private:
    rqspinlock::RqSpinLock<rqspinlock::hardware::HardwarePlatform, rqspinlock::FixedOptions<options>> lock_;
};

struct Resilient : Ours<rqspinlock::Options{.arch = native_arch}> {
    static constexpr const char* name = "rqspinlock";
};
/// The same source without the steps that make the lock resilient.
struct Plain : Ours<rqspinlock::Options{.arch = native_arch, .resilient = false}> {
    static constexpr const char* name = "plain_queued";
};
struct TestAndSet : Ours<rqspinlock::Options{.arch = native_arch, .queued = false}> {
    static constexpr const char* name = "test_and_set";
};

class PthreadSpin {
  public:
    static constexpr const char* name = "pthread_spin_lock";
    struct Context {};
    PthreadSpin() { pthread_spin_init(&lock_, PTHREAD_PROCESS_PRIVATE); }
    bool lock(Context&) { return pthread_spin_lock(&lock_) == 0; }
    void unlock(Context&) { pthread_spin_unlock(&lock_); }

  private:
    pthread_spinlock_t lock_{};
};

class PthreadMutex {
  public:
    static constexpr const char* name = "pthread_mutex";
    struct Context {};
    bool lock(Context&) { return pthread_mutex_lock(&lock_) == 0; }
    void unlock(Context&) { pthread_mutex_unlock(&lock_); }

  private:
    pthread_mutex_t lock_ = PTHREAD_MUTEX_INITIALIZER;
};

class StdMutex {
  public:
    static constexpr const char* name = "std_mutex";
    struct Context {};
    bool lock(Context&) {
        lock_.lock();
        return true;
    }
    void unlock(Context&) { lock_.unlock(); }

  private:
    std::mutex lock_;
};

/// A lock that needs nothing besides its state.
template <class State, void (*acquire)(State*), void (*release)(State*)>
class CkLock {
  public:
    struct Context {};
    bool lock(Context&) {
        acquire(&state_);
        return true;
    }
    void unlock(Context&) { release(&state_); }

  private:
    State state_{};
};

struct CkFasLock : CkLock<CkFas, ck_fas_lock, ck_fas_unlock> {
    static constexpr const char* name = "ck_spinlock_fas";
};
struct CkTicketLock : CkLock<CkTicket, ck_ticket_lock, ck_ticket_unlock> {
    static constexpr const char* name = "ck_spinlock_ticket";
};

struct alignas(rqspinlock::hardware::cache_line) Node {
    CkNode node{};
};

class CkMcsLock {
  public:
    static constexpr const char* name = "ck_spinlock_mcs";
    using Context = Node;
    bool lock(Context& context) {
        ck_mcs_lock(&lock_, &context.node);
        return true;
    }
    void unlock(Context& context) { ck_mcs_unlock(&lock_, &context.node); }

  private:
    CkQueue lock_{};
};

class CkClhLock {
  public:
    static constexpr const char* name = "ck_spinlock_clh";
    /// Threads pass their nodes on, so a node may belong to another thread when its first thread has ended.
    /// Nodes therefore live as long as the process. They are few.
    struct Context {
        CkNode* node = &(new Node)->node;
    };
    CkClhLock() { ck_clh_init(&lock_, &(new Node)->node); }
    bool lock(Context& context) {
        ck_clh_lock(&lock_, context.node);
        return true;
    }
    void unlock(Context& context) { ck_clh_unlock(&context.node); }

  private:
    CkQueue lock_{};
};

using AllLocks = std::tuple<Resilient, Plain, TestAndSet, PthreadSpin, PthreadMutex, StdMutex, CkFasLock,
                            CkTicketLock, CkMcsLock, CkClhLock>;

/// Calls `f.operator()<L>()` for each lock type.
template <class F>
void for_each_lock(F f) {
    [&]<class... L>(std::tuple<L...>*) {
        (f.template operator()<L>(), ...);
    }(static_cast<AllLocks*>(nullptr));
}

}  // namespace tools::bench
