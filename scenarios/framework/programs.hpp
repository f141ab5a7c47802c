// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Programs that several scenarios run, and the times that these programs use.

#include "scenarios/framework/cpu.hpp"

namespace scenarios {

/// The CPUs of a scenario begin one after the other, a step apart in virtual time. A step is so short that
/// several CPUs begin before the first check of the waiters.
inline constexpr Nanoseconds step = millisecond / 8;

/// The time from the beginning of a wait to its first check for deadlocks.
inline constexpr Nanoseconds first_check = millisecond + 1;

/// The times after which a pending waiter and a head of the queue give up.
inline constexpr Nanoseconds pending_timeout = 250 * millisecond;
inline constexpr Nanoseconds head_timeout = 500 * millisecond;

/// Lock, an empty section, unlock; nothing after an error. Traces name the line of the declaration.
inline Program lock_unlock(Lock lock, SourceLine source = SourceLine::current()) {
    return [lock, source](Cpu& cpu) { cpu.lock_unlock(lock, source); };
}

/// Like `lock_unlock`, of one of two locks: an engine explores both.
inline Program lock_unlock_one_of(Lock first, Lock second, SourceLine source = SourceLine::current()) {
    return [=](Cpu& cpu) { cpu.lock_unlock(cpu.choose(2, source) == 0 ? first : second, source); };
}

/// CPU 0 takes A and then B. All other CPUs take B and then A.
inline void lock_crosswise(Cpu& cpu) {
    const Lock first = cpu.id() == 0 ? A : B;
    const Lock second = cpu.id() == 0 ? B : A;
    if (!cpu.lock(first)) return;
    cpu.lock_unlock(second);
    cpu.unlock(first);
}

/// CPU 0 holds A for `owner_stays`. The other CPUs attempt A as soon as CPU 0 has it.
/// @pre the scenario is `in_step`
inline Program wait_for_owner(Nanoseconds owner_stays) {
    return [=](Cpu& cpu) {
        constexpr Flag owned{0};
        if (cpu.id() != 0) {
            cpu.await(owned);
            return cpu.lock_unlock(A);
        }
        if (!cpu.lock(A)) return;
        cpu.signal(owned);
        cpu.hold(owner_stays);
        cpu.unlock(A);
    };
}

struct QueueTimes {
    Nanoseconds apart = step;  ///< from the beginning of one CPU to the beginning of the next
    Nanoseconds owner_stays = 0;
    Nanoseconds pending_stays = 0;
};

/// The CPUs attempt A one after the other: CPU 0 owns it, CPU 1 is pending, CPU 2 is the head of the queue,
/// and the other CPUs are behind the head.
inline Program queue_up(QueueTimes times) {
    return [=](Cpu& cpu) {
        cpu.hold(cpu.id() * times.apart);
        if (!cpu.lock(A)) return;
        if (cpu.id() == 0) cpu.hold(times.owner_stays);
        if (cpu.id() == 1 && times.pending_stays != 0) cpu.hold(times.pending_stays);
        cpu.unlock(A);
    };
}

/// CPU 1 owns A and B, CPU 2 is pending on A and CPU 3 on B. Then CPU 0 attempts C, so that an NMI on CPU 0
/// finds both locks contended. A is free two steps later, and B two steps after A.
inline void contend_for_two(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(2 * step);
            return cpu.lock_unlock(C);
        case 1:
            if (!cpu.lock(B)) return;
            cpu.lock_hold_unlock(A, 4 * step);
            cpu.hold(2 * step);
            return cpu.unlock(B);
        default:
            cpu.hold(step);
            return cpu.lock_unlock(cpu.id() == 2 ? A : B);
    }
}

/// CPU 1 owns `locks` locks, from `lock_number(0)` on. It releases them one after the other before the first
/// check of the waiters, because reads of each other's tables would make a search large. CPU 2 is pending on
/// the first lock, CPU 3 on the second, and so on. Then CPU 0 attempts the first lock and must queue. So must
/// each context above it that attempts another lock.
/// @pre the scenario is `in_step`, and has two CPUs more than locks
inline Program contend_for(unsigned locks) {
    return [=](Cpu& cpu) {
        constexpr Flag all_owned{0};
        switch (cpu.id()) {
            case 0:
                for (unsigned i = 0; i < locks; ++i) cpu.await_pending(lock_number(i));
                return cpu.lock_unlock(lock_number(0));
            case 1:
                for (unsigned i = 0; i < locks; ++i) {
                    if (!cpu.lock(lock_number(i))) return;
                }
                cpu.signal(all_owned);
                for (unsigned i = locks; i > 0; --i) {
                    cpu.hold(step);
                    cpu.unlock(lock_number(i - 1));
                }
                return;
            default:
                cpu.await(all_owned);
                return cpu.lock_unlock(lock_number(cpu.id() - 2));
        }
    };
}

}  // namespace scenarios
