// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/plain_races.hpp"
#include "model/tests/compiled/compiled_program.hpp"

// A queued lock in C (programs/mcs.c): no two CPUs ever have its data at once, and the errors that are built
// into it are found.

namespace model::tests {
namespace {

using Results = std::set<std::string>;

struct Found {
    Outcomes outcomes;
    std::uint64_t racing = 0;  ///< executions with a race of plain accesses
};

Found search_lock(const std::string& object, unsigned cpus, unsigned nmis = 0) {
    compiled::Runtime::instance().load(RQCHECK_PROGRAMS "/" + object + ".so");
    compiled::Runtime::instance().share_variables();
    Setup setup{.cpus = cpus};
    setup.configuration.nmi_budget[0] = nmis;
    Found found;
    found.outcomes = explore_compiled(setup, "task", "nmi", [&](const Execution& execution) {
        if (!plain_races(execution).empty()) ++found.racing;
    });
    return found;
}

void check_sound(const Found& found) {
    CHECK(found.outcomes.assertions == 0);
    CHECK(found.outcomes.stuck == 0);
    CHECK(found.outcomes.livelocks == 0);
    CHECK(found.racing == 0);
}

TEST_CASE("a queued lock in C excludes, at each optimisation", "[compiled]") {
    for (const std::string level : {"O0", "O1", "O2", "O3"}) {
        INFO(level);
        const Found two = search_lock("mcs-" + level, 2);
        check_sound(two);
        CHECK(two.outcomes.results == Results{"0 | 1", "1 | 0"});
        // Each order in three executions: the queue is empty; the next one is seen; only the tail shows it.
        CHECK(two.outcomes.search.executions == 2 * 3);
        const Found three = search_lock("mcs-" + level, 3);
        check_sound(three);
        CHECK(three.outcomes.results.size() == 6);
        // Both hand-overs have any of these. If the first one goes by the tail, this may be the tail of the
        // third waiter, where the third queues behind the second: in two ways.
        CHECK(three.outcomes.search.executions == 6 * (3 * 3 + 2));
        const Found with_nmi = search_lock("mcs-" + level, 2, 1);
        check_sound(with_nmi);
        CHECK(with_nmi.outcomes.results.contains("[ 0 ] 1 | 2"));
        CHECK(with_nmi.outcomes.search.executions == 143);
    }
}

TEST_CASE("a queued lock without release is found: the data races, and two may have it", "[compiled]") {
    const Found found = search_lock("mcs-left-out-release", 2);
    CHECK(found.racing != 0);
    CHECK(found.outcomes.results.contains("0 | 0"));
    CHECK(found.outcomes.stuck == 0);
}

TEST_CASE("a queued lock that forgets who queues late is found: it waits for ever", "[compiled]") {
    const Found found = search_lock("mcs-lost-wake-up", 2);
    CHECK(found.outcomes.stuck != 0);
    CHECK(found.racing == 0);
}

}  // namespace
}  // namespace model::tests
