/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * A queued lock: each CPU waits on its own node. NMIs try once and do not wait. The protected data is plain.
 * With LEFT_OUT_RELEASE the hand-over has no order. With LOST_WAKE_UP a CPU that queues late is forgotten.
 */

#include "program.h"
#include "shared.h"

struct node {
	struct node *next;
	uint32_t locked;
};

static struct node *tail;
static PROGRAM_PER_CPU struct node task_node, nmi_node;

static uint32_t owners;
static uint32_t counter;

#ifdef LEFT_OUT_RELEASE
#define HAND_OVER RELAXED
#else
#define HAND_OVER RELEASE
#endif

static struct node *mine(struct node *node)
{
	return (struct node *)((char *)node + program_per_cpu_offset(program_cpu()));
}

static void lock(struct node *node)
{
	struct node *before;

	node->next = 0;
	node->locked = 0;
	before = __atomic_exchange_n(&tail, node, ACQ_REL);
	if (!before)
		return;
	WRITE(before->next, node, RELEASE);
	program_await(&node->locked, 4, ACQUIRE, PROGRAM_NEVER, PROGRAM_NEVER, ^(uint64_t value) {
		return (int)(value != 0);
	});
}

static int trylock(struct node *node)
{
	struct node *none = 0;

	node->next = 0;
	return __atomic_compare_exchange_n(&tail, &none, node, 0, ACQ_REL, RELAXED);
}

static void unlock(struct node *node)
{
	struct node *next = READ(node->next, ACQUIRE);

	if (!next) {
		struct node *only = node;

		if (__atomic_compare_exchange_n(&tail, &only, (struct node *)0, 0, HAND_OVER, RELAXED))
			return;
#ifdef LOST_WAKE_UP
		return;
#endif
		next = (struct node *)program_await(&node->next, 8, ACQUIRE, PROGRAM_NEVER, PROGRAM_NEVER,
						    ^(uint64_t value) {
							    return (int)(value != 0);
						    });
	}
	WRITE(next->locked, 1, HAND_OVER);
}

static void critical_section(void)
{
	if (owners++)
		program_fail();
	REPORT(counter);
	++counter;
	--owners;
}

void task(unsigned cpu)
{
	struct node *const node = mine(&task_node);

	(void)cpu;
	lock(node);
	critical_section();
	unlock(node);
}

void nmi(unsigned cpu)
{
	struct node *const node = mine(&nmi_node);

	(void)cpu;
	if (!trylock(node))
		return;
	critical_section();
	unlock(node);
}
