// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/tests/native/native_program.hpp"
#include "model/tests/native/wait_below_nmi.hpp"
#include "model/tests/programs/instructions.hpp"

// Virtual time: the ends of waits and holds, and the effect of a clock jump on memory.

namespace model::tests {
namespace {

using Results = std::set<std::string>;

// ---- waits ----

TEST_CASE("an untimed wait that nothing ends is stuck, and the record says where", "[time]") {
    unsigned seen = 0;
    const auto look = [&](const Execution& execution) {
        ++seen;
        CHECK(execution.cpu[0].end == CpuEnd::finished);
        CHECK(execution.cpu[1].end == CpuEnd::blocked);
        CHECK(execution.cpu[1].blocked_at == static_cast<SiteId>(TestSite::access));
        CHECK(execution.cpu[1].blocked_on == variable(1).id());
    };
    const Outcomes outcomes = explore({2,
                                       [](unsigned cpu) {
                                           if (cpu == 0) {
                                               store(variable(0), 1, relaxed);
                                           } else {
                                               await_not_zero(variable(1), relaxed);
                                           }
                                       }},
                                      look);
    CHECK(seen == 1);
    CHECK(outcomes.stuck == 1);
    CHECK(outcomes.results.empty());
}

TEST_CASE("a wait is stuck in those executions only in which the last store does not end it", "[time]") {
    // In coherence the store of 2 comes before the store of 1, after it, or after it and too late.
    const Outcomes outcomes = explore({3, [](unsigned cpu) {
                                           if (cpu < 2) return store(variable(0), cpu + 1, relaxed);
                                           report(await_value(variable(0), 1, relaxed));
                                       }});
    CHECK(outcomes.search.executions == 3);
    CHECK(outcomes.stuck == 1);
    CHECK(outcomes.results == Results{"| | 1"});
}

TEST_CASE("a wait ends by the store that satisfies it, without time", "[time]") {
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           if (cpu == 0) return store(variable(0), 7, release);
                                           report(await_not_zero(variable(0), acquire, 1 * ms, 250 * ms));
                                           report_time();
                                       }});
    CHECK(outcomes.results == Results{"| 7 0"});
    CHECK(outcomes.stuck == 0);
}

TEST_CASE("a timed wait expires at its poll time when no CPU can move", "[time]") {
    const Outcomes outcomes =
        explore({2, [](unsigned cpu) {
                     report(await_not_zero(variable(0), relaxed, (cpu + 1) * 3 * ms, 250 * ms));
                     report_time();
                 }});
    CHECK(outcomes.results == Results{"0 3 | 0 6"});
    CHECK(outcomes.search.executions == 1);
}

TEST_CASE("waits that are due at the same time expire together", "[time]") {
    // Each CPU may or may not see the other's store, which comes after the jump.
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           await_not_zero(variable(2), relaxed, 1 * ms, 1 * ms);
                                           store(variable(cpu), 1, relaxed);
                                           report(load(variable(1 - cpu), relaxed));
                                       }});
    CHECK(outcomes.results == Results{"0 | 0", "0 | 1", "1 | 0", "1 | 1"});
    CHECK(outcomes.search.executions == 4);
}

TEST_CASE("a poll time that is not in the future means one read", "[time]") {
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           if (cpu == 0) return store(variable(0), 1, relaxed);
                                           report(await_not_zero(variable(0), relaxed, 0, 0));
                                           report_time();
                                       }});
    CHECK(outcomes.results == Results{"| 0 0", "| 1 0"});
}

/// Looks every millisecond, and reports the times.
void look_up_every_ms(Nanoseconds deadline) {
    while (Platform::now() < deadline) {
        const Nanoseconds poll = std::min(Platform::now() + 1 * ms, deadline);
        if (await_not_zero(variable(0), relaxed, poll, deadline) != 0) return;
        report_time();
    }
}

TEST_CASE("once a check has found nothing new, the clock jumps to the deadline", "[time]") {
    CHECK(explore({1, [](unsigned) { look_up_every_ms(250 * ms); }}).results == Results{"1 250"});
}

TEST_CASE("a store makes the checks worth while again", "[time]") {
    // The check at 5 ms may come before the store, so another check follows before the jump to the deadline.
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           if (cpu == 0) return look_up_every_ms(250 * ms);
                                           hold(5 * ms);
                                           store(variable(1), 1, relaxed);
                                       }});
    CHECK(outcomes.results == Results{"1 5 6 250 |"});
}

TEST_CASE("the earliest of the deadlines is the one that is jumped to", "[time]") {
    const Outcomes outcomes =
        explore({2, [](unsigned cpu) { look_up_every_ms(cpu == 0 ? 40 * ms : 30 * ms); }});
    CHECK(outcomes.results == Results{"1 30 40 | 1 30"});
}

// ---- holds ----

TEST_CASE("a hold ends at its time, those of all CPUs side by side", "[time]") {
    const Outcomes outcomes = explore({3, [](unsigned cpu) {
                                           hold((cpu + 1) * 5 * ms);
                                           report_time();
                                           hold(2 * ms);
                                           report_time();
                                       }});
    CHECK(outcomes.results == Results{"5 7 | 10 12 | 15 17"});
    CHECK(outcomes.search.executions == 1);
}

TEST_CASE("a hold of no time does not wait", "[time]") {
    CHECK(explore({1,
                   [](unsigned) {
                       hold(0);
                       report_time();
                   }})
              .results == Results{"0"});
}

TEST_CASE("a wait for a CPU that holds ends when the hold does, or expires before", "[time]") {
    const CpuProgram task = [](unsigned cpu) {
        if (cpu == 0) {
            hold(5 * ms);
            return store(variable(0), 1, release);
        }
        const Nanoseconds poll = (cpu == 1 ? 8 : 3) * ms;
        report(await_not_zero(variable(0), acquire, poll, poll));
        report_time();
    };
    CHECK(explore({3, task}).results == Results{"| 1 5 | 0 3"});
}

// ---- memory across a jump ----

TEST_CASE("stores before a jump are visible behind it", "[time]") {
    const Setup without_jump{2, [](unsigned cpu) {
                                 if (cpu == 0) return store(variable(0), 1, relaxed);
                                 report(load(variable(0), relaxed));
                             }};
    CHECK(explore(without_jump).results == Results{"| 0", "| 1"});
    const Setup with_jump{2, [](unsigned cpu) {
                              if (cpu == 0) return store(variable(0), 1, relaxed);
                              hold(1 * ms);
                              report(load(variable(0), relaxed));
                          }};
    const Outcomes outcomes = explore(with_jump);
    CHECK(outcomes.results == Results{"| 1"});
    CHECK(outcomes.search.executions == 1);
}

TEST_CASE("stores behind a jump come behind those before it, and may be seen or not", "[time]") {
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           if (cpu == 0) store(variable(0), 1, relaxed);
                                           hold(1 * ms);
                                           if (cpu == 0) {
                                               store(variable(0), 2, relaxed);
                                           } else {
                                               report(load(variable(0), relaxed));
                                               report(exchange(variable(1), 1, relaxed));
                                           }
                                       }});
    CHECK(outcomes.results == Results{"| 1 0", "| 2 0"});
    CHECK(outcomes.search.executions == 2);

    const Outcomes two_writers = explore({2, [](unsigned cpu) {
                                              if (cpu == 1) hold(1 * ms);
                                              store(variable(0), cpu + 1, relaxed);
                                              if (cpu == 0) return;
                                              report(load(variable(0), relaxed));
                                          }});
    CHECK(two_writers.results == Results{"| 2"});
    CHECK(two_writers.search.executions == 1);
}

TEST_CASE("an update behind a jump reads the last store before it", "[time]") {
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           if (cpu == 1) hold(1 * ms);
                                           report(exchange(variable(0), cpu + 1, relaxed));
                                       }});
    CHECK(outcomes.results == Results{"0 | 1"});
}

template <bool behind_jump, Order stores, Order loads>
void touch_data_behind_flag(unsigned cpu) {
    if (cpu == 0) {
        write_data();
        store(variable(0), 1, stores);
    } else {
        if (behind_jump) hold(1 * ms);
        if (load(variable(0), loads) == 1) write_data();
    }
}

TEST_CASE("a jump orders nothing for data races", "[time]") {
    const Outcomes outcomes = explore({2, [](unsigned cpu) {
                                           if (cpu == 1) hold(1 * ms);
                                           write_data();
                                       }});
    CHECK(outcomes.search.executions == 1);
    CHECK(outcomes.races == 1);
    CHECK(explore({2, touch_data_behind_flag<true, relaxed, acquire>}).races == 1);
    CHECK(explore({2, touch_data_behind_flag<true, release, relaxed>}).races == 1);
    CHECK(explore({2, touch_data_behind_flag<true, release, acquire>}).races == 0);
    CHECK(explore({2, touch_data_behind_flag<false, release, acquire>}).races == 0);
}

TEST_CASE("stores that are visible by a jump are not acquired by it", "[time]") {
    // CPU 2's release does not pass on what CPU 2 sees of CPU 0 by the jump.
    const Outcomes outcomes = explore({3, [](unsigned cpu) {
                                           if (cpu == 0) {
                                               write_data();
                                               store(variable(0), 1, release);
                                           } else if (cpu == 1) {
                                               hold(1 * ms);
                                               report(load(variable(0), relaxed));
                                               store(variable(1), 1, release);
                                           } else {
                                               await_not_zero(variable(1), acquire);
                                               write_data();
                                           }
                                       }});
    CHECK(outcomes.results == Results{"| 1 |"});
    CHECK(outcomes.races == outcomes.search.executions);
}

// ---- time that passes above a wait ----

TEST_CASE("a wait whose poll time passes while an NMI runs above it looks once and returns", "[time]") {
    // The NMI comes before the wait, at the jump to 1 ms, at the jump to 5 ms, after the wait, or not at all.
    // If it comes at 1 ms it lasts until 7 ms, when the store may come before the wait looks or after.
    const Results all = {"[ ] 0 6 |", "[ ] 0 7 |", "[ ] 1 7 |", "[ ] 1 11 |", "0 5 [ ] |", "0 5 |"};
    CHECK(explore(setup_of_wait_below_nmi()).results == all);
}

// ---- slow CPUs ----

TEST_CASE("a slow CPU's time passes to its poll time or its deadline, and it looks once", "[time]") {
    Setup setup{2, [](unsigned cpu) {
                    if (cpu == 0) return store(variable(0), 7, release);
                    report(await_not_zero(variable(0), acquire, 1 * ms, 250 * ms));
                    report_time();
                }};
    setup.configuration.slow = 1;
    CHECK(explore(setup).results == Results{"| 7 0", "| 0 1", "| 7 1", "| 0 250", "| 7 250"});
    setup.configuration.slow_cpus = 1U;  // not the CPU that waits
    CHECK(explore(setup).results == Results{"| 7 0"});
}

TEST_CASE("a CPU that reads what a slow CPU has stored is not earlier than it", "[time]") {
    Setup setup{2, [](unsigned cpu) {
                    if (cpu == 0) {
                        await_not_zero(variable(0), relaxed, 1 * ms, 250 * ms);
                        return store(variable(1), 1, relaxed);
                    }
                    report(load(variable(1), relaxed));
                    report_time();
                }};
    setup.configuration.slow = 1;
    CHECK(explore(setup).results == Results{"| 0 0", "| 1 1", "| 1 250"});
}

}  // namespace
}  // namespace model::tests
