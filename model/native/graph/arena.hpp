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
        std::byte* const begin = next_ + (aligned - address);
        if (begin + count * sizeof(T) > end_) throw_full();
        next_ = begin + count * sizeof(T);
        return reinterpret_cast<T*>(begin);
    }

    template <class T, class... Arguments>
    T* make(Arguments&&... arguments) {
        return ::new (allocate<T>(1)) T{std::forward<Arguments>(arguments)...};
    }

  private:
    [[noreturn, gnu::cold]] void throw_full() const;

    std::byte nothing_{};  ///< the range if none could be reserved
    std::byte* begin_ = &nothing_;
    std::byte* end_ = &nothing_;
    std::byte* next_ = &nothing_;
};

}  // namespace model::native
