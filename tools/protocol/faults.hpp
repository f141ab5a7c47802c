// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Logical faults of the lock that need no build. `rqcheck-mutated`, the engine with the mutants in it, has
/// all of them.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tools {

struct Faults {
    std::string mutant;                ///< a name in tools/mutate/mutants.txt; empty: none
    std::vector<std::string> oracles;  ///< see Oracle; the texts as they were typed
    std::uint64_t first_look = 0;      ///< ns that a wait polls before its first look at the clock; 0: none

    bool any() const { return !mutant.empty() || !oracles.empty() || first_look != 0; }
    friend bool operator==(const Faults&, const Faults&) = default;
};

/// An answer that the checks of a timed wait give, whatever is true: "deadlock@head.wait". With a question
/// mark behind the answer, "deadlock?@head.wait", each check may give this answer or the true one.
struct Oracle {
    bool is_deadlock = true;  ///< false: the time is up
    bool is_certain = true;   ///< false: each check gives this answer or the true one, and both are explored
    std::string site;
};

/// The sites of the waits that run checks.
inline constexpr std::array<std::string_view, 4> sites_with_checks{"pending.wait", "head.wait",
                                                                   "fallback.read", "tas.read"};

/// @throw std::invalid_argument with a line that names the nearest valid text
Oracle read_oracle(const std::string& text);

/// "mutant aa-never; oracle deadlock@head.wait; first look after 1ms". Empty if there are no faults.
std::string faults_text(const Faults& faults);

}  // namespace tools
