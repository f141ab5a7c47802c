// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * kernel/locking/qspinlock.c: each context of a CPU has a node of its own. An interrupt may take a lock while the
 * CPU queues for another one, and both queues stay intact.
 *
 *   rqcheck-c tools/kernel/qspinlock/four-contexts.c --kernel TREE --cpus 2 --nmis 1
 */

#include "kernel/locking/qspinlock.c"

struct guarded {
	struct qspinlock lock;
	int owners;
};

static struct guarded of_tasks, of_softirqs, of_hardirqs, of_nmis;

static void take(struct guarded *guarded)
{
	queued_spin_lock(&guarded->lock);
	if (guarded->owners++)
		program_fail();
	guarded->owners--;
	queued_spin_unlock(&guarded->lock);
}

void program_task(unsigned cpu)
{
	(void)cpu;
	take(&of_tasks);
}

void program_softirq(unsigned cpu)
{
	(void)cpu;
	take(&of_softirqs);
}

void program_hardirq(unsigned cpu)
{
	(void)cpu;
	take(&of_hardirqs);
}

void program_nmi(unsigned cpu)
{
	(void)cpu;
	take(&of_nmis);
}
