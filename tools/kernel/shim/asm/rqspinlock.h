/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * An architecture's part of the resilient queued spinlock. Like the part of arm64 it has a wait of its own, in
 * which RES_CHECK_TIMEOUT runs a check each time that it is evaluated.
 */

#include "shim.h"
#ifdef CONFIG_QUEUED_SPINLOCKS
#include <asm/qspinlock.h>

/* A variable says whether a hypervisor's guest runs, so that one object serves both cases. */
extern int kernel_is_guest;
#define resilient_virt_spin_lock_enabled resilient_virt_spin_lock_enabled
static __always_inline bool resilient_virt_spin_lock_enabled(void)
{
	return kernel_is_guest;
}
typedef struct qspinlock rqspinlock_t;
extern int resilient_tas_spin_lock(rqspinlock_t *lock);
#define resilient_virt_spin_lock resilient_virt_spin_lock
static inline int resilient_virt_spin_lock(rqspinlock_t *lock)
{
	return resilient_tas_spin_lock(lock);
}
#endif

/*
 * `condition` is "VAL is as it should be, or RES_CHECK_TIMEOUT". The engine gets the first half. For this, the names
 * that RES_CHECK_TIMEOUT uses have other meanings in the block, so that RES_CHECK_TIMEOUT is false there. The wait
 * ends by a value or at its time. After it, the kernel's own expression is evaluated as it stands. A condition that
 * calls another function than check_timeout() leaves the variable of that name unused, and does not compile.
 */
#define res_smp_cond_load_acquire(ptr, condition)                                                             \
	({                                                                                                    \
		typedef __typeof__(*(ptr)) shim_value;                                                        \
		const shim_value *const shim_ptr = (ptr);                                                     \
		shim_value VAL;                                                                               \
		for (;;) {                                                                                    \
			const u64 shim_end = ts.timeout_end;                                                  \
			const u64 shim_next = ts.cur + NSEC_PER_MSEC;                                         \
			VAL = (shim_value)program_await(                                                      \
				shim_ptr, sizeof(shim_value), __ATOMIC_ACQUIRE,                               \
				shim_end ? (shim_next < shim_end ? shim_next : shim_end) + 1 : 0,             \
				shim_end ? shim_end + 1 : 0, ^int(uint64_t shim_bits) {                       \
					shim_value VAL = (shim_value)shim_bits;                               \
					int ret = 0;                                                          \
					rqspinlock_t *lock = 0;                                               \
					int ts = 0;                                                           \
					_Pragma("clang diagnostic push")                                      \
					_Pragma("clang diagnostic error \"-Wunused-variable\"")               \
					int (*check_timeout)(rqspinlock_t *, u32, int *) = shim_no_timeout;   \
					_Pragma("clang diagnostic pop")                                       \
					(void)ret, (void)lock, (void)ts;                                      \
					return !!(condition);                                                 \
				});                                                                           \
			if (condition)                                                                        \
				break;                                                                        \
		}                                                                                             \
		if (ret)                                                                                      \
			kernel_failing(ret);                                                                  \
		VAL;                                                                                          \
	})

#include <asm-generic/rqspinlock.h>

static inline int shim_no_timeout(rqspinlock_t *lock, u32 mask, int *ts)
{
	(void)lock, (void)mask, (void)ts;
	return 0;
}
