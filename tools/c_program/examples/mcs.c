// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A queued lock in the kernel's style: each context of a CPU waits on a node of its own. With LEFT_OUT_RELEASE the
 * lock is handed over without order. With ONE_NODE an NMI uses the node of the task that it interrupts.
 *
 *   rqcheck-c tools/c_program/examples/mcs.c --cpus 3
 *   rqcheck-c tools/c_program/examples/mcs.c --cpus 2 --nmis 1
 *   rqcheck-c tools/c_program/examples/mcs.c --cpus 2 --nmis 1 -X -DONE_NODE
 */

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/percpu.h>

struct node {
	struct node *next;
	int granted;
};

struct queued_lock {
	struct node *tail;
};

/* One node for the task, one for an NMI. */
static DEFINE_PER_CPU(struct node, nodes[2]);

static struct queued_lock of_tasks, of_nmis;
static int task_owners, nmi_owners;

static struct node *node_of_context(void)
{
#ifdef ONE_NODE
	return this_cpu_ptr(&nodes[0]);
#else
	return this_cpu_ptr(&nodes[in_nmi() ? 1 : 0]);
#endif
}

static void queued_lock(struct queued_lock *lock, struct node *node)
{
	struct node *before;

	WRITE_ONCE(node->next, NULL);
	WRITE_ONCE(node->granted, 0);
	before = xchg(&lock->tail, node);
	if (!before)
		return;
	/* Pairs with the read of the CPU that leaves: the node is ready. */
	smp_store_release(&before->next, node);
	smp_cond_load_acquire(&node->granted, VAL);
}

static void queued_unlock(struct queued_lock *lock, struct node *node)
{
	struct node *next = smp_load_acquire(&node->next);

	if (!next) {
		if (cmpxchg(&lock->tail, node, NULL) == node)
			return;
		next = smp_cond_load_acquire(&node->next, VAL);
	}
#ifdef LEFT_OUT_RELEASE
	WRITE_ONCE(next->granted, 1);
#else
	smp_store_release(&next->granted, 1);
#endif
}

static void use(struct queued_lock *lock, int *owners)
{
	struct node *node = node_of_context();

	queued_lock(lock, node);
	WARN_ON_ONCE((*owners)++);
	--*owners;
	queued_unlock(lock, node);
}

void program_task(unsigned cpu)
{
	(void)cpu;
	use(&of_tasks, &task_owners);
}

void program_nmi(unsigned cpu)
{
	(void)cpu;
	use(&of_nmis, &nmi_owners);
}
