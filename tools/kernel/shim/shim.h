/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * What the kernel's lock files use from the rest of the kernel, in user space: one header in place of all that they
 * include. Each marked access is an atomic builtin of the compiler. Each other access is left as it stands. Both
 * reach the engine through ThreadSanitizer's interface. Waits, the CPU, interrupts and trace points are calls
 * (model/compiled/program.h, kernel_calls.h).
 *
 * KERNEL_X86 selects the x86 form, KERNEL_NO_QUEUED_SPINLOCKS an architecture without queued spinlocks.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kernel_calls.h"
#include "program.h"

/* ---- types and compiler ---- */

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;
typedef long ssize_t;
typedef long long loff_t;
struct file;

#define __LITTLE_ENDIAN 1234
#ifndef KERNEL_NO_QUEUED_SPINLOCKS
#define CONFIG_QUEUED_SPINLOCKS 1
#endif
#ifndef CONFIG_NR_CPUS
#define CONFIG_NR_CPUS 8
#endif
#define IS_ENABLED(option) 0

#undef __always_inline
#define __always_inline inline __attribute__((always_inline))
#define noinline __attribute__((noinline))
#define __pure
#define __percpu
#define __user
#define __init
#define __lockfunc
#define __used __attribute__((used))
#define __aligned(bytes) __attribute__((aligned(bytes)))
#define __maybe_unused __attribute__((unused))
#define likely(condition) __builtin_expect(!!(condition), 1)
#define unlikely(condition) __builtin_expect(!!(condition), 0)
#define barrier() __asm__ __volatile__("" ::: "memory")
#define typeof __typeof__
#define BUILD_BUG_ON(condition) _Static_assert(!(condition), #condition)
#define EXPORT_SYMBOL(name)
#define EXPORT_SYMBOL_GPL(name)
#define min(left, right)                           \
	({                                         \
		__typeof__(left) shim_left = (left);    \
		__typeof__(right) shim_right = (right); \
		shim_left < shim_right ? shim_left : shim_right; \
	})
#define prefetchw(address) ((void)(address))

#define EDEADLK 35
#define ETIMEDOUT 110
#define NSEC_PER_MSEC 1000000L
#define NSEC_PER_SEC 1000000000L

/* ---- marked accesses ---- */

/*
 * Loads are relaxed, as in the kernel's memory model. The engine knows by the sites (tools/kernel_lock/sites.cpp)
 * which loads head an address dependency, and which accesses depend on them. In a file of the user's own, nothing
 * says so: a load of a pointer is an acquire there, and so is the exchange of a queue's tail.
 */
#ifdef KERNEL_OWN_FILE
#define SHIM_POINTER 5
#define SHIM_LOAD_ORDER(variable) \
	(__builtin_classify_type(variable) == SHIM_POINTER ? __ATOMIC_ACQUIRE : __ATOMIC_RELAXED)
#define SHIM_EXCHANGE_ORDER __ATOMIC_ACQUIRE
#else
#define SHIM_LOAD_ORDER(variable) __ATOMIC_RELAXED
#define SHIM_EXCHANGE_ORDER __ATOMIC_RELAXED
#endif
#define READ_ONCE(variable) __atomic_load_n(&(variable), SHIM_LOAD_ORDER(variable))
#define WRITE_ONCE(variable, value) \
	__atomic_store_n(&(variable), (__typeof__(variable))(value), __ATOMIC_RELAXED)

typedef struct {
	int counter;
} atomic_t;
#define ATOMIC_INIT(value) \
	{                  \
		(value)    \
	}

#define atomic_read(v) __atomic_load_n(&(v)->counter, __ATOMIC_RELAXED)
#define atomic_read_acquire(v) __atomic_load_n(&(v)->counter, __ATOMIC_ACQUIRE)
#define atomic_set(v, value) __atomic_store_n(&(v)->counter, (value), __ATOMIC_RELAXED)
#define atomic_fetch_or_acquire(bits, v) __atomic_fetch_or(&(v)->counter, (bits), __ATOMIC_ACQUIRE)
#define atomic_or(bits, v) ((void)__atomic_fetch_or(&(v)->counter, (bits), __ATOMIC_RELAXED))
#define atomic_andnot(bits, v) ((void)__atomic_fetch_and(&(v)->counter, ~(bits), __ATOMIC_RELAXED))
#define atomic_add(n, v) ((void)__atomic_fetch_add(&(v)->counter, (n), __ATOMIC_RELAXED))

/* `old` is a pointer to int or to u32. */
#define SHIM_TRY_CMPXCHG(v, old, value, order)                                                              \
	__atomic_compare_exchange_n(&(v)->counter, (int *)(old), (int)(value), 0, (order), __ATOMIC_RELAXED)
#define atomic_try_cmpxchg_relaxed(v, old, value) SHIM_TRY_CMPXCHG(v, old, value, __ATOMIC_RELAXED)
#define atomic_try_cmpxchg_acquire(v, old, value) SHIM_TRY_CMPXCHG(v, old, value, __ATOMIC_ACQUIRE)
#define atomic_try_cmpxchg_release(v, old, value) SHIM_TRY_CMPXCHG(v, old, value, __ATOMIC_RELEASE)
/* The kernel's operation is fully ordered. A seq_cst operation is weaker: docs/kernel-source.md. */
#define atomic_try_cmpxchg(v, old, value) SHIM_TRY_CMPXCHG(v, old, value, __ATOMIC_SEQ_CST)
#define atomic_cmpxchg_acquire(v, old, value)                                    \
	({                                                                       \
		int shim_old = (int)(old);                                       \
		(void)atomic_try_cmpxchg_acquire(v, &shim_old, value);           \
		shim_old;                                                        \
	})

#define xchg_relaxed(p, value) __atomic_exchange_n((p), (value), SHIM_EXCHANGE_ORDER)
#define xchg(p, value) __atomic_exchange_n((p), (value), __ATOMIC_SEQ_CST)
#define SHIM_CMPXCHG(p, old, value, order)                                                          \
	({                                                                                          \
		__typeof__(*(p)) shim_old = (old);                                                  \
		__atomic_compare_exchange_n((p), &shim_old, (value), 0, (order), __ATOMIC_RELAXED); \
		shim_old;                                                                           \
	})
#define cmpxchg_relaxed(p, old, value) SHIM_CMPXCHG(p, old, value, __ATOMIC_RELAXED)
#define cmpxchg_release(p, old, value) SHIM_CMPXCHG(p, old, value, __ATOMIC_RELEASE)
#define cmpxchg(p, old, value) SHIM_CMPXCHG(p, old, value, __ATOMIC_SEQ_CST)

#define smp_load_acquire(p) __atomic_load_n((p), __ATOMIC_ACQUIRE)
#define smp_store_release(p, value) __atomic_store_n((p), (__typeof__(*(p)))(value), __ATOMIC_RELEASE)
#define smp_mb() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define smp_wmb() __atomic_thread_fence(__ATOMIC_RELEASE)
#define smp_rmb() __atomic_thread_fence(__ATOMIC_ACQUIRE)
#define smp_acquire__after_ctrl_dep() __atomic_thread_fence(__ATOMIC_ACQUIRE)

/* ---- waits ---- */

/* The engine evaluates the condition for values that the program has not read, while the program does not run. */
#define SHIM_COND_LOAD(ptr, condition, order)                                                             \
	({                                                                                                \
		typedef __typeof__(*(ptr)) shim_value;                                                    \
		(shim_value) program_await((const void *)(ptr), sizeof(shim_value), (order), PROGRAM_NEVER, \
					   PROGRAM_NEVER, ^int(uint64_t shim_bits) {                      \
						   shim_value VAL = (shim_value)shim_bits;                \
						   return !!(condition);                                  \
					   });                                                            \
	})
#define smp_cond_load_acquire(ptr, condition) SHIM_COND_LOAD(ptr, condition, __ATOMIC_ACQUIRE)
#define smp_cond_load_relaxed(ptr, condition) SHIM_COND_LOAD(ptr, condition, SHIM_LOAD_ORDER(*(ptr)))
#define atomic_cond_read_acquire(v, condition) smp_cond_load_acquire(&(v)->counter, condition)

/*
 * The bounded spin on a bare pending bit. Its condition counts loops, and their number is 0 here (asm/qspinlock.h).
 * So it is one read of any value that the memory model allows: reads before the last one leave no trace.
 */
#define atomic_cond_read_relaxed(v, condition)       \
	({                                           \
		__typeof__((v)->counter) VAL;        \
		do {                                 \
			VAL = atomic_read(v);        \
		} while (!(condition));              \
		VAL;                                 \
	})

#define cpu_relax() program_relax()

/* ---- CPUs ---- */

#define DEFINE_PER_CPU_ALIGNED(type, name) PROGRAM_PER_CPU __typeof__(type) name
#define DECLARE_PER_CPU_ALIGNED(type, name) extern __typeof__(type) name
#define DEFINE_PER_CPU(type, name) PROGRAM_PER_CPU __typeof__(type) name
#define DECLARE_PER_CPU(type, name) extern __typeof__(type) name
#define per_cpu_ptr(ptr, cpu) ((__typeof__(ptr))((char *)(ptr) + program_per_cpu_offset(cpu)))
#define this_cpu_ptr(ptr) per_cpu_ptr(ptr, program_cpu())
#define smp_processor_id() ((int)program_cpu())
#define for_each_possible_cpu(cpu) for ((cpu) = 0; (cpu) < (int)program_cpu_count(); ++(cpu))

#ifdef KERNEL_X86
/* One instruction: no interrupt lands inside it. */
#define SHIM_ADD(variable, n) \
	((__typeof__(variable))program_add_own((void *)this_cpu_ptr(&(variable)), sizeof(variable), (n)))
#else
#define SHIM_ADD(variable, n)                                                                    \
	({                                                                                       \
		__typeof__(variable) *shim_own = this_cpu_ptr(&(variable));                      \
		__typeof__(variable) shim_sum = __atomic_load_n(shim_own, __ATOMIC_RELAXED) + (n); \
		__atomic_store_n(shim_own, shim_sum, __ATOMIC_RELAXED);                          \
		shim_sum;                                                                        \
	})
#endif
#define this_cpu_inc_return(variable) SHIM_ADD(variable, 1)
#define this_cpu_inc(variable) ((void)SHIM_ADD(variable, 1))
#define this_cpu_dec(variable) ((void)SHIM_ADD(variable, -1))
#define __this_cpu_dec(variable) ((void)SHIM_ADD(variable, -1))
#define this_cpu_write(variable, value) __atomic_store_n(this_cpu_ptr(&(variable)), (value), __ATOMIC_RELAXED)
#define this_cpu_read(variable) __atomic_load_n(this_cpu_ptr(&(variable)), __ATOMIC_RELAXED)

/* ---- contexts, time, trace points ---- */

#define in_nmi() program_in_nmi()
#define WARN_ON_ONCE(condition) ((condition) ? (program_fail(), true) : false)
#define BUG_ON(condition) ((void)WARN_ON_ONCE(condition))
#define preempt_disable() barrier()
#define preempt_enable() barrier()
#define local_irq_save(flags) ((flags) = program_irq_save())
#define local_irq_restore(flags) program_irq_restore(flags)
/* Only check_timeout() asks for the time. Its `ts` has the times of the loop from which it is called. */
#ifdef KERNEL_OWN_FILE
#define ktime_get_mono_fast_ns() program_now()
#else
#define ktime_get_mono_fast_ns() kernel_now(&ts->cur, &ts->timeout_end)
#endif
#define LCB_F_SPIN 1
#define trace_contention_begin(lock, flags) program_trace_point(KERNEL_CONTENTION_BEGIN, lock, 0)
#define trace_contention_end(lock, result) program_trace_point(KERNEL_CONTENTION_END, lock, result)
#define DECLARE_TRACEPOINT(name)
#define tracepoint_enabled(name) false
#define DECLARE_STATIC_KEY_FALSE(name) extern int name
#define static_branch_likely(key) (*(key))
#define static_branch_unlikely(key) (*(key))

/* `lock btsl` of x86: sets a bit, and returns whether it was set. */
#define LOCK_PREFIX
#define GEN_BINARY_RMWcc(op, variable, cc, constraint, bit) \
	((__atomic_fetch_or(&(variable), 1 << (bit), __ATOMIC_ACQUIRE) >> (bit)) & 1)

/* ---- the functions for BPF programs, which follow the lock ---- */

#define __bpf_kfunc_start_defs()
#define __bpf_kfunc_end_defs()
#define __bpf_kfunc __used
struct bpf_prog;
struct bpf_stream_stage {
	int unused;
};
#define bpf_prog_find_from_stack() ((struct bpf_prog *)0)
#define bpf_stream_stage(...) ((void)0)
#define BTF_KFUNCS_START(name) static struct btf_kfunc_ids name = {0};
#define BTF_ID_FLAGS(...)
#define BTF_KFUNCS_END(name)
struct btf_kfunc_ids {
	int unused;
};
struct btf_kfunc_id_set {
	void *owner;
	struct btf_kfunc_ids *set;
};
#define THIS_MODULE ((void *)0)
#define register_btf_kfunc_id_set(type, set) ((void)(set), 0)
#define late_initcall(function) __used static int (*const shim_initcall)(void) = (function)
