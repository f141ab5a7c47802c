// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The orders that accesses to a scenario's own variables may have: those that `std::atomic` allows.

#include <atomic>

namespace tools {

constexpr bool may_load(std::memory_order order) {
    return order != std::memory_order_release && order != std::memory_order_acq_rel;
}

constexpr bool may_store(std::memory_order order) {
    return order == std::memory_order_relaxed || order == std::memory_order_release ||
           order == std::memory_order_seq_cst;
}

}  // namespace tools
