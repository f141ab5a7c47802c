// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * kernel/locking/qspinlock.c: one CPU at a time has the lock, and what the lock protects is handed over in order.
 * With two CPUs the second one takes the pending bit. With three CPUs one of them queues.
 *
 * The x86 form is for --memory tso: C++'s memory model lets its read after the pending bit be stale (F3).
 *
 *   rqcheck-c tools/kernel/qspinlock/exclusion.c --kernel TREE --cpus 3
 */

#include "kernel/locking/qspinlock.c"

static struct qspinlock the_lock;
static int owners;
static int counter;

void program_task(unsigned cpu)
{
	(void)cpu;
	queued_spin_lock(&the_lock);
	if (owners++)
		program_fail();
	program_note(0, 0, counter++);
	owners--;
	queued_spin_unlock(&the_lock);
}
