/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Variables that the runtime finds by itself, of all kinds of types, with initial values. */

#include <string.h>

#include "program.h"
#include "shared.h"

struct node {
	struct node *next;
	uint32_t locked;
	uint8_t small[2];
	uint16_t half;
};

union word {
	uint32_t all;
	struct {
		uint8_t locked;
		uint8_t pending;
		uint16_t tail;
	};
};

struct {
	union word lock;
	struct node nodes[2];
	uint32_t matrix[2][2];
	unsigned bits : 3, others : 5;
} queue = {.lock.all = 0x00030001, .nodes[1] = {.next = &queue.nodes[0], .half = 9}, .matrix[1][0] = 4};

static const uint32_t constant[2] = {6, 7};
uint64_t wide = 1ULL << 40;
PROGRAM_PER_CPU uint32_t of_cpu[2] = {1, 2};

void initial(unsigned cpu)
{
	static uint32_t calls = 8;

	REPORT(READ(queue.lock.all, RELAXED));
	REPORT(queue.lock.tail);
	REPORT(queue.nodes[1].next == &queue.nodes[0]);
	REPORT(queue.nodes[1].half);
	REPORT(queue.matrix[1][0]);
	REPORT(constant[cpu + 1]);
	REPORT(wide >> 40);
	REPORT(++calls);
}

void parts(unsigned cpu)
{
	struct node copy;

	WRITE(queue.lock.locked, 2, RELAXED);
	WRITE(queue.nodes[0].small[1], 5, RELAXED);
	REPORT(READ(queue.lock.all, RELAXED));
	queue.others = 9;
	REPORT(queue.others);
	memset(&copy, 1, cpu + sizeof(copy));
	memcpy(&queue.nodes[1], &copy, cpu + sizeof(copy));
	REPORT(queue.nodes[1].half);
	queue.nodes[0] = queue.nodes[1];
	REPORT(queue.nodes[0].locked);
}

/* Neighbouring bytes are separate variables. */
void neighbours(unsigned cpu)
{
	WRITE(queue.nodes[0].small[cpu], 1, RELAXED);
	REPORT(READ(queue.nodes[0].small[1 - cpu], RELAXED));
}

void copies(unsigned cpu)
{
	uint32_t *const own = (uint32_t *)((char *)of_cpu + program_per_cpu_offset(cpu));
	uint32_t *const other = (uint32_t *)((char *)of_cpu + program_per_cpu_offset(1 - cpu));

	++own[0];
	REPORT(own[0]);
	REPORT(READ(other[1], RELAXED));
}
