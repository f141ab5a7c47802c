// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An allocator that uses malloc directly. An engine may replace the global operator new to watch the
/// program under test, but the data of the machine itself must not be watched.

#include <cstddef>
#include <cstdlib>
#include <new>

namespace model {

template <class T>
struct MallocAllocator {
    using value_type = T;

    MallocAllocator() = default;
    template <class U>
    MallocAllocator(const MallocAllocator<U>&) {}

    T* allocate(std::size_t count) {
        void* const memory = std::malloc(count * sizeof(T));
        if (memory == nullptr) throw std::bad_alloc();
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t) { std::free(memory); }

    template <class U>
    friend bool operator==(const MallocAllocator&, const MallocAllocator<U>&) {
        return true;
    }
};

}  // namespace model
