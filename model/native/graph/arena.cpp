// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/graph/arena.hpp"

#include <sys/mman.h>
#include <sys/resource.h>
#include <algorithm>

#include "model/out_of_memory.hpp"

namespace model::native {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 32U;
constexpr std::size_t least_bytes = std::size_t{1} << 20U;

/// How much to try first. If the process has a limit of addresses, the arena leaves one half of them to
/// everything else.
std::size_t wanted_bytes() {
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return most_bytes;
    return std::min<std::size_t>(most_bytes, limit.rlim_cur / 2 / least_bytes * least_bytes);
}

}  // namespace

Arena::Arena() noexcept {
    // The system may also refuse because of its own limit, which vm.overcommit_memory sets.
    for (std::size_t bytes = wanted_bytes(); bytes >= least_bytes; bytes /= 2) {
        void* const memory =
            mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory == MAP_FAILED) continue;
        begin_ = static_cast<std::byte*>(memory);
        end_ = begin_ + bytes;
        next_ = begin_;
        return;
    }
}

Arena::~Arena() {
    if (begin_ != &nothing_) munmap(begin_, static_cast<std::size_t>(end_ - begin_));
}

void Arena::throw_full() const {
    throw OutOfMemory("the search has used all memory that it could reserve for execution graphs",
                      static_cast<std::size_t>(end_ - begin_));
}

}  // namespace model::native
