/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim.h"
/* Newer kernels have the structure in that header, and older ones beside the file of the lock. */
#if __has_include(<asm-generic/mcs_spinlock.h>)
#include <asm-generic/mcs_spinlock.h>
#endif
