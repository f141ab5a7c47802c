/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* The memory that the programs of the tests share, and short names for accesses to it. */

#include <stdint.h>

#define RELAXED __ATOMIC_RELAXED
#define ACQUIRE __ATOMIC_ACQUIRE
#define RELEASE __ATOMIC_RELEASE
#define ACQ_REL __ATOMIC_ACQ_REL
#define SEQ_CST __ATOMIC_SEQ_CST

#define READ(place, order) __atomic_load_n(&(place), order)
#define WRITE(place, value, order) __atomic_store_n(&(place), value, order)
#define FENCE(order) __atomic_thread_fence(order)
#define REPORT(value) program_note(0, 0, (unsigned)(value))

/* Its variables are those of the engine's tests: word 0 is variable(0). */
struct shared {
	union {
		uint32_t word[4];
		uint16_t half[8];
		uint8_t byte[16];
	};
	uint64_t wide; /* variable(4) */
};

#define X shared->word[0]
#define Y shared->word[1]
#define Z shared->word[2]
