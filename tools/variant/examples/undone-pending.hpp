// SPDX-License-Identifier: GPL-2.0-or-later
//
// A fix of F4: a head ends its queue whatever the pending bit is, and tries until the tail names another
// node. `rqcheck try tools/variant/examples/undone-pending.hpp`

bool end_queue(std::uint32_t value, std::uint32_t tail) {
    while ((value & tail_mask) == tail) {
        const std::uint32_t taken = (value & pending_mask) | locked_value;
        if (word_.try_cmpxchg(value, taken, relaxed, Site::head_cmpxchg)) return true;
    }
    return false;
}
