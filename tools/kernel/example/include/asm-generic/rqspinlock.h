/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* The table of held locks, and the fast path, for the lock in kernel/bpf/rqspinlock.c. */

#include <linux/atomic.h>
#include <linux/percpu.h>

#define RES_NR_HELD 31

#ifndef CONFIG_QUEUED_SPINLOCKS
typedef struct {
	atomic_t val;
} rqspinlock_t;
#endif

struct rqspinlock_held {
	int cnt;
	void *locks[RES_NR_HELD];
};

DECLARE_PER_CPU(struct rqspinlock_held, rqspinlock_held_locks);

extern int resilient_tas_spin_lock(rqspinlock_t *lock);

/* The newest attempt is on top. An interrupt that comes between the two steps finds an empty entry. */
static __always_inline void grab_held_lock_entry(void *lock)
{
	int count = this_cpu_inc_return(rqspinlock_held_locks.cnt);

	this_cpu_write(rqspinlock_held_locks.locks[count - 1], lock);
}

static __always_inline void release_held_lock_entry(void)
{
	int count = this_cpu_read(rqspinlock_held_locks.cnt);

	this_cpu_write(rqspinlock_held_locks.locks[count - 1], NULL);
	this_cpu_dec(rqspinlock_held_locks.cnt);
}

static __always_inline int res_spin_lock(rqspinlock_t *lock)
{
	int free = 0;

	grab_held_lock_entry(lock);
	if (atomic_try_cmpxchg_acquire(&lock->val, &free, 1))
		return 0;
	return resilient_tas_spin_lock(lock);
}

static __always_inline void res_spin_unlock(rqspinlock_t *lock)
{
	smp_store_release(&lock->val.counter, 0);
	release_held_lock_entry();
}
