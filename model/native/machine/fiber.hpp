// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Fibers on Boost.Context. Their stacks can be copied and restored: a search returns to an earlier state of
/// a program without running the program again.

#include <cstddef>

#include <boost/context/detail/fcontext.hpp>

namespace model::native {

/// A program with its own stack. It runs in `resume` until it calls `suspend`.
///
/// Only bytes are restored. A program must not own anything (heap, files) across a point at which it can be
/// suspended. When a search leaves its stack, the stack is dropped, not unwound.
class Fiber {
  public:
    /// Does not throw, because the machine is a global object. If there is no memory for a stack, `start`
    /// throws.
    Fiber() noexcept;
    ~Fiber();
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    /// Makes a fresh program that will run `entry(argument)`, which must not return.
    /// @throw OutOfMemory
    void start(void (*entry)(void* argument), void* argument);

    void resume();
    /// Called by the program itself.
    void suspend();

    bool has_on_stack(const void* address) const {
        return address >= static_cast<const void*>(memory_) && address < static_cast<const void*>(top_);
    }

    /// Called by the program itself: clears the unused stack below. Functions may leave different values
    /// there each time, and these values become part of the frames of functions that are called later.
    [[gnu::noinline]] static void clear_below();

    // While the fiber is suspended: the part of its stack that is in use.
    std::size_t stack_size() const {
        return static_cast<std::size_t>(top_ - static_cast<const std::byte*>(context_));
    }
    void copy_stack(std::byte* to) const;
    /// Restores the stack of an earlier suspension.
    void restore_stack(const std::byte* copy, std::size_t size);

  private:
    static void enter(boost::context::detail::transfer_t transfer);

    std::byte* memory_ = nullptr;  ///< nullptr: there was none
    std::byte* top_ = nullptr;
    boost::context::detail::fcontext_t context_ = nullptr;  // of the program, while it is suspended
    boost::context::detail::fcontext_t caller_ = nullptr;   // of `resume`, while the program runs
    void (*entry_)(void*) = nullptr;
    void* argument_ = nullptr;
};

}  // namespace model::native
