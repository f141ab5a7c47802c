// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The bits of the lock word, the kernel's _Q_LOCKED_MASK and so on. Byte 0 is `locked`, byte 1 `pending`,
/// the upper half the tail of the queue.

#include <cstdint>

namespace rqspinlock {

inline constexpr std::uint32_t locked_value = 1U;
inline constexpr std::uint32_t locked_mask = 0xffU;
inline constexpr std::uint32_t pending_value = 1U << 8;
inline constexpr std::uint32_t pending_mask = 0xff00U;
inline constexpr std::uint32_t locked_pending_mask = locked_mask | pending_mask;
inline constexpr unsigned tail_index_shift = 16;  ///< nesting level, 2 bits
inline constexpr unsigned tail_cpu_shift = 18;    ///< cpu + 1, 14 bits; 0 means no tail
inline constexpr std::uint32_t tail_mask = 0xffff0000U;

inline constexpr unsigned max_queue_nodes = 4;
inline constexpr unsigned max_cpus = (1U << 14) - 1;

constexpr std::uint32_t encode_tail(unsigned cpu, unsigned index) {
    return ((cpu + 1) << tail_cpu_shift) | (index << tail_index_shift);
}

struct Tail {
    unsigned cpu;
    unsigned index;
};

/// @pre `word & tail_mask` is not 0
constexpr Tail decode_tail(std::uint32_t word) {
    return {(word >> tail_cpu_shift) - 1, (word >> tail_index_shift) & 3U};
}

constexpr bool is_locked(std::uint32_t word) {
    return (word & locked_mask) != 0;
}
constexpr bool is_pending(std::uint32_t word) {
    return (word & pending_mask) != 0;
}
constexpr bool has_tail(std::uint32_t word) {
    return (word & tail_mask) != 0;
}

}  // namespace rqspinlock
