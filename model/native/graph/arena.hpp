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
class Arena {
  public:
    Arena();
    ~Arena();
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    using Mark = std::byte*;
    Mark mark() const { return next_; }
    void release_to(Mark mark) { next_ = mark; }

    /// @throw std::bad_alloc
    template <class T>
    T* allocate(std::size_t count) {
        static_assert(std::is_trivially_destructible_v<T>);
        const auto address = reinterpret_cast<std::uintptr_t>(next_);
        const std::uintptr_t aligned = (address + alignof(T) - 1) & ~std::uintptr_t{alignof(T) - 1};
        std::byte* const begin = next_ + (aligned - address);
        if (begin + count * sizeof(T) > end_) throw std::bad_alloc();
        next_ = begin + count * sizeof(T);
        return reinterpret_cast<T*>(begin);
    }

    template <class T, class... Arguments>
    T* make(Arguments&&... arguments) {
        return ::new (allocate<T>(1)) T{std::forward<Arguments>(arguments)...};
    }

  private:
    std::byte* begin_;
    std::byte* end_;
    std::byte* next_;
};

}  // namespace model::native
