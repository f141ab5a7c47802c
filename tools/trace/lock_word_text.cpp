// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/lock_word_text.hpp"

#include <fmt/core.h>

#include "lock/lock_word.hpp"

namespace tools {

std::string lock_word_text(std::uint32_t word) {
    std::string tail = "0";
    if (rqspinlock::has_tail(word)) {
        const rqspinlock::Tail decoded = rqspinlock::decode_tail(word);
        tail = fmt::format("cpu{}/{}", decoded.cpu, decoded.index);
    }
    return fmt::format("({},{},{})", tail, rqspinlock::is_pending(word) ? 1 : 0,
                       word & rqspinlock::locked_mask);
}

}  // namespace tools
