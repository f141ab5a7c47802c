// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Memory that is released in the reverse order of its allocation, as a depth-first search does.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace model::native {

/// One reserved range of addresses. The system provides a page when it is first touched, so the arena costs
/// only its peak use. Objects in it have no destructors.
///
/// The range has 4 GiB if the process may have so many addresses, and else less.
class Arena {
  public:
    /// Does not throw, because the machine is a global object. If nothing can be reserved, the first
    /// allocation throws.
    Arena() noexcept;
    ~Arena();
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    using Mark = std::byte*;
    Mark mark() const { return next_; }
    void release_to(Mark mark) { next_ = mark; }

    /// @throw OutOfMemory
    template <class T>
    T* allocate(std::size_t count) {
        static_assert(std::is_trivially_destructible_v<T>);
        const auto address = reinterpret_cast<std::uintptr_t>(next_);
        const std::uintptr_t aligned = (address + alignof(T) - 1) & ~std::uintptr_t{alignof(T) - 1};
        const std::size_t skipped = aligned - address;
        if (skipped + count * sizeof(T) > static_cast<std::size_t>(end_ - next_)) throw_full();
        std::byte* const begin = next_ + skipped;
        next_ = begin + count * sizeof(T);
        return reinterpret_cast<T*>(begin);
    }

    template <class T, class... Arguments>
    T* make(Arguments&&... arguments) {
        return ::new (allocate<T>(1)) T{std::forward<Arguments>(arguments)...};
    }

  private:
    [[noreturn]] void throw_full() const;

    std::byte* begin_ = nullptr;  ///< nullptr: nothing could be reserved
    std::byte* end_ = nullptr;
    std::byte* next_ = nullptr;
};

}  // namespace model::native
