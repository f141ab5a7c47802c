// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Programs by which stateless model checkers are compared, as programs of the native machine. Each program
/// has several sizes.

#include <cstdint>
#include <vector>

namespace model::bench {

struct Program {
    const char* name;
    unsigned (*cpus)(unsigned size);
    void (*task)(unsigned size, unsigned cpu);
    /// The number of execution graphs; nullptr: there is no closed form.
    std::uint64_t (*graphs)(unsigned size);
    std::vector<unsigned> sizes;
};

const std::vector<Program>& programs();

}  // namespace model::bench
