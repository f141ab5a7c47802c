/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

typedef struct qspinlock {
	atomic_t val;
} arch_spinlock_t;
