/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Compiles the kernel's file KERNEL_FILE as it stands, with the functions that the engine calls. */

#include KERNEL_FILE

#include "kernel_calls.h"

int kernel_is_guest;
/* The name by which the engine calls the tree, and the form of the lock. */
const char kernel_name[] = KERNEL_NAME;
const char kernel_form[] = KERNEL_FORM;
/* Lines of this folder are not the kernel's. Lines of kernel_file are the ones to show. */
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

/* Takes addresses only: nothing is accessed. */
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
