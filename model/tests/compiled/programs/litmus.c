/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Litmus tests in C. litmus_test.cpp has each test a second time, without a compiler. */

#include "program.h"
#include "shared.h"

struct shared *shared;

/* ---- which CPU sees which stores ---- */

static inline __attribute__((always_inline)) void store_buffering(unsigned cpu, int store, int load)
{
	WRITE(shared->word[cpu], 1, store);
	REPORT(READ(shared->word[1 - cpu], load));
}

void sb_relaxed(unsigned cpu)
{
	store_buffering(cpu, RELAXED, RELAXED);
}

void sb_ordered(unsigned cpu)
{
	store_buffering(cpu, RELEASE, ACQUIRE);
}

void sb_seq_cst(unsigned cpu)
{
	store_buffering(cpu, SEQ_CST, SEQ_CST);
}

void sb_fenced(unsigned cpu)
{
	WRITE(shared->word[cpu], 1, RELAXED);
	FENCE(SEQ_CST);
	REPORT(READ(shared->word[1 - cpu], RELAXED));
}

static inline __attribute__((always_inline)) void message_passing(unsigned cpu, int store, int load)
{
	if (cpu == 0) {
		X = 1;
		WRITE(Y, 1, store);
	} else {
		REPORT(READ(Y, load));
		REPORT(X);
	}
}

void mp_relaxed(unsigned cpu)
{
	message_passing(cpu, RELAXED, RELAXED);
}

void mp_released(unsigned cpu)
{
	message_passing(cpu, RELEASE, RELAXED);
}

void mp_ordered(unsigned cpu)
{
	message_passing(cpu, RELEASE, ACQUIRE);
}

void mp_fenced(unsigned cpu)
{
	if (cpu == 0) {
		X = 1;
		FENCE(RELEASE);
		WRITE(Y, 1, RELAXED);
	} else {
		REPORT(READ(Y, RELAXED));
		FENCE(ACQUIRE);
		REPORT(X);
	}
}

void lb(unsigned cpu)
{
	REPORT(READ(shared->word[cpu], RELAXED));
	WRITE(shared->word[1 - cpu], 1, RELAXED);
}

static inline __attribute__((always_inline)) void independent_reads(unsigned cpu, int store, int load)
{
	if (cpu < 2) {
		WRITE(shared->word[cpu], 1, store);
	} else {
		REPORT(READ(shared->word[cpu - 2], load));
		REPORT(READ(shared->word[3 - cpu], load));
	}
}

void iriw_ordered(unsigned cpu)
{
	independent_reads(cpu, RELEASE, ACQUIRE);
}

void iriw_seq_cst(unsigned cpu)
{
	independent_reads(cpu, SEQ_CST, SEQ_CST);
}

/* ---- one location ---- */

void corr(unsigned cpu)
{
	if (cpu == 0) {
		WRITE(X, 1, RELAXED);
		WRITE(X, 2, RELAXED);
	} else {
		REPORT(READ(X, RELAXED));
		REPORT(READ(X, RELAXED));
	}
}

void two_plus_two(unsigned cpu)
{
	WRITE(shared->word[cpu], 1, RELAXED);
	WRITE(shared->word[1 - cpu], 2, RELAXED);
}

/* ---- updates ---- */

void exchanges(unsigned cpu)
{
	REPORT(__atomic_exchange_n(&X, cpu + 1, ACQ_REL));
	REPORT(__atomic_fetch_or(&X, 4U, RELAXED));
	REPORT(__atomic_fetch_and(&X, 6U, RELAXED));
}

void cas_loop(unsigned cpu)
{
	uint32_t old = READ(X, RELAXED);

	(void)cpu;
	while (!__atomic_compare_exchange_n(&X, &old, old + 1, 0, ACQUIRE, RELAXED))
		;
	REPORT(old);
}

void additions(unsigned cpu)
{
	REPORT(__atomic_fetch_add(&X, cpu + 1, ACQ_REL));
	REPORT(__atomic_fetch_sub(&X, 3U, RELAXED));
}

void additions_to_bytes(unsigned cpu)
{
	/* The carry is lost. */
	REPORT(__atomic_fetch_add(&shared->byte[cpu], (uint8_t)0xff, RELAXED));
	REPORT(__atomic_fetch_sub(&shared->byte[cpu], (uint8_t)0xfe, RELAXED));
	REPORT(READ(X, RELAXED));
}

void flips(unsigned cpu)
{
	REPORT(__atomic_fetch_xor(&X, 3U << cpu, RELAXED));
	REPORT(__atomic_fetch_nand(&X, 6U, RELAXED) & 0xff);
	REPORT(__atomic_fetch_nand(&shared->byte[1], (uint8_t)5, RELAXED));
}

void eight_byte_updates(unsigned cpu)
{
	REPORT(__atomic_fetch_add(&shared->wide, (uint64_t)1 << 33, RELAXED) >> 33);
	REPORT(__atomic_fetch_xor(&shared->wide, (uint64_t)(cpu + 1) << 40, RELAXED) >> 33);
}

/* The value that a failed compare-exchange reads is acquired, or not. */
static inline __attribute__((always_inline)) void failed_exchange(unsigned cpu, int failure)
{
	uint32_t old = 2;

	if (cpu == 0) {
		X = 1;
		WRITE(Y, 1, RELEASE);
	} else {
		REPORT(__atomic_compare_exchange_n(&Y, &old, 3U, 0, ACQUIRE, failure));
		REPORT(old);
		REPORT(X);
	}
}

void failed_relaxed(unsigned cpu)
{
	failed_exchange(cpu, RELAXED);
}

void failed_acquire(unsigned cpu)
{
	failed_exchange(cpu, ACQUIRE);
}

void exchange_bytes(unsigned cpu)
{
	uint8_t old = 0;

	REPORT(__atomic_compare_exchange_n(&shared->byte[cpu & 1], &old, (uint8_t)(cpu + 1), 1, RELAXED, RELAXED));
	REPORT(old);
	REPORT(READ(X, RELAXED));
}

/* Plain increments under a lock of one bit. */
void spinlock(unsigned cpu)
{
	(void)cpu;
	while (__atomic_exchange_n(&X, 1U, ACQUIRE))
		program_relax();
	++Y;
	WRITE(X, 0, RELEASE);
}

/* ---- sizes ---- */

void bytes(unsigned cpu)
{
	WRITE(shared->byte[cpu], cpu + 1, RELAXED);
	REPORT(READ(X, RELAXED));
	REPORT(READ(shared->byte[1 - cpu], RELAXED));
}

void half_words(unsigned cpu)
{
	REPORT(__atomic_exchange_n(&shared->half[cpu], (uint16_t)(cpu + 7), RELAXED));
	REPORT(READ(X, RELAXED));
}

void eight_bytes(unsigned cpu)
{
	WRITE(shared->wide, (uint64_t)(cpu + 1) << 40, RELAXED);
	REPORT(READ(shared->wide, RELAXED) >> 40);
}

/* ---- waits ---- */

void wait(unsigned cpu)
{
	if (cpu == 0) {
		X = 7;
		WRITE(Y, 1, RELEASE);
		WRITE(Y, 2, RELAXED);
	} else {
		REPORT(program_await(&Y, 4, ACQUIRE, PROGRAM_NEVER, PROGRAM_NEVER, ^(uint64_t value) {
			return (int)(value != 0);
		}));
		REPORT(X);
	}
}

void wait_for_byte(unsigned cpu)
{
	if (cpu == 0) {
		WRITE(shared->byte[0], 3, RELAXED);
		WRITE(shared->byte[1], 5, RELAXED);
	} else {
		REPORT(program_await(&shared->byte[1], 1, RELAXED, PROGRAM_NEVER, PROGRAM_NEVER, ^(uint64_t value) {
			return (int)(value == 5);
		}));
		REPORT(READ(X, RELAXED));
	}
}

void wait_in_vain(unsigned cpu)
{
	if (cpu == 1)
		WRITE(X, 1, RELAXED);
	REPORT(program_await(&X, 4, RELAXED, PROGRAM_NEVER, PROGRAM_NEVER, ^(uint64_t value) {
		return (int)(value == 2);
	}));
}

void timed_wait(unsigned cpu)
{
	if (cpu == 0)
		WRITE(X, 1, RELAXED);
	else
		REPORT(program_await(&X, 4, RELAXED, 1000000, 1000000, ^(uint64_t value) {
			return (int)(value == 2);
		}));
	REPORT(program_now() / 1000000);
}

void pause_loop(unsigned cpu)
{
	if (cpu == 0) {
		WRITE(X, 1, RELAXED);
		WRITE(X, 2, RELAXED);
	} else {
		while (READ(X, RELAXED) != 2)
			program_relax();
		REPORT(READ(X, RELAXED));
	}
}

/* ---- interrupts ---- */

void plain_pair(unsigned cpu)
{
	if (cpu == 0) {
		X = 1;
		Y = 1;
	}
}

void look_at_pair(unsigned cpu)
{
	(void)cpu;
	REPORT(X);
	REPORT(Y);
}

/* The handler may come between the read and the write. */
void plain_increment(unsigned cpu)
{
	(void)cpu;
	++X;
}

void masked(unsigned cpu)
{
	const unsigned long flags = program_irq_save();

	(void)cpu;
	X = 1;
	Y = 1;
	program_irq_restore(flags);
}

/* ---- per-CPU variables ---- */

PROGRAM_PER_CPU uint32_t counter; /* variable(5 + CPU) */

static uint32_t *counter_of(unsigned cpu)
{
	return (uint32_t *)((char *)&counter + program_per_cpu_offset(cpu));
}

void per_cpu(unsigned cpu)
{
	*counter_of(cpu) = cpu + 3;
	REPORT(READ(*counter_of(1 - cpu), RELAXED));
	REPORT(*counter_of(program_cpu()));
}

void own_counter(unsigned cpu)
{
	REPORT(program_add_own(counter_of(cpu), 4, 2));
	REPORT(READ(*counter_of(1 - cpu), RELAXED));
	REPORT(program_add_own(counter_of(cpu), 4, -1));
}
