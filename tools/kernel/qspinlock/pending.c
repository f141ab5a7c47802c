// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * kernel/locking/qspinlock.c: a trylock between the steps of a pending waiter never makes two owners.
 *
 *   rqcheck-c tools/kernel/qspinlock/pending.c --kernel TREE --cpus 3
 */

#include "kernel/locking/qspinlock.c"

static struct qspinlock the_lock;
static int owners;

void program_task(unsigned cpu)
{
	if (cpu == 2) {
		if (!queued_spin_trylock(&the_lock)) {
			program_note(0, 0, 0);
			return;
		}
	} else {
		queued_spin_lock(&the_lock);
	}
	if (owners++)
		program_fail();
	owners--;
	program_note(0, 0, 1);
	queued_spin_unlock(&the_lock);
}
