// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine/fiber.hpp"

#include <cstring>

#include <sys/mman.h>
#include <unistd.h>

#include "model/out_of_memory.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define RQCHECK_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RQCHECK_ADDRESS_SANITIZER 1
#endif
#endif

#ifdef RQCHECK_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

namespace model::native {
namespace {

constexpr std::size_t stack_bytes = 256 * 1024;

#ifdef RQCHECK_ADDRESS_SANITIZER

/// The address sanitizer must know which stack is in use.
struct SanitizerSwitch {
    void* fake_stack = nullptr;
    void leave(const void* to, std::size_t size) { __sanitizer_start_switch_fiber(&fake_stack, to, size); }
    void back() const { __sanitizer_finish_switch_fiber(fake_stack, nullptr, nullptr); }
};

struct CallerStack {
    const void* bottom = nullptr;
    std::size_t size = 0;
};
CallerStack caller_stack;

/// Frames of the old state have marked the stack. The restored state knows nothing of these marks.
void unpoison(const std::byte* begin, std::size_t size) {
    ASAN_UNPOISON_MEMORY_REGION(begin, size);
}

/// memcpy would be checked against the marks of the frames that it copies.
__attribute__((no_sanitize("address"))) void copy_frames(std::byte* to, const std::byte* from,
                                                         std::size_t size) {
    const volatile std::byte* const bytes = from;  // volatile: else the compiler makes this a call of memcpy
    for (std::size_t i = 0; i < size; ++i) to[i] = bytes[i];
}

#else

struct SanitizerSwitch {
    void leave(const void*, std::size_t) {}
    void back() const {}
};

void unpoison(const std::byte*, std::size_t) {}

void copy_frames(std::byte* to, const std::byte* from, std::size_t size) {
    std::memcpy(to, from, size);
}

#endif

std::size_t page_size() {
    return static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

Fiber::Fiber() noexcept {
    // The lowest page has no access rights: a program that uses too much stack faults there.
    const std::size_t guard = page_size();
    void* const memory = mmap(nullptr, stack_bytes + guard, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return;
    if (mprotect(memory, guard, PROT_NONE) != 0) {
        munmap(memory, stack_bytes + guard);
        return;
    }
    memory_ = static_cast<std::byte*>(memory);
    top_ = memory_ + guard + stack_bytes;
}

Fiber::~Fiber() {
    if (memory_ != nullptr) munmap(memory_, static_cast<std::size_t>(top_ - memory_));
}

void Fiber::start(void (*entry)(void* argument), void* argument) {
    if (memory_ == nullptr) throw OutOfMemory("a CPU has no stack", stack_bytes);
    unpoison(top_ - stack_bytes, stack_bytes);
    // The stack becomes zero again. A comparison of a loop's state with an earlier one must not depend on
    // what an earlier program has left there.
    if (madvise(top_ - stack_bytes, stack_bytes, MADV_DONTNEED) != 0) {
        throw OutOfMemory("the stack of a CPU cannot be cleared", stack_bytes);
    }
    entry_ = entry;
    argument_ = argument;
    context_ = boost::context::detail::make_fcontext(top_, stack_bytes, &Fiber::enter);
}

void Fiber::enter(boost::context::detail::transfer_t transfer) {
    auto* const self = static_cast<Fiber*>(transfer.data);
    self->caller_ = transfer.fctx;
#ifdef RQCHECK_ADDRESS_SANITIZER
    __sanitizer_finish_switch_fiber(nullptr, &caller_stack.bottom, &caller_stack.size);
#endif
    self->entry_(self->argument_);
}

void Fiber::resume() {
    SanitizerSwitch sanitizer;
    sanitizer.leave(top_ - stack_bytes, stack_bytes);
    context_ = boost::context::detail::jump_fcontext(context_, this).fctx;
    sanitizer.back();
}

void Fiber::clear_below() {
    constexpr std::size_t size = 16 * 1024;  // machine and search use less
    std::byte below[size];
    std::memset(below, 0, size);
    asm volatile("" : : "r"(below) : "memory");  // nothing reads it, but the compiler must keep the memset
}

void Fiber::suspend() {
    SanitizerSwitch sanitizer;
#ifdef RQCHECK_ADDRESS_SANITIZER
    sanitizer.leave(caller_stack.bottom, caller_stack.size);
#endif
    caller_ = boost::context::detail::jump_fcontext(caller_, nullptr).fctx;
    sanitizer.back();
}

void Fiber::copy_stack(std::byte* to) const {
    copy_frames(to, static_cast<const std::byte*>(context_), stack_size());
}

void Fiber::restore_stack(const std::byte* copy, std::size_t size) {
    unpoison(top_ - stack_bytes, stack_bytes);
    copy_frames(top_ - size, copy, size);
    context_ = top_ - size;
}

}  // namespace model::native
