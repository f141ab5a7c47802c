// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A small lock with the interface of the kernel's lock: one word, no queue. A waiter gives up when its own CPU
 * holds the lock already, and after a quarter of a second. The file has the place of the lock in a kernel tree: it
 * is an example of a file that `--kernel` takes (docs/kernel-source.md).
 */

#include <linux/bug.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>
#include <asm/rqspinlock.h>

#define PATIENCE (250 * NSEC_PER_MSEC)

DEFINE_PER_CPU(struct rqspinlock_held, rqspinlock_held_locks);

#ifdef CONFIG_QUEUED_SPINLOCKS
/* Waiters of this lock have no nodes: these nodes are never used. */
struct unused_node {
	struct {
		struct unused_node *next;
		int locked;
		int count;
	} mcs;
};
DEFINE_PER_CPU(struct unused_node, rqnodes[4]);
#endif

struct waiter_times {
	u64 cur;
	u64 timeout_end;
};

/* Does an outer context of this CPU hold the lock? The entry on top is the attempt's own. */
static noinline int check_deadlock_AA(rqspinlock_t *lock)
{
	struct rqspinlock_held *held = this_cpu_ptr(&rqspinlock_held_locks);
	int count = held->cnt;

	for (int i = 0; i < count - 1; ++i) {
		if (held->locks[i] == lock)
			return -EDEADLK;
	}
	return 0;
}

static noinline int check_timeout(rqspinlock_t *lock, struct waiter_times *ts)
{
	u64 now = ktime_get_mono_fast_ns();

	if (!ts->timeout_end) {
		ts->cur = now;
		ts->timeout_end = now + PATIENCE;
		return check_deadlock_AA(lock);
	}
	if (now > ts->timeout_end)
		return -ETIMEDOUT;
	if (now > ts->cur + NSEC_PER_MSEC) {
		ts->cur = now;
		return check_deadlock_AA(lock);
	}
	return 0;
}

int resilient_tas_spin_lock(rqspinlock_t *lock)
{
	struct waiter_times ts = { 0, 0 };

	for (;;) {
		int val = atomic_read(&lock->val);
		int ret;

		if (!val && atomic_try_cmpxchg_acquire(&lock->val, &val, 1))
			return 0;
		ret = check_timeout(lock, &ts);
		if (ret) {
			release_held_lock_entry();
			return ret;
		}
		cpu_relax();
	}
}
