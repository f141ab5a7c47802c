// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// Tests the steps that are made from a trace, before they are forced.

#include <rqcheck_catch.hpp>

#include "tools/cli/usage_error.hpp"
#include "tools/stress/forced/attempts.hpp"
#include "tools/stress/forced/order.hpp"

namespace {

using namespace tools;
using namespace tools::stress::forced;

TraceStep step(unsigned cpu, const char* operation, const char* variable) {
    TraceStep step;
    step.cpu = cpu;
    step.context = {"task"};
    step.operation = operation;
    step.site = "grab.count";
    step.variable = variable;
    return step;
}

TraceStep write(unsigned cpu, const char* variable, std::uint32_t coherence) {
    TraceStep made = step(cpu, "write", variable);
    made.coherence = coherence;
    return made;
}

TraceStep read(unsigned cpu, const char* variable, StepNumber from) {
    TraceStep made = step(cpu, "read", variable);
    made.from = from;
    return made;
}

TraceStep in_epoch(TraceStep step, std::uint32_t epoch) {
    step.epoch = epoch;
    return step;
}

ExecutionTrace trace_of(std::vector<TraceStep> steps) {
    ExecutionTrace trace;
    trace.ends.resize(2);
    trace.steps = std::move(steps);
    return trace;
}

std::vector<std::size_t> forced_numbers(const ExecutionTrace& trace) {
    std::vector<std::size_t> numbers;
    for (const Step& step : in_forced_order(steps_of(trace))) numbers.push_back(step.number);
    return numbers;
}

using Numbers = std::vector<std::size_t>;

TEST_CASE("An order without stale reads stays as it is") {
    CHECK(forced_numbers(trace_of({write(0, "A", 1), read(1, "A", 0), write(1, "B", 1), read(0, "B", 2)})) ==
          Numbers{0, 1, 2, 3});
}

TEST_CASE("A read comes before the write that it misses") {
    CHECK(forced_numbers(trace_of({write(0, "A", 1), write(0, "A", 2), read(1, "A", initial)})) ==
          Numbers{2, 0, 1});
    CHECK(forced_numbers(trace_of({write(0, "A", 1), write(0, "A", 2), read(1, "A", 0)})) ==
          Numbers{0, 2, 1});
}

TEST_CASE("Writes come in the order of coherence") {
    CHECK(forced_numbers(trace_of({write(0, "A", 2), write(1, "A", 1)})) == Numbers{1, 0});
}

TEST_CASE("An execution that no order explains stays as it is") {
    // Store buffering: each read misses the write of the other CPU.
    CHECK(forced_numbers(trace_of({write(0, "A", 1), write(1, "B", 1), read(0, "B", initial),
                                   read(1, "A", initial)})) == Numbers{0, 1, 2, 3});
}

TEST_CASE("Nothing moves over a jump of the clock") {
    // The read could miss the write only before the jump.
    CHECK(forced_numbers(trace_of({write(0, "A", 1), in_epoch(read(1, "A", initial), 1)})) == Numbers{0, 1});
}

TEST_CASE("What only tells of something is no step") {
    TraceStep note = step(0, "note", "");
    note.change = Announcement{"A", "owner", "", std::nullopt};
    const std::vector<Step> steps = steps_of(trace_of({note, write(0, "A", 1)}));
    REQUIRE(steps.size() == 1);
    CHECK(steps.front().number == 1);
}

TEST_CASE("An NMI arrives in what it interrupts") {
    TraceStep enter = step(0, "enter", "");
    enter.context = {"task", "nmi"};
    TraceStep within = write(0, "A", 1);
    within.context = {"task", "nmi"};
    const std::vector<Step> steps = steps_of(trace_of({enter, within}));
    REQUIRE(steps.size() == 2);
    CHECK(steps[0].kind == Step::Kind::nmi);
    CHECK_FALSE(steps[0].in_nmi);
    CHECK(steps[1].in_nmi);
}

TEST_CASE("Programs of one trace point are one step") {
    const auto traced = [](const char* operation, const char* site) {
        TraceStep made = step(0, operation, "");
        made.context = {"task", "trace"};
        made.site = site;
        return made;
    };
    const char* const end = "trace.contention_end";
    const char* const begin = "trace.contention_begin";
    CHECK(forced_numbers(trace_of({traced("enter", end), traced("leave", end), traced("enter", end)})) ==
          Numbers{0});
    CHECK(forced_numbers(trace_of({traced("enter", begin), traced("leave", begin), traced("enter", end)})) ==
          Numbers{0, 2});
    TraceStep nmi = traced("leave", end);
    nmi.context.back() = "nmi";
    CHECK(forced_numbers(trace_of({nmi, traced("enter", end)})) == Numbers{1});
}

TEST_CASE("Steps that the hardware does not have are refused") {
    TraceStep hardirq = write(0, "A", 1);
    hardirq.context = {"task", "hardirq"};
    CHECK_THROWS_AS(steps_of(trace_of({hardirq})), UsageError);
    CHECK_THROWS_AS(steps_of(trace_of({step(0, "jump", "A")})), UsageError);
}

TEST_CASE("Attempts of a trace") {
    const auto note = [](const char* context, const char* phase, const char* check) {
        TraceStep made = step(0, "note", "");
        made.context = {"task"};
        if (std::string_view(context) != "task") made.context.emplace_back(context);
        made.change = Announcement{"A", phase, check, std::nullopt};
        return made;
    };
    const auto attempts = attempts_of(
        trace_of({note("task", "attempt", ""), note("nmi", "attempt", ""), note("nmi", "left", "sent away"),
                  note("task", "acquired", ""), note("task", "attempt", "")}),
        rqspinlock::Changes::up_to(rqspinlock::Change::queue_timeout));
    REQUIRE(attempts.size() == 3);
    CHECK(attempts[0].result == "acquired");
    CHECK(attempts[1].context == "task/nmi");
    CHECK(attempts[1].result == "-ETIMEDOUT (sent away)");
    CHECK(attempts[2].result == no_result);
    CHECK(result_text("sent away", rqspinlock::Changes{}) == "-EDEADLK (sent away)");
}

}  // namespace
