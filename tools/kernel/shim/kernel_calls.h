/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * The calls of the kernel's lock to the machine that runs it, besides those of model/compiled/program.h, and the
 * calls of that machine to the lock.
 */

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The numbers of the trace points. */
#define KERNEL_CONTENTION_BEGIN 0
#define KERNEL_CONTENTION_END 1

/* The time in nanoseconds. The loop that asks checks its lock again after `*checked`, until `*timeout_end`. */
uint64_t kernel_now(const uint64_t *checked, const uint64_t *timeout_end);
/* A timed wait has ended with this error. */
void kernel_failing(int error);

/* The addresses of the lock's variables, in the section of per-CPU variables. Null: the lock has no such variable. */
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
