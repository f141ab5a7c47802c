// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The lock word with real sub-word accesses, as the kernel has them.
///
/// | bytes | 0 | 1 | 2..3 |
/// |---|---|---|---|
/// | | locked | pending | tail |
///
/// The word is declared as one 32-bit object. The language's own rules allow access to its bytes as unsigned
/// char. For the half-words `may_alias` gives a type with the same right, which both compilers document. A
/// union would only look cleaner: builtins take an address, and compilers promise nothing for a pointer to an
/// inactive member. The C++ memory model has no accesses of different sizes to the same bytes. On the
/// hardware at hand they are coherent and single-copy atomic; the kernel relies on that.
///
/// ThreadSanitizer keys its edges by address. The whole word, the locked byte and the lower half-word share
/// one address, so unlock meets every acquire. The pending byte and the tail have addresses of their own.

#include <bit>
#include <cstdint>

#include "lock/hardware/atomic.hpp"
#include "lock/lock_word.hpp"

namespace rqspinlock::hardware {

static_assert(std::endian::native == std::endian::little, "the bytes of the word are little endian");
static_assert(locked_mask == 0xffU && pending_mask == 0xff00U && tail_mask == 0xffff0000U);

template <Instrumentation I>
class Word {
  public:
    constexpr Word() = default;
    Word(const Word&) = delete;
    Word& operator=(const Word&) = delete;

    [[gnu::always_inline]] std::uint32_t load(Order order, Site site) const {
        I::before(site);
        return __atomic_load_n(&word_, builtin(order));
    }

    [[gnu::always_inline]] bool try_cmpxchg(std::uint32_t& expected, std::uint32_t desired, Order order,
                                            Site site) {
        I::before(site);
        return __atomic_compare_exchange_n(&word_, &expected, desired, false,
                                           builtin(write_order(order, site)), builtin(relaxed));
    }

    [[gnu::always_inline]] std::uint32_t fetch_set_pending(Order order, Site site) {
        I::before(site);
        return __atomic_fetch_or(&word_, pending_value, builtin(write_order(order, site)));
    }

    /// The caller uses only the bit of the result: this is a `lock bts` on x86.
    [[gnu::always_inline]] bool test_and_set_pending(Order order, Site site) {
        I::before(site);
        return (__atomic_fetch_or(&word_, pending_value, builtin(write_order(order, site))) &
                pending_value) != 0;
    }

    [[gnu::always_inline]] Dependent<std::uint32_t> xchg_tail(std::uint32_t tail, DependencyOrder,
                                                              Site site) {
        I::before(site);
        const auto half = static_cast<std::uint16_t>(tail >> tail_index_shift);
        const std::uint16_t old = __atomic_exchange_n(tail_half(), half, builtin(write_order(acquire, site)));
        return {std::uint32_t{old} << tail_index_shift};
    }

    [[gnu::always_inline]] void set_locked(Order order, Site site) {
        store(locked(), locked_value, order, site);
    }
    [[gnu::always_inline]] void clear_locked(Order order, Site site) { store(locked(), 0, order, site); }
    [[gnu::always_inline]] void clear_pending(Order order, Site site) { store(pending(), 0, order, site); }
    [[gnu::always_inline]] void clear_pending_set_locked(Order order, Site site) {
        store(locked_pending(), locked_value, order, site);
    }

    /// The value as another thread sees it, for checks and dumps. This read is no access of the lock.
    std::uint32_t peek() const { return __atomic_load_n(&word_, builtin(relaxed)); }

  private:
    using HalfWord [[gnu::may_alias]] = std::uint16_t;

    [[gnu::always_inline]] volatile unsigned char* locked() {
        return reinterpret_cast<volatile unsigned char*>(&word_);
    }
    [[gnu::always_inline]] volatile unsigned char* pending() { return locked() + 1; }
    [[gnu::always_inline]] volatile HalfWord* locked_pending() {
        return reinterpret_cast<volatile HalfWord*>(&word_);
    }
    [[gnu::always_inline]] volatile HalfWord* tail_half() { return locked_pending() + 1; }

    [[gnu::always_inline]] static void store(volatile unsigned char* byte, std::uint32_t value, Order order,
                                             Site site) {
        I::before(site);
        __atomic_store_n(byte, static_cast<unsigned char>(value), builtin(write_order(order, site)));
    }
    [[gnu::always_inline]] static void store(volatile HalfWord* half, std::uint32_t value, Order order,
                                             Site site) {
        I::before(site);
        __atomic_store_n(half, static_cast<std::uint16_t>(value), builtin(write_order(order, site)));
    }

    alignas(4) volatile std::uint32_t word_ = 0;
};

}  // namespace rqspinlock::hardware
