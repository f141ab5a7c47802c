// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * kernel/locking/qspinlock.c: CPUs that queue get the lock in the order in which they queued. CPU 0 has the lock
 * until CPU 1 is pending, CPU 2 is in the queue, and CPU 3 is behind CPU 2. Only for the generic form: on x86 a
 * CPU that has set the pending bit may find a queue after that, and goes to the end of this queue.
 *
 *   rqcheck-c tools/kernel/qspinlock/fifo.c --kernel TREE --cpus 4
 */

#include "kernel/locking/qspinlock.c"

static struct qspinlock the_lock;
static int counter;

/* Waits until the queue is as long as it must be for this CPU: the pending bit, then each CPU in the tail. */
static void await_tail(unsigned cpu)
{
	switch (cpu) {
	case 1:
		smp_cond_load_relaxed(&the_lock.val.counter, VAL & _Q_LOCKED_MASK);
		break;
	case 2:
		smp_cond_load_relaxed(&the_lock.val.counter, VAL & _Q_PENDING_MASK);
		break;
	case 3:
		smp_cond_load_relaxed(&the_lock.val.counter, (VAL >> _Q_TAIL_CPU_OFFSET) == 3);
		break;
	}
}

void program_task(unsigned cpu)
{
	await_tail(cpu);
	queued_spin_lock(&the_lock);
	if (!cpu)
		smp_cond_load_relaxed(&the_lock.val.counter, (VAL >> _Q_TAIL_CPU_OFFSET) == 4);
	if (counter++ != (int)cpu)
		program_fail();
	queued_spin_unlock(&the_lock);
}
