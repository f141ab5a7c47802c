/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Programs with races of plain accesses, and without such races. */

#include "program.h"
#include "shared.h"

struct shared *shared;

static inline __attribute__((always_inline)) void pass(unsigned cpu, int store, int load)
{
	if (cpu == 0) {
		X = 1; /* payload written */
		WRITE(Y, 1, store);
	} else if (READ(Y, load)) {
		REPORT(X); /* payload read */
	}
}

void released(unsigned cpu)
{
	pass(cpu, RELEASE, ACQUIRE);
}

void not_released(unsigned cpu)
{
	pass(cpu, RELAXED, ACQUIRE);
}

/* A plain access and a marked access. */
void half_marked(unsigned cpu)
{
	if (cpu == 0)
		WRITE(X, 1, RELAXED);
	else
		REPORT(X);
}

void both_marked(unsigned cpu)
{
	if (cpu == 0)
		WRITE(X, 1, RELAXED);
	else
		REPORT(*(volatile uint32_t *)&X);
}

void both_read(unsigned cpu)
{
	(void)cpu;
	REPORT(X);
}

void other_bytes(unsigned cpu)
{
	shared->byte[cpu] = 1;
}

void same_byte(unsigned cpu)
{
	if (cpu == 0)
		shared->byte[1] = 1;
	else
		REPORT(shared->half[0]);
}

void alone(unsigned cpu)
{
	if (cpu == 0)
		X = 1;
}

void interrupt(unsigned cpu)
{
	if (cpu == 0)
		++X;
}
