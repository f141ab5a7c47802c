// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A call of compiled code by a program. It stands on the stack of the program, so that it goes back with it.

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

    /// That the running CPU is in.
    static Call& current();

    struct LastRead {
        const Cell* cell = nullptr;
        std::uint64_t value = 0;
        bool is_new = false;  ///< a pause has read it, and the program has not seen it yet
    };
    /// Of the function that runs: what it reads is not what its caller's loop waits for.
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
