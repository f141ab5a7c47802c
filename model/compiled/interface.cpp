// SPDX-License-Identifier: GPL-2.0-or-later

// The functions that compiled code calls: those of program.h, and the interface of ThreadSanitizer, whose
// names and types are the compiler's.

#include "model/compiled/program.h"
#include "model/compiled/runtime.hpp"

using model::compiled::Runtime;
using model::compiled::Update;

namespace {

Runtime& runtime() {
    return Runtime::instance();
}

}  // namespace

#define CALLER reinterpret_cast<std::uintptr_t>(__builtin_return_address(0))

// NOLINTBEGIN(bugprone-reserved-identifier, bugprone-macro-parentheses, readability-identifier-naming)
extern "C" {

#pragma GCC visibility push(default)

// Compiled code only needs the addresses of these two variables, for its blocks.
void* _NSConcreteGlobalBlock[32];
void* _NSConcreteStackBlock[32];

uint64_t program_await(const void* address, size_t size, int order, uint64_t poll, uint64_t deadline,
                       program_condition holds) {
    return runtime().await(address, static_cast<unsigned>(size), order, poll, deadline, holds, CALLER);
}
void program_relax(void) {
    runtime().relax(CALLER);
}
unsigned program_cpu(void) {
    return Runtime::machine().cpu();
}
unsigned program_cpu_count(void) {
    return Runtime::machine().cpu_count();
}
ptrdiff_t program_per_cpu_offset(unsigned cpu) {
    return runtime().cells().per_cpu_offset(cpu);
}
uint64_t program_add_own(void* address, size_t size, int delta) {
    return runtime().add_own(address, static_cast<unsigned>(size), delta, CALLER);
}
int program_in_nmi(void) {
    return Runtime::machine().context() == model::ContextKind::nmi ? 1 : 0;
}
unsigned long program_irq_save(void) {
    runtime().flush();
    return Runtime::machine().irq_save() ? 1 : 0;
}
void program_irq_restore(unsigned long flags) {
    runtime().flush();
    Runtime::machine().irq_restore(flags != 0);
}
uint64_t program_now(void) {
    return Runtime::machine().now();
}
void program_note(unsigned note, unsigned subject, unsigned detail) {
    runtime().note(note, subject, detail, CALLER);
}
void program_fail(void) {
    Runtime::machine().fail_assertion();
}
void program_trace_point(unsigned number, const void* subject, int value) {
    runtime().trace_point(number, subject, value, CALLER);
}

void __tsan_init(void) {}
void __tsan_func_entry(void*) {
    runtime().enter(CALLER);
}
void __tsan_func_exit(void) {
    runtime().leave();
}
void* __tsan_memcpy(void* to, const void* from, size_t size) {
    runtime().copy(to, from, size, CALLER);
    return to;
}
void* __tsan_memmove(void* to, const void* from, size_t size) {
    runtime().copy(to, from, size, CALLER);
    return to;
}
void* __tsan_memset(void* to, int byte, size_t size) {
    runtime().fill(to, byte, size, CALLER);
    return to;
}

#define PLAIN(name, size, is_marked)                             \
    void __tsan_##name##read##size(void* address) {              \
        runtime().plain_read(address, size, is_marked, CALLER);  \
    }                                                            \
    void __tsan_##name##write##size(void* address) {             \
        runtime().plain_write(address, size, is_marked, CALLER); \
    }
#define PLAIN_OF(size)                                       \
    PLAIN(, size, false)                                     \
    PLAIN(unaligned_, size, false)                           \
    PLAIN(volatile_, size, true)                             \
    PLAIN(unaligned_volatile_, size, true)                   \
    void __tsan_read##size##_pc(void* address, void*) {      \
        runtime().plain_read(address, size, false, CALLER);  \
    }                                                        \
    void __tsan_write##size##_pc(void* address, void*) {     \
        runtime().plain_write(address, size, false, CALLER); \
    }
PLAIN_OF(1)
PLAIN_OF(2)
PLAIN_OF(4)
PLAIN_OF(8)
PLAIN_OF(16)
#undef PLAIN_OF
#undef PLAIN

void __tsan_vptr_read(void** address) {
    runtime().plain_read(address, sizeof(void*), false, CALLER);
}
void __tsan_vptr_update(void** address, void*) {
    runtime().plain_write(address, sizeof(void*), false, CALLER);
}

#define ATOMIC(bits, type, change)                                                                      \
    type __tsan_atomic##bits##_##change(type* at, type value, int order) {                              \
        return static_cast<type>(runtime().update(Update::change, at, bits / 8, value, order, CALLER)); \
    }
#define EXCHANGE(bits, type, strength)                                                                       \
    int __tsan_atomic##bits##_compare_exchange_##strength(type* at, type* expected, type desired, int order, \
                                                          int failure) {                                     \
        const type before = *expected;                                                                       \
        *expected = static_cast<type>(                                                                       \
            runtime().compare_exchange(at, bits / 8, before, desired, order, failure, CALLER));              \
        return *expected == before ? 1 : 0;                                                                  \
    }
#define ATOMICS(bits, type)                                                                           \
    type __tsan_atomic##bits##_load(const type* at, int order) {                                      \
        return static_cast<type>(runtime().load(at, bits / 8, order, CALLER));                        \
    }                                                                                                 \
    void __tsan_atomic##bits##_store(type* at, type value, int order) {                               \
        runtime().store(at, bits / 8, value, order, CALLER);                                          \
    }                                                                                                 \
    ATOMIC(bits, type, exchange)                                                                      \
    ATOMIC(bits, type, fetch_add)                                                                     \
    ATOMIC(bits, type, fetch_sub)                                                                     \
    ATOMIC(bits, type, fetch_and)                                                                     \
    ATOMIC(bits, type, fetch_or)                                                                      \
    ATOMIC(bits, type, fetch_xor)                                                                     \
    ATOMIC(bits, type, fetch_nand)                                                                    \
    EXCHANGE(bits, type, strong)                                                                      \
    EXCHANGE(bits, type, weak)                                                                        \
    type __tsan_atomic##bits##_compare_exchange_val(type* at, type expected, type desired, int order, \
                                                    int failure) {                                    \
        return static_cast<type>(                                                                     \
            runtime().compare_exchange(at, bits / 8, expected, desired, order, failure, CALLER));     \
    }
ATOMICS(8, std::uint8_t)
ATOMICS(16, std::uint16_t)
ATOMICS(32, std::uint32_t)
ATOMICS(64, std::uint64_t)
#undef ATOMICS
#undef EXCHANGE
#undef ATOMIC

// Only the line of such a call is reported. The real parameters and results do not matter, as it never
// returns.
#define WIDE(change)                       \
    void __tsan_atomic128_##change(void) { \
        runtime().refuse_wide(CALLER);     \
    }
WIDE(load)
WIDE(store)
WIDE(exchange)
WIDE(fetch_add)
WIDE(fetch_sub)
WIDE(fetch_and)
WIDE(fetch_or)
WIDE(fetch_xor)
WIDE(fetch_nand)
WIDE(compare_exchange_strong)
WIDE(compare_exchange_weak)
WIDE(compare_exchange_val)
#undef WIDE

void __tsan_atomic_thread_fence(int order) {
    runtime().fence(order, CALLER);
}
void __tsan_atomic_signal_fence(int) {
    runtime().flush();
}

#pragma GCC visibility pop
}
// NOLINTEND(bugprone-reserved-identifier, bugprone-macro-parentheses, readability-identifier-naming)
