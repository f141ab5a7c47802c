// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/text.hpp"

#include <rqcheck_catch.hpp>

using tools::End;
using tools::Report;

namespace {

Report ended(End end, bool exhausted, const char* scheduler) {
    Report report;
    report.engine = "relacy";
    report.request.scheduler = scheduler;
    report.request.bounds = {1000, 2.5, 3};
    report.end = end;
    report.exhausted = exhausted;
    return report;
}

}  // namespace

TEST_CASE("a search never covers more than its engine's schedules") {
    CHECK(end_text(ended(End::by_itself, true, "full")) == "all of Relacy's schedules");
    CHECK(end_text(ended(End::by_itself, false, "bound")) ==
          "all of Relacy's schedules with at most 3 preemptive switches");
    Report on_native = ended(End::by_itself, false, "bound");
    on_native.engine = "native";
    CHECK(end_text(on_native) == "all execution graphs with at most 3 departures");
    CHECK(end_text(ended(End::by_itself, false, "full")) ==
          "ended by itself, but not all of Relacy's schedules");
    CHECK(end_text(ended(End::samples, false, "random")) == "a random sample of Relacy's schedules");
    CHECK(end_text(ended(End::executions, false, "full")) == "stopped at the bound of 1000 executions");
    CHECK(end_text(ended(End::seconds, false, "full")) == "stopped at the time limit of 2.5 s");
    CHECK(end_text(ended(End::interrupted, false, "full")) == "interrupted");
}

TEST_CASE("counted nouns") {
    CHECK(tools::counted(0, "NMI") == "0 NMIs");
    CHECK(tools::counted(1, "preemptive switch") == "1 preemptive switch");
    CHECK(tools::counted(2, "preemptive switch") == "2 preemptive switches");
}
