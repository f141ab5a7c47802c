// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/tests/native/native_program.hpp"
#include "model/tests/programs/instructions.hpp"

// A call that fails again and again: after some rounds its context waits for stores that it has not seen.

namespace model::tests {
namespace {

constexpr Source call{"a call", 1};

struct Stores {
    unsigned made;
    unsigned wanted;  ///< the value with which the call succeeds
};
Stores stores{};

/// CPU 0 tries until it reads the wanted value, CPU 1 stores 1, 2, 3, ...
void try_until_stored(unsigned cpu) {
    if (cpu == 1) {
        for (unsigned value = 1; value <= stores.made; ++value) store(variable(0), value, relaxed);
        return;
    }
    while (load(variable(0), relaxed) != stores.wanted) Machine::instance().failed(call);
    Machine::instance().succeeded(call);
    report(1);
}

Outcomes explore_retries(Stores given, unsigned rounds) {
    stores = given;
    Configuration configuration;
    configuration.rounds = rounds;
    return explore({.cpus = 2, .task = try_until_stored, .configuration = configuration});
}

// The engine brings CPU 0 back to a round in the middle. The program then makes the earlier rounds again, and
// the last round must be the same as the first time.
TEST_CASE("a call that succeeds in the end is no livelock, however its rounds meet the stores", "[retry]") {
    for (const unsigned rounds : {1, 2, 3, 4}) {
        for (const unsigned count : {1, 2, 3, 4}) {
            INFO(rounds << " rounds, " << count << " stores");
            const Outcomes outcomes = explore_retries({.made = count, .wanted = count}, rounds);
            CHECK(outcomes.results == std::set<std::string>{"1 |"});
            CHECK(outcomes.livelocks == 0);
            CHECK(outcomes.stuck == 0);
        }
    }
}

TEST_CASE("a call that waits for a store that is never made is a livelock", "[retry]") {
    for (const unsigned rounds : {1, 2, 3, 4}) {
        for (const unsigned count : {0, 1, 2, 3}) {
            INFO(rounds << " rounds, " << count << " stores");
            const Outcomes outcomes = explore_retries({.made = count, .wanted = count + 1}, rounds);
            CHECK(outcomes.results.empty());
            CHECK(outcomes.livelocks > 0);
        }
    }
}

}  // namespace
}  // namespace model::tests
