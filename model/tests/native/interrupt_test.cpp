// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/tests/native/native_program.hpp"
#include "model/tests/programs/closed_forms.hpp"
#include "model/tests/programs/instructions.hpp"

// Softirqs and hardirqs beside NMIs: nesting and masking. Also programs at trace points.

namespace model::tests {
namespace {

using Results = std::set<std::string>;

void nothing(unsigned) {}

template <unsigned accesses>
void stores(unsigned) {
    for (unsigned i = 0; i < accesses; ++i) store(variable(0), i, relaxed);
}

void trace_point(unsigned point = 0, std::uint32_t subject = 0) {
    Machine::instance().trace_point(static_cast<SiteId>(TestSite::other), point, subject);
}

/// Placements of up to h hardirqs and n NMIs with empty handlers around some accesses.
std::uint64_t placements_of_two(unsigned accesses, unsigned h, unsigned n) {
    std::uint64_t sum = 0;
    for (unsigned i = 0; i <= h; ++i) {
        for (unsigned j = 0; j <= n; ++j) {
            sum += binomial(i + j, i) * binomial(accesses + i + j, i + j);
        }
    }
    return sum;
}

template <unsigned accesses>
void check_placements() {
    Setup setup{1, stores<accesses>, nothing};
    setup.hardirq = nothing;
    setup.softirq = nothing;
    for (unsigned budget = 0; budget <= 3; ++budget) {
        INFO(accesses << " accesses, budget " << budget);
        const std::uint64_t expected = binomial(accesses + 1 + budget, budget);
        setup.configuration = {};
        setup.configuration.hardirq_budget[0] = budget;
        CHECK(explore(setup).search.executions == expected);
        setup.configuration = {};
        setup.configuration.softirq_budget[0] = budget;
        CHECK(explore(setup).search.executions == expected);
        for (unsigned nmis = 0; nmis <= 2; ++nmis) {
            setup.configuration = {};
            setup.configuration.hardirq_budget[0] = budget;
            setup.configuration.nmi_budget[0] = nmis;
            CHECK(explore(setup).search.executions == placements_of_two(accesses, budget, nmis));
        }
    }
}

TEST_CASE("k interrupts of one kind have C(n+1+k, k) placements, two kinds those of their words",
          "[interrupts]") {
    check_placements<0>();
    check_placements<1>();
    check_placements<4>();
}

/// One interrupt of each kind, with handlers that make an access.
Setup all_kinds() {
    Setup setup{1, nothing, stores<1>};
    setup.hardirq = stores<1>;
    setup.softirq = stores<1>;
    return setup;
}

TEST_CASE("a higher context interrupts a lower one, never the other way round", "[interrupts]") {
    Setup setup = all_kinds();
    setup.configuration.hardirq_budget[0] = 1;
    setup.configuration.nmi_budget[0] = 1;
    Outcomes outcomes = explore(setup);
    CHECK(outcomes.results == Results{"", "[h ]", "[ ]", "[h ] [ ]", "[ ] [h ]", "[h [ ] ]"});
    CHECK(outcomes.search.executions == 6);

    setup.configuration.nmi_budget[0] = 0;
    setup.configuration.softirq_budget[0] = 1;
    outcomes = explore(setup);
    CHECK(outcomes.results == Results{"", "[s ]", "[h ]", "[s ] [h ]", "[h ] [s ]", "[s [h ] ]"});
    CHECK(outcomes.search.executions == 6);

    setup.configuration.nmi_budget[0] = 1;
    outcomes = explore(setup);
    CHECK(outcomes.results.count("[s [h [ ] ] ]") == 1);
    for (const std::string& result : outcomes.results) {
        INFO(result);
        CHECK(result.find("[h [s") == std::string::npos);
        CHECK(result.find("[ [") == std::string::npos);
    }
}

TEST_CASE("an interrupt does not interrupt one of its own kind", "[interrupts]") {
    Setup setup = all_kinds();
    setup.configuration.hardirq_budget[0] = 2;
    CHECK(explore(setup).results == Results{"", "[h ]", "[h ] [h ]"});
}

TEST_CASE("a handler knows its context", "[interrupts]") {
    const CpuProgram report_context = [](unsigned) {
        store(variable(0), 1, relaxed);
        report(static_cast<unsigned>(Platform::context()));
    };
    Setup setup{1, report_context, report_context};
    setup.hardirq = report_context;
    setup.softirq = report_context;
    setup.configuration.nmi_budget[0] = 1;
    setup.configuration.hardirq_budget[0] = 1;
    setup.configuration.softirq_budget[0] = 1;
    const Results results = explore(setup).results;
    CHECK(results.count("0") == 1);
    CHECK(results.count("[s [h [ 3 ] 2 ] 1 ] 0") == 1);
}

// ---- masking ----

void masked_then_not(unsigned) {
    Machine& machine = Machine::instance();
    const bool outer = machine.irq_save();
    const bool inner = machine.irq_save();
    store(variable(0), 1, relaxed);
    machine.irq_restore(inner);
    store(variable(0), 2, relaxed);
    machine.irq_restore(outer);
    store(variable(0), 3, relaxed);
    report(outer ? 1 : 0);
    report(inner ? 1 : 0);
}

TEST_CASE("softirqs and hardirqs are masked between irq_save and irq_restore, NMIs are not", "[interrupts]") {
    const auto executions = [](auto budget) {
        Setup setup{1, masked_then_not, nothing};
        setup.hardirq = nothing;
        setup.softirq = nothing;
        (setup.configuration.*budget)[0] = 1;
        const Outcomes outcomes = explore(setup);
        for (const std::string& result : outcomes.results) {
            CHECK(result.find("0 1") != std::string::npos);
        }
        return outcomes.search.executions;
    };
    // No interrupt; one before the third store; one after that store.
    CHECK(executions(&Configuration::hardirq_budget) == 3);
    CHECK(executions(&Configuration::softirq_budget) == 3);
    CHECK(executions(&Configuration::nmi_budget) == 5);
}

TEST_CASE("a CPU that waits or has finished with IRQs masked takes none behind a jump", "[interrupts]") {
    const CpuProgram report_jump = [](unsigned) { report_time(); };
    Setup setup{2,
                [](unsigned cpu) {
                    if (cpu == 0) Machine::instance().irq_save();
                    hold(1 * ms);
                },
                report_jump};
    setup.hardirq = report_jump;
    setup.configuration.hardirq_budget[0] = 1;
    CHECK(explore(setup).results == Results{"|"});
    setup.configuration.hardirq_budget[0] = 0;
    setup.configuration.nmi_budget[0] = 1;
    CHECK(explore(setup).results == Results{"|", "[ 0 ] |", "[ 1 ] |"});
}

TEST_CASE("a CPU that has finished takes hardirqs behind a jump", "[interrupts]") {
    Setup setup{2, [](unsigned cpu) {
                    if (cpu == 1) hold(1 * ms);
                }};
    setup.hardirq = [](unsigned) { report_time(); };
    setup.configuration.hardirq_budget[0] = 1;
    CHECK(explore(setup).results == Results{"|", "[h 0 ] |", "[h 1 ] |"});
}

TEST_CASE("a return from an interrupt puts the mask back", "[interrupts]") {
    Setup setup{1, stores<2>};
    setup.hardirq = [](unsigned) { Machine::instance().irq_save(); };
    setup.configuration.hardirq_budget[0] = 2;
    CHECK(explore(setup).search.executions == binomial(2 + 1 + 2, 2));
}

TEST_CASE("each kind of interrupt has a window", "[interrupts]") {
    Setup setup = all_kinds();
    setup.task = stores<3>;
    setup.configuration.hardirq_budget[0] = 1;
    setup.configuration.softirq_budget[0] = 1;
    setup.configuration.hardirq_window.reset();
    setup.configuration.softirq_window.reset();
    CHECK(explore(setup).results == Results{""});
    setup.configuration.hardirq_window.set(static_cast<SiteId>(TestSite::end));
    CHECK(explore(setup).results == Results{"", "[h ]"});
    setup.configuration.softirq_window.set(static_cast<SiteId>(TestSite::end));
    CHECK(explore(setup).results == Results{"", "[s ]", "[h ]", "[s ] [h ]", "[h ] [s ]"});
    setup.configuration.hardirq_window.reset();
    CHECK(explore(setup).results == Results{"", "[s ]"});
}

// ---- trace points ----

TEST_CASE("a program at a trace point runs there, in the context that comes by", "[trace-point]") {
    Setup setup{1, [](unsigned) {
                    store(variable(0), 1, relaxed);
                    trace_point();
                    store(variable(0), 2, relaxed);
                }};
    CHECK(explore(setup).results == Results{""});
    setup.traced = [](unsigned) {
        report(load(variable(0), relaxed));
        report(static_cast<unsigned>(Platform::context()));
    };
    const Outcomes outcomes = explore(setup);
    CHECK(outcomes.results == Results{"[t 1 0 ]"});
    CHECK(outcomes.search.executions == 1);
}

TEST_CASE("a program at a trace point is not entered again by its own events", "[trace-point]") {
    Setup setup{1, [](unsigned) {
                    trace_point();
                    trace_point();
                }};
    setup.traced = [](unsigned) {
        report(1);
        trace_point();
    };
    CHECK(explore(setup).results == Results{"[t 1 ] [t 1 ]"});
}

TEST_CASE("nor by an NMI that interrupts it; another NMI's trace points work", "[trace-point]") {
    Setup setup{1, [](unsigned) { trace_point(); }, [](unsigned) { trace_point(); }};
    setup.traced = [](unsigned) { store(variable(0), 1, relaxed); };
    setup.configuration.nmi_budget[0] = 1;
    // No NMI; one before the trace point; one in the point's program; one at the end.
    const Outcomes outcomes = explore(setup);
    CHECK(outcomes.results == Results{"[t ]", "[ [t ] ] [t ]", "[t [ ] ]", "[t ] [ [t ] ]"});
    CHECK(outcomes.search.executions == 4);
}

TEST_CASE("a program at a trace point may be interrupted by what may interrupt its context",
          "[trace-point]") {
    Setup setup{1, nothing};
    setup.hardirq = [](unsigned) { trace_point(); };
    setup.softirq = [](unsigned) { report(1); };
    setup.traced = [](unsigned) { store(variable(0), 1, relaxed); };
    setup.configuration.hardirq_budget[0] = 2;
    setup.configuration.softirq_budget[0] = 1;
    for (const std::string& result : explore(setup).results) {
        INFO(result);
        CHECK(result.find("[t [") == std::string::npos);
    }
}

TEST_CASE("each CPU has trace points of its own", "[trace-point]") {
    Setup setup{2, [](unsigned) { trace_point(); }};
    setup.traced = [](unsigned cpu) { report(cpu); };
    CHECK(explore(setup).results == Results{"[t 0 ] | [t 1 ]"});
}

/// Each program reaches the trace point of the other program.
void trace_crosswise(unsigned, unsigned number) {
    report(number);
    trace_point(number == 0 ? 1 : 0);
}

TEST_CASE("the guard of a CPU keeps all its trace programs out, one of its own only that program",
          "[trace-point]") {
    using enum TraceGuard;
    Setup setup{1, [](unsigned) { trace_point(); }};
    setup.trace = trace_crosswise;
    setup.trace_programs = {{.point = 0}, {.point = 1}};
    CHECK(explore(setup).results == Results{"[t 0 ]"});
    setup.trace_programs = {{.point = 0, .guard = per_program}, {.point = 1, .guard = per_program}};
    CHECK(explore(setup).results == Results{"[t 0 [t 1 ] ]"});
    // The two kinds of guards do not affect each other.
    setup.trace_programs = {{.point = 0}, {.point = 1, .guard = per_program}};
    CHECK(explore(setup).results == Results{"[t 0 [t 1 ] ]"});
    setup.trace_programs = {{.point = 0, .guard = per_program}, {.point = 1}};
    CHECK(explore(setup).results == Results{"[t 0 [t 1 ] ]"});
}

TEST_CASE("programs of one trace point run one after the other, each below its guard", "[trace-point]") {
    using enum TraceGuard;
    Setup setup{1, [](unsigned) { trace_point(); }};
    setup.trace = [](unsigned, unsigned number) {
        report(number);
        trace_point();
    };
    setup.trace_programs = {{.point = 0}, {.point = 1}, {.point = 0}};
    CHECK(explore(setup).results == Results{"[t 0 ] [t 2 ]"});
    setup.trace_programs = {{.point = 0, .guard = per_program}, {.point = 0, .guard = per_program}};
    CHECK(explore(setup).results == Results{"[t 0 [t 1 ] ] [t 1 [t 0 ] ]"});
}

TEST_CASE("a guard is held in NMIs too, and given back", "[trace-point]") {
    Setup setup{1, [](unsigned) { trace_point(); }, [](unsigned) { trace_point(1); }};
    setup.trace = [](unsigned, unsigned number) {
        report(number);
        store(variable(0), 1, relaxed);
    };
    setup.configuration.nmi_budget[0] = 1;
    setup.trace_programs = {{.point = 0}, {.point = 1}};
    CHECK(explore(setup).results ==
          Results{"[t 0 ]", "[ [t 1 ] ] [t 0 ]", "[t 0 [ ] ]", "[t 0 ] [ [t 1 ] ]"});
    setup.trace_programs[1].guard = TraceGuard::per_program;
    CHECK(explore(setup).results ==
          Results{"[t 0 ]", "[ [t 1 ] ] [t 0 ]", "[t 0 [ [t 1 ] ] ]", "[t 0 ] [ [t 1 ] ]"});
}

TEST_CASE("a trace program of one subject runs for that one only", "[trace-point]") {
    Setup setup{1, [](unsigned) {
                    trace_point(0, 7);
                    trace_point(0, 8);
                }};
    setup.trace = [](unsigned, unsigned number) { report(number); };
    setup.trace_programs = {{.point = 0, .subject = 8}, {.point = 0}};
    CHECK(explore(setup).results == Results{"[t 1 ] [t 0 ] [t 1 ]"});
}

}  // namespace
}  // namespace model::tests
