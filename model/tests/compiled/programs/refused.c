/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Code that the runtime refuses, one function each. The comment stands on the refused line. */

#include <string.h>

#include "program.h"
#include "shared.h"

struct shared *shared;
uint32_t undeclared;
_Atomic __int128 sixteen;
PROGRAM_PER_CPU uint32_t counter;
PROGRAM_PER_CPU uint32_t local;

static inline __attribute__((always_inline)) void *mine(void *variable)
{
	return (char *)variable + program_per_cpu_offset(program_cpu());
}

/* ---- memory that the runtime does not know ---- */

void write_undeclared(unsigned cpu)
{
	undeclared = cpu; /* refused */
}

void fill_undeclared(unsigned cpu)
{
	memset(&undeclared, (int)cpu, cpu + 1); /* refused */
}

void write_behind(unsigned cpu)
{
	((volatile uint8_t *)shared)[29] = (uint8_t)cpu; /* refused */
	REPORT(cpu);
}

void read_two(unsigned cpu)
{
	(void)cpu;
	REPORT(*(volatile uint64_t *)&shared->word[0]); /* refused */
}

void read_section(unsigned cpu)
{
	(void)cpu;
	REPORT(counter); /* refused */
}

void update_private(unsigned cpu)
{
	__atomic_fetch_or(&undeclared, cpu, RELAXED); /* refused */
}

void exchange_private(unsigned cpu)
{
	uint32_t old = 0;

	__atomic_compare_exchange_n(&undeclared, &old, cpu, 0, RELAXED, RELAXED); /* refused */
}

void add_private(unsigned cpu)
{
	(void)cpu;
	program_add_own(&undeclared, 4, 1); /* refused */
}

void await_private(unsigned cpu)
{
	(void)cpu;
	program_await(&undeclared, 4, RELAXED, PROGRAM_NEVER, PROGRAM_NEVER, ^(uint64_t value) { /* refused */
		return (int)value;
	});
}

/* ---- variables of one CPU, and of all ---- */

void update_local(unsigned cpu)
{
	uint32_t *place = mine(&local);

	__atomic_fetch_or(place, cpu, RELAXED); /* refused */
}

void exchange_local(unsigned cpu)
{
	uint32_t *place = mine(&local);
	uint32_t old = 0;

	__atomic_compare_exchange_n(place, &old, cpu, 0, RELAXED, RELAXED); /* refused */
}

void sixteen_bytes(unsigned cpu)
{
	sixteen = cpu; /* refused */
}

void add_part(unsigned cpu)
{
	(void)cpu;
	program_add_own(&shared->half[0], 2, 1); /* refused */
}

void add_shared(unsigned cpu)
{
	(void)cpu;
	program_add_own(&X, 4, 1); /* refused */
}

/* ---- waits ---- */

void condition_reads(unsigned cpu)
{
	(void)cpu;
	program_await(&X, 4, RELAXED, PROGRAM_NEVER, PROGRAM_NEVER, ^(uint64_t value) {
		return (int)(value + Y); /* refused */
	});
}

void condition_loads(unsigned cpu)
{
	(void)cpu;
	program_await(&X, 4, RELAXED, PROGRAM_NEVER, PROGRAM_NEVER, ^(uint64_t value) {
		return (int)(value + READ(Y, RELAXED)); /* refused */
	});
}

void condition_writes(unsigned cpu)
{
	(void)cpu;
	program_await(&X, 4, RELAXED, PROGRAM_NEVER, PROGRAM_NEVER, ^(uint64_t value) {
		Y = 1; /* refused */
		return (int)value;
	});
}

void condition_captures(unsigned cpu)
{
	program_await(&X, 4, RELAXED, PROGRAM_NEVER, PROGRAM_NEVER, ^(uint64_t value) { /* refused */
		return value == cpu;
	});
}

void pause_without_read(unsigned cpu)
{
	(void)cpu;
	program_relax(); /* refused */
}

/* ---- copies ---- */

void copy_onto_itself(unsigned cpu)
{
	memmove(&shared->word[1], &shared->word[0], cpu + 8); /* refused */
}
