/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The kernel's file as it stands, KERNEL_FILE, and what the engine calls of it. */

#include KERNEL_FILE

#include "kernel_calls.h"

int kernel_is_guest;
/* What the engine is to call the tree that this is of, and which form it is. */
const char kernel_name[] = KERNEL_NAME;
const char kernel_form[] = KERNEL_FORM;
/* Lines of this folder are none of the kernel's, and those of this file are the ones to show. */
const char kernel_shim[] = KERNEL_SHIM;
const char kernel_file[] = KERNEL_FILE_SHOWN;

int kernel_lock(void *lock)
{
	return res_spin_lock((rqspinlock_t *)lock);
}

void kernel_unlock(void *lock)
{
	res_spin_unlock((rqspinlock_t *)lock);
}

/* Addresses only: nothing is accessed. */
__attribute__((disable_sanitizer_instrumentation)) void kernel_lock_variables(struct kernel_variables *variables)
{
#ifdef CONFIG_QUEUED_SPINLOCKS
	for (int i = 0; i < 4; ++i) {
		variables->node_next[i] = &rqnodes[i].mcs.next;
		variables->node_locked[i] = &rqnodes[i].mcs.locked;
	}
	variables->node_count = &rqnodes[0].mcs.count;
#endif
	variables->held_count = &rqspinlock_held_locks.cnt;
	for (int i = 0; i < RES_NR_HELD; ++i)
		variables->held_entries[i] = &rqspinlock_held_locks.locks[i];
}
