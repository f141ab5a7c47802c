// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/tests/native/native_program.hpp"
#include "model/tests/programs/closed_forms.hpp"
#include "model/tests/programs/instructions.hpp"

// The places where NMIs arrive, and what NMIs see. The tests of counts have the numbers of placements.

namespace model::tests {
namespace {

using Results = std::set<std::string>;

void report_time_of_nmi(unsigned) {
    report_time();
}

TEST_CASE("an NMI sees its CPU's earlier stores and no later one", "[nmi]") {
    Setup setup{1,
                [](unsigned) {
                    store(variable(0), 1, relaxed);
                    store(variable(1), 1, relaxed);
                },
                [](unsigned) {
                    report(load(variable(0), relaxed));
                    report(load(variable(1), relaxed));
                }};
    setup.configuration.nmi_budget[0] = 1;
    CHECK(explore(setup).results == Results{"", "[ 0 0 ]", "[ 1 0 ]", "[ 1 1 ]"});
}

TEST_CASE("the program goes on with what an NMI has stored", "[nmi]") {
    Setup setup{1,
                [](unsigned) {
                    report(load(variable(0), relaxed));
                    report(load(variable(0), relaxed));
                },
                [](unsigned) { store(variable(0), 1, relaxed); }};
    setup.configuration.nmi_budget[0] = 1;
    const Outcomes outcomes = explore(setup);
    CHECK(outcomes.results == Results{"0 0", "[ ] 1 1", "0 [ ] 1", "0 0 [ ]"});
    CHECK(outcomes.search.executions == 4);
}

TEST_CASE("NMIs do not nest", "[nmi]") {
    Setup setup{1, [](unsigned) { store(variable(0), 1, relaxed); },
                [](unsigned) {
                    store(variable(1), 1, relaxed);
                    store(variable(1), 2, relaxed);
                    report(Platform::context() == ContextKind::nmi ? 1 : 0);
                }};
    for (unsigned budget = 0; budget <= 3; ++budget) {
        setup.configuration.nmi_budget[0] = budget;
        const Outcomes outcomes = explore(setup);
        // The handler's two stores are no points: there are as many placements as with an empty handler.
        CHECK(outcomes.search.executions == binomial(2 + budget, budget));
        for (const std::string& result : outcomes.results) {
            CHECK(result.find("[ [") == std::string::npos);
            CHECK(result.find("1 1") == std::string::npos);
        }
    }
    CHECK(explore(setup).results == Results{"", "[ 1 ]", "[ 1 ] [ 1 ]", "[ 1 ] [ 1 ] [ 1 ]"});
}

TEST_CASE("each CPU has a budget of its own", "[nmi]") {
    Setup setup{3, [](unsigned) {}, [](unsigned cpu) { report(cpu); }};
    setup.configuration.nmi_budget = {1, 0, 2};
    CHECK(explore(setup).results == Results{"| |", "| | [ 2 ]", "| | [ 2 ] [ 2 ]", "[ 0 ] | |",
                                            "[ 0 ] | | [ 2 ]", "[ 0 ] | | [ 2 ] [ 2 ]"});
}

// ---- windows ----

void three_stores(unsigned) {
    variable(0).store(1, relaxed, TestSite::access);
    variable(0).store(2, relaxed, TestSite::other);
    variable(0).store(3, relaxed, TestSite::access);
}

TEST_CASE("a window keeps NMIs to its sites", "[nmi]") {
    Setup setup{1, three_stores, [](unsigned) { report(load(variable(0), relaxed)); }};
    setup.configuration.nmi_budget[0] = 1;
    CHECK(explore(setup).results == Results{"", "[ 0 ]", "[ 1 ]", "[ 2 ]", "[ 3 ]"});
    setup.configuration.nmi_window.reset();
    CHECK(explore(setup).results == Results{""});
    setup.configuration.nmi_window.set(static_cast<SiteId>(TestSite::other));
    CHECK(explore(setup).results == Results{"", "[ 1 ]"});
    setup.configuration.nmi_window.set(static_cast<SiteId>(TestSite::end));
    CHECK(explore(setup).results == Results{"", "[ 1 ]", "[ 3 ]"});
}

// ---- after clock jumps ----

/// CPU 0 takes the interrupts, CPU 1 makes the clock jump at 1 ms.
Outcomes around_a_jump(CpuProgram task, bool with_end = true) {
    Setup setup{2, task, report_time_of_nmi};
    setup.configuration.nmi_budget[0] = 1;
    setup.configuration.nmi_window[static_cast<SiteId>(TestSite::end)] = with_end;
    return explore(setup);
}

TEST_CASE("a CPU that has finished takes NMIs behind a jump", "[nmi]") {
    const CpuProgram task = [](unsigned cpu) {
        if (cpu == 1) hold(1 * ms);
    };
    const Outcomes outcomes = around_a_jump(task);
    CHECK(outcomes.results == Results{"|", "[ 0 ] |", "[ 1 ] |"});
    CHECK(outcomes.search.executions == 3);
    // The NMI's place is the end of the task.
    CHECK(around_a_jump(task, false).results == Results{"|"});
}

TEST_CASE("a CPU that waits takes NMIs behind a jump", "[nmi]") {
    const Outcomes outcomes = around_a_jump([](unsigned cpu) {
        if (cpu == 0) {
            await_not_zero(variable(0), acquire);
        } else {
            hold(1 * ms);
            store(variable(0), 1, release);
        }
    });
    CHECK(outcomes.results == Results{"|", "[ 0 ] |", "[ 1 ] |"});
    // No NMI; one before the wait; one in the wait, after the jump; one after the wait.
    CHECK(outcomes.search.executions == 4);
}

TEST_CASE("a wait that expires takes NMIs before its last read", "[nmi]") {
    Setup setup{1, [](unsigned) { report(await_not_zero(variable(0), relaxed, 2 * ms, 2 * ms)); },
                [](unsigned) { store(variable(0), 1, relaxed); }};
    setup.configuration.nmi_budget[0] = 1;
    CHECK(explore(setup).results == Results{"0", "[ ] 1", "0 [ ]"});
    // The NMI before the wait ends the wait at once. The NMI at 2 ms comes in time for the wait's last read.
    CHECK(explore(setup).search.executions == 4);
}

TEST_CASE("a CPU that holds takes NMIs behind a jump", "[nmi]") {
    const Outcomes outcomes = around_a_jump([](unsigned cpu) { hold(cpu == 0 ? 3 * ms : 1 * ms); });
    CHECK(outcomes.results == Results{"|", "[ 0 ] |", "[ 1 ] |", "[ 3 ] |"});
    // No NMI; one before the hold, in it, at its end, or after it.
    CHECK(outcomes.search.executions == 5);
}

TEST_CASE("a stuck CPU has had its NMIs, and one may set it free", "[nmi]") {
    Setup setup{1, [](unsigned) { await_not_zero(variable(0), relaxed); },
                [](unsigned) { store(variable(0), 1, relaxed); }};
    setup.configuration.nmi_budget[0] = 1;
    const Outcomes outcomes = explore(setup);
    // No NMI, or one before the wait. None arrives in the wait, as there is no jump.
    CHECK(outcomes.search.executions == 2);
    CHECK(outcomes.stuck == 1);
    CHECK(outcomes.results == Results{"[ ]"});
}

TEST_CASE("several jumps offer NMIs again each time", "[nmi]") {
    Setup setup{2,
                [](unsigned cpu) {
                    if (cpu == 0) return;
                    hold(1 * ms);
                    hold(1 * ms);
                },
                report_time_of_nmi};
    setup.configuration.nmi_budget[0] = 2;
    const Outcomes outcomes = explore(setup);
    // At the end of its task and after both jumps: at most two NMIs at three points.
    CHECK(outcomes.search.executions == binomial(3 + 2, 2));
    CHECK(outcomes.results == Results{"|", "[ 0 ] |", "[ 1 ] |", "[ 2 ] |", "[ 0 ] [ 0 ] |", "[ 0 ] [ 1 ] |",
                                      "[ 0 ] [ 2 ] |", "[ 1 ] [ 1 ] |", "[ 1 ] [ 2 ] |", "[ 2 ] [ 2 ] |"});
}

}  // namespace
}  // namespace model::tests
