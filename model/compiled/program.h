/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * The functions of the engine that compiled code calls by name. Accesses need none of them: the compiler puts
 * a call of ThreadSanitizer's interface before each access, and the engine provides that interface.
 */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
using program_condition = void *; /* NOLINT(readability-identifier-naming): as in C */
#else
/* A condition on a value: a clang block, which may not capture anything. */
typedef int (^program_condition)(uint64_t value);
#endif

#define PROGRAM_NEVER (~(uint64_t)0)

/*
 * Reads `size` bytes until the condition holds or the clock has reached `poll`. Returns the last value. See
 * lock/platform.hpp or docs/compiled-programs.md for `poll` and `deadline`, in nanoseconds.
 */
uint64_t program_await(const void *address, size_t size, int order, uint64_t poll, uint64_t deadline,
		       program_condition holds);
/*
 * A pause in a loop that has read a value for which it must wait. The loop goes on when the location that the
 * calling function has read last has another value, or when the loop's time has come.
 */
void program_relax(void);

unsigned program_cpu(void);
unsigned program_cpu_count(void);
/* The distance from an address in the section `program_per_cpu` to the CPU's own copy. */
ptrdiff_t program_per_cpu_offset(unsigned cpu);
/* Adds to a variable that only its own CPU writes, in one instruction. Returns the sum. */
uint64_t program_add_own(void *address, size_t size, int delta);

int program_in_nmi(void);
unsigned long program_irq_save(void);
void program_irq_restore(unsigned long flags);
uint64_t program_now(void);
/* Makes a note in the record of the execution. The reader of the record defines its meaning. */
void program_note(unsigned note, unsigned subject, unsigned detail);
/* Makes the execution fail: something is wrong. */
void program_fail(void);
/* A trace point: programs that are attached to it run here. */
void program_trace_point(unsigned number, const void *subject, int value);

/* A variable of which each CPU has a copy. */
#define PROGRAM_PER_CPU __attribute__((section("program_per_cpu"), aligned(64)))

#ifndef __cplusplus
extern const char __start_program_per_cpu[] __attribute__((weak, visibility("hidden")));
extern const char __stop_program_per_cpu[] __attribute__((weak, visibility("hidden")));

/* Tells the engine where the per-CPU variables are. */
__attribute__((weak, disable_sanitizer_instrumentation)) void program_per_cpu_section(const char **begin,
										      const char **end)
{
	*begin = __start_program_per_cpu;
	*end = __stop_program_per_cpu;
}
#endif

#ifdef __cplusplus
}
#endif
