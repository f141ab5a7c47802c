// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/text.hpp"

#include <rqcheck_catch.hpp>

#include "scenarios/framework/small_program.hpp"

using tools::End;
using tools::Report;

namespace {

Report ended(End end, bool exhausted, tools::Scheduler scheduler) {
    Report report;
    report.engine = tools::Engine::relacy;
    report.request.search.scheduler = scheduler;
    report.request.search.bounds = {1000, 2.5, 3};
    report.end = end;
    report.exhausted = exhausted;
    return report;
}

}  // namespace

TEST_CASE("a search never covers more than its engine's schedules") {
    CHECK(end_text(ended(End::by_itself, true, tools::Scheduler::full)) == "all of Relacy's schedules");
    CHECK(end_text(ended(End::by_itself, false, tools::Scheduler::bound)) ==
          "all of Relacy's schedules with at most 3 preemptive switches");
    Report on_native = ended(End::by_itself, false, tools::Scheduler::bound);
    on_native.engine = tools::Engine::native;
    CHECK(end_text(on_native) == "all execution graphs with at most 3 departures");
    CHECK(end_text(ended(End::by_itself, false, tools::Scheduler::full)) ==
          "ended by itself, but not all of Relacy's schedules");
    CHECK(end_text(ended(End::samples, false, tools::Scheduler::random)) ==
          "a random sample of Relacy's schedules");
    CHECK(end_text(ended(End::executions, false, tools::Scheduler::full)) ==
          "stopped at the bound of 1000 executions");
    CHECK(end_text(ended(End::seconds, false, tools::Scheduler::full)) ==
          "stopped at the time limit of 2.5 s");
    CHECK(end_text(ended(End::stopped, false, tools::Scheduler::full)) == "stopped by a signal");
}

TEST_CASE("counted nouns") {
    CHECK(tools::counted(0, "NMI") == "0 NMIs");
    CHECK(tools::counted(1, "preemptive switch") == "1 preemptive switch");
    CHECK(tools::counted(2, "preemptive switch") == "2 preemptive switches");
}

TEST_CASE("trace programs are described, those that are alike together") {
    const auto described = [](const char* program) {
        const scenarios::ProgramScenario made(scenarios::parse_program(program));
        return tools::traced_text(made.scenario());
    };
    CHECK(described("A").empty());
    CHECK(described("A ; end B") == "a program at contention_end");
    CHECK(described("A ; begin B ; end B") == "a program at contention_begin and at contention_end");
    CHECK(described("A ; raw begin B ; end@A B ; end A") ==
          "a raw program at contention_begin, a program at contention_end of A and at contention_end");
}
