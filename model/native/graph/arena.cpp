// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/graph/arena.hpp"

#include <sys/mman.h>

namespace model::native {
namespace {

constexpr std::size_t reserved = std::size_t{1} << 32U;

}  // namespace

Arena::Arena() {
    void* const memory =
        mmap(nullptr, reserved, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    begin_ = static_cast<std::byte*>(memory);
    end_ = begin_ + reserved;
    next_ = begin_;
}

Arena::~Arena() {
    munmap(begin_, reserved);
}

}  // namespace model::native
