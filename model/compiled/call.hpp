// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A call of compiled code by a program. It stands on the stack of the program, so a checkpoint restores it
/// with the stack.

#include <array>
#include <cstdint>

#include "model/compiled/cells.hpp"

namespace model::compiled {

class Call {
  public:
    Call();
    ~Call();
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    /// The call in which the running CPU is.
    static Call& current();

    struct LastRead {
        const Cell* cell = nullptr;
        std::uint64_t value = 0;
        bool is_new = false;  ///< a pause has read it, and the program has not seen it yet
    };
    /// The last read of the running function. A loop of its caller does not wait for it.
    LastRead& last_read() { return last_reads_[depth_ < max_depth ? depth_ : max_depth - 1]; }

    void enter_function() {
        if (++depth_ < max_depth) last_reads_[depth_] = {};
    }
    void leave_function() { --depth_; }

  private:
    static constexpr unsigned max_depth = 6;

    std::uint64_t outer_;
    unsigned depth_ = 0;
    std::array<LastRead, max_depth> last_reads_{};
};

}  // namespace model::compiled
