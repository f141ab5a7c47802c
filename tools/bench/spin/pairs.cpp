// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// spin-pairs LOCK N: makes N uncontended pairs of lock and unlock. Under callgrind the difference of two
/// runs is the cost of the pairs in instructions, see tools/bench/instructions.

#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>

#include "tools/bench/spin/locks.hpp"

namespace {

template <class L>
[[gnu::noinline]] void run_pairs(unsigned pairs) {
    const auto lock = std::make_unique<L>();
    typename L::Context context;
    for (unsigned i = 0; i < pairs; ++i) {
        if (lock->lock(context)) lock->unlock(context);
    }
}

}  // namespace

int main(int argc, char** argv) {
    unsigned pairs = 0;
    if (argc == 3) std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), pairs);
    bool found = false;
    if (pairs > 0) {
        rqspinlock::hardware::declare_cpus(1);
        const rqspinlock::hardware::CpuThread cpu(0);
        tools::bench::for_each_lock([&]<class L>() {
            if (std::strcmp(L::name, argv[1]) != 0) return;
            run_pairs<L>(pairs);
            found = true;
        });
    }
    if (found) return 0;
    std::fputs("usage: spin-pairs LOCK N, with LOCK one of:", stderr);
    tools::bench::for_each_lock([]<class L>() { std::fprintf(stderr, " %s", L::name); });
    std::fputs("\n", stderr);
    return 2;
}
