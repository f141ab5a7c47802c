/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "shim.h"

#ifdef KERNEL_X86
#include <x86/qspinlock.h>
#undef _Q_PENDING_LOOPS
#endif

/* See atomic_cond_read_relaxed(). */
#define _Q_PENDING_LOOPS 0
#include <asm-generic/qspinlock_types.h>
#include <asm-generic/qspinlock.h>
