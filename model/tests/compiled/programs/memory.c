/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Plain accesses: when they happen, and in how many parts. */

#include <string.h>

#include "program.h"
#include "shared.h"

struct shared *shared;

/* ---- a plain write happens before its CPU's next step ---- */

void then_note(unsigned cpu)
{
	X = 1;
	REPORT(cpu);
}

void then_fence(unsigned cpu)
{
	(void)cpu;
	X = 1;
	FENCE(ACQUIRE);
}

void then_load(unsigned cpu)
{
	(void)cpu;
	X = 1;
	(void)READ(Y, RELAXED);
}

void then_end(unsigned cpu)
{
	(void)cpu;
	X = 1;
}

void then_trace_point(unsigned cpu)
{
	X = 1;
	program_trace_point(0, &X, (int)cpu);
}

/* A hardirq comes before the write or at the end. */
void then_masked(unsigned cpu)
{
	unsigned long flags;

	(void)cpu;
	X = 1;
	flags = program_irq_save();
	Y = 1;
	program_irq_restore(flags);
}

/* Hardirqs are masked until the write has happened. */
void until_unmasked(unsigned cpu)
{
	const unsigned long flags = program_irq_save();

	(void)cpu;
	X = 1;
	program_irq_restore(flags);
}

void look(unsigned cpu)
{
	(void)cpu;
	REPORT(X);
}

/* ---- copies and wide accesses ---- */

void copy_words(unsigned cpu)
{
	uint32_t words[3] = {1, 2, 3};

	if (cpu == 0) {
		memcpy(&shared->word[0], words, cpu + 12);
		return;
	}
	memcpy(words, &shared->word[0], cpu + 11);
	for (int i = 0; i < 3; ++i)
		REPORT(words[i]);
}

void copy_all(unsigned cpu)
{
	struct shared copy;

	X = 5;
	Z = 6;
	shared->wide = 7;
	memcpy(&copy, shared, cpu + sizeof(copy));
	REPORT(copy.word[0]);
	REPORT(copy.word[1]);
	REPORT(copy.word[2]);
	REPORT(copy.wide);
}

void copy_across(unsigned cpu)
{
	shared->wide = 0x0000000200000001;
	memcpy(&shared->word[0], &shared->wide, cpu + 8);
	REPORT(X);
	REPORT(Y);
}

void copy_back(unsigned cpu)
{
	X = 1;
	Y = 2;
	Z = 3;
	memmove(&shared->word[0], &shared->word[1], cpu + 8);
	REPORT(X);
	REPORT(Y);
	REPORT(Z);
}

void fill(unsigned cpu)
{
	memset((char *)shared + 2, 0x11, cpu + 5);
	REPORT(X >> 16);
	REPORT(Y);
}

struct __attribute__((packed)) words {
	uint64_t value;
};

void unaligned(unsigned cpu)
{
	struct words *const words = (struct words *)&shared->byte[2];

	(void)cpu;
	words->value = 0x8877665544332211;
	REPORT(X);
	REPORT(Y);
	REPORT(Z);
	REPORT(words->value >> 32);
}

typedef uint64_t pair __attribute__((vector_size(16), aligned(4)));

void sixteen_bytes(unsigned cpu)
{
	(void)cpu;
	X = 1;
	Y = 2;
	Z = 3;
	shared->word[3] = 4;
	const pair found = *(pair *)&shared->word[0] + (pair){1, 0};
	REPORT(found[0]);
	REPORT(found[0] >> 32);
	REPORT(found[1]);
	REPORT(found[1] >> 32);
}

/* ---- memory of this CPU alone ---- */

static const uint32_t table[3] = {10, 20, 30};

void own_memory(unsigned cpu)
{
	uint32_t words[3];

	memset(words, 0, cpu + sizeof(words));
	memcpy(words, table, cpu + sizeof(words));
	((volatile uint32_t *)words)[0] += table[cpu + 1];
	REPORT(__atomic_load_n(&words[0], ACQUIRE));
	__atomic_store_n(&words[1], 4, RELEASE);
	REPORT(words[1]);
}
