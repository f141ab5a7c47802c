/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * What the kernel's lock asks of the machine that runs it, beside model/compiled/program.h; and what that
 * machine asks of the lock.
 */

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Numbers of trace points. */
#define KERNEL_CONTENTION_BEGIN 0
#define KERNEL_CONTENTION_END 1

/* The time in nanoseconds; the loop that asks looks at its lock again behind `*checked`, until `*timeout_end`. */
uint64_t kernel_now(const uint64_t *checked, const uint64_t *timeout_end);
/* A timed wait has ended with this error. */
void kernel_failing(int error);

/* Where the lock keeps something. An address in the section of per-CPU variables, or null: it has none. */
struct kernel_variables { /* NOLINT(readability-identifier-naming): as in C */
	void *node_next[4];
	void *node_locked[4];
	void *node_count;
	void *held_count;
	void *held_entries[31];
};

#ifdef __cplusplus
}
#endif
