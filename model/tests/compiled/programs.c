/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Small programs in C, which compiled_test.cpp runs under the native engine. Both variables are 0 at first. */

#include "program.h"

int store_buffering(unsigned cpu, int *x, int *y)
{
	__atomic_store_n(cpu == 0 ? x : y, 1, __ATOMIC_RELAXED);
	return __atomic_load_n(cpu == 0 ? y : x, __ATOMIC_RELAXED);
}

int store_buffering_fenced(unsigned cpu, int *x, int *y)
{
	__atomic_store_n(cpu == 0 ? x : y, 1, __ATOMIC_RELAXED);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	return __atomic_load_n(cpu == 0 ? y : x, __ATOMIC_RELAXED);
}

int message_passing_relaxed(unsigned cpu, int *data, int *flag)
{
	if (cpu == 0) {
		*data = 1;
		__atomic_store_n(flag, 1, __ATOMIC_RELAXED);
		return 0;
	}
	return __atomic_load_n(flag, __ATOMIC_RELAXED) * 2 + *data;
}

int message_passing(unsigned cpu, int *data, int *flag)
{
	if (cpu == 0) {
		*data = 1;
		__atomic_store_n(flag, 1, __ATOMIC_RELEASE);
		return 0;
	}
	return __atomic_load_n(flag, __ATOMIC_ACQUIRE) * 2 + *data;
}

int bytes_of_one_variable(unsigned cpu, int *x, int *y)
{
	(void)y;
	((volatile unsigned char *)x)[cpu] = (unsigned char)(cpu + 1);
	return 0;
}

/* Plain accesses under a spinlock: no increment is lost. */
int locked_increments(unsigned cpu, int *lock, int *counter)
{
	int old = 0;

	(void)cpu;
	while (!__atomic_compare_exchange_n(lock, &old, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
		old = 0;
		program_relax();
	}
	++*counter;
	__atomic_store_n(lock, 0, __ATOMIC_RELEASE);
	return 0;
}

int wait_for_value(unsigned cpu, int *x, int *y)
{
	if (cpu == 0) {
		*x = 7;
		__atomic_store_n(y, 1, __ATOMIC_RELEASE);
		return 7;
	}
	(void)program_await(y, sizeof(*y), __ATOMIC_ACQUIRE, PROGRAM_NEVER, PROGRAM_NEVER, ^int(uint64_t value) {
		return value == 1;
	});
	return *x;
}

int condition_that_captures(unsigned cpu, int *x, int *y)
{
	(void)y;
	(void)program_await(x, sizeof(*x), __ATOMIC_ACQUIRE, PROGRAM_NEVER, PROGRAM_NEVER, ^int(uint64_t value) {
		return value == cpu;
	});
	return 0;
}

int undeclared;

int write_to_undeclared(unsigned cpu, int *x, int *y)
{
	(void)x, (void)y;
	undeclared = (int)cpu;
	return 0;
}
