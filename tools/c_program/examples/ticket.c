// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A ticket lock in the kernel's style, and what each CPU does with it. With LEFT_OUT_RELEASE the lock is handed
 * over without order.
 *
 *   rqcheck-c tools/c_program/examples/ticket.c --cpus 3
 *   rqcheck-c tools/c_program/examples/ticket.c -X -DLEFT_OUT_RELEASE --fail-on-race
 */

#include <linux/atomic.h>
#include <linux/bug.h>

static atomic_t next_ticket;
static int now_served;

static int owners;
static int counter;

static void ticket_lock(void)
{
	int ticket = __atomic_fetch_add(&next_ticket.counter, 1, __ATOMIC_RELAXED);

	while (smp_load_acquire(&now_served) != ticket)
		cpu_relax();
}

static void ticket_unlock(void)
{
#ifdef LEFT_OUT_RELEASE
	WRITE_ONCE(now_served, now_served + 1);
#else
	smp_store_release(&now_served, now_served + 1);
#endif
}

void program_task(unsigned cpu)
{
	(void)cpu;
	ticket_lock();
	WARN_ON_ONCE(owners++);
	program_note(0, 0, counter++);
	owners--;
	ticket_unlock();
}
