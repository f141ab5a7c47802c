// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <string>

#include "scenarios/framework/small_program.hpp"

namespace scenarios {
namespace {

std::string error_of(const std::string& text) {
    try {
        parse_program(text);
    } catch (const ProgramError& error) {
        return error.what();
    }
    return "";
}

TEST_CASE("a program is what its text says", "[program]") {
    const SmallProgram program =
        parse_program("A(B hold 2ms) C nmi A | idle nmi B ; nmis 2 ; begin A ; end B(C)");
    REQUIRE(program.cpus.size() == 2);
    const Operations& task = program.cpus[0].task;
    REQUIRE(task.size() == 2);
    CHECK(task[0].lock == 0U);
    REQUIRE(task[0].body.size() == 2);
    CHECK(task[0].body[0].lock == 1U);
    CHECK_FALSE(task[0].body[1].lock);
    CHECK(task[0].body[1].hold_ms == 2);
    CHECK(task[1].lock == 2U);
    CHECK(program.cpus[0].nmi.size() == 1);
    CHECK(program.cpus[1].task.empty());
    CHECK(program.nmis == 2);
    REQUIRE(program.contention_begin.size() == 1);
    CHECK(program.contention_begin[0].operations.size() == 1);
    CHECK(program.contention_begin[0].guard == TraceGuard::cpu);
    CHECK_FALSE(program.contention_begin[0].lock);
    REQUIRE(program.contention_end.size() == 1);
    CHECK(program.contention_end[0].operations[0].body.size() == 1);
}

TEST_CASE("a program has trace programs of either guard, several at a point, and for one lock", "[program]") {
    const SmallProgram program = parse_program("A | A ; end B ; raw begin A ; raw end@A C ; begin@B B");
    REQUIRE(program.contention_begin.size() == 2);
    CHECK(program.contention_begin[0].guard == TraceGuard::program);
    CHECK_FALSE(program.contention_begin[0].lock);
    CHECK(program.contention_begin[1].guard == TraceGuard::cpu);
    CHECK(program.contention_begin[1].lock == 1U);
    REQUIRE(program.contention_end.size() == 2);
    CHECK(program.contention_end[0].operations[0].lock == 1U);
    CHECK(program.contention_end[1].guard == TraceGuard::program);
    CHECK(program.contention_end[1].lock == 0U);
}

TEST_CASE("a program has the words of the lock's users", "[program]") {
    const SmallProgram program = parse_program(
        "irqsave A(lock B) unlock B hardirq lock irqsave A unlock A softirq B | signal relaxed 7 await 0 "
        "await "
        "pending A await queued A 1 ; hardirqs 2");
    const Operations& task = program.cpus[0].task;
    REQUIRE(task.size() == 2);
    CHECK(task[0].kind == OperationKind::section);
    CHECK(task[0].irqsave);
    CHECK(task[0].body[0].kind == OperationKind::lock);
    CHECK_FALSE(task[0].body[0].irqsave);
    CHECK(task[1].kind == OperationKind::unlock);
    CHECK(task[1].lock == 1U);
    CHECK(program.cpus[0].nmi.empty());
    CHECK(program.cpus[0].hardirq[0].irqsave);
    CHECK(program.cpus[0].softirq.size() == 1);
    CHECK(program.hardirqs == 2);
    CHECK(program.softirqs == 1);
    const Operations& other = program.cpus[1].task;
    REQUIRE(other.size() == 4);
    CHECK(other[0].kind == OperationKind::signal);
    CHECK(other[0].relaxed);
    CHECK(other[0].number == 7);
    CHECK(other[1].kind == OperationKind::await);
    CHECK_FALSE(other[1].relaxed);
    CHECK(other[2].kind == OperationKind::await_pending);
    CHECK(other[3].kind == OperationKind::await_queued);
    CHECK(other[3].number == 1);
    CHECK(program.form == Form::queued);
    CHECK(parse_program("A | A ; paravirt").form == Form::paravirt);
    CHECK(parse_program("A | A ; test-and-set").form == Form::test_and_set);
}

TEST_CASE("the text of a program is that program", "[program]") {
    for (const char* line : {
             "A",
             "A(A)",
             "A B A",
             "A(B(C) D) nmi A",
             "hold 300ms A(hold 2ms) | B(A) nmi hold 2ms | idle nmi A B",
             "A nmi A | A ; nmis 8",
             "A | A | A ; begin B ; end A(B)",
             "A | A | A ; end hold 10000ms",
             "A A | A | B(A) ; raw begin B ; begin@B A ; end A ; raw end@A B(C)",
             "irqsave A(irqsave B) nmi A hardirq irqsave B softirq A | idle hardirq A ; nmis 2 ; hardirqs 3 "
             "; "
             "softirqs 8",
             "lock A lock irqsave B unlock A unlock B | B(lock A hold 2ms) unlock A",
             "lock A signal 0 await relaxed 1 unlock A | await 0 await pending A signal relaxed 1 await "
             "queued A 0",
             "A nmi A | A ; nmis 2 ; paravirt",
             "lock A | A ; test-and-set",
         }) {
        CHECK(text(parse_program(line)) == line);
    }
}

TEST_CASE("spaces and ends of lines mean nothing", "[program]") {
    CHECK(text(parse_program(" A( B\n)\tnmi  A|B;nmis 2;begin A\n")) == "A(B) nmi A | B ; nmis 2 ; begin A");
    CHECK(text(parse_program("A nmi A ; nmis 1")) == "A nmi A");
    CHECK(text(parse_program("A|A;raw end @ A B;begin@B A")) == "A | A ; begin@B A ; raw end@A B");
    CHECK(text(parse_program("A softirq A nmi A hardirq A")) == "A nmi A hardirq A softirq A");
}

TEST_CASE("what is no program is named, with its place", "[program]") {
    CHECK(
        error_of("") ==
        "not a program, at the end: a CPU without operations: the least is a lock, like A, or 'idle' with an "
        "'nmi' handler");
    CHECK(error_of("A |") != "");
    CHECK(error_of("idle") != "");
    CHECK(error_of("a") ==
          "not a program, at 'a' (character 1): a lock is a capital letter, the nearest is 'A'");
    CHECK(error_of("A AB") ==
          "not a program, at 'AB' (character 3): a lock is one letter, the nearest is 'A B'");
    CHECK(
        error_of("A(hodl 2ms)") ==
        "not a program, at 'hodl' (character 3): an operation is a lock from A to Z, A(...), hold 2ms or the "
        "like, the nearest is 'hold'");
    CHECK(
        error_of("A irq A") ==
        "not a program, at 'irq' (character 3): an operation is a lock from A to Z, A(...), hold 2ms or the "
        "like, the nearest is 'irqsave'");
    CHECK(error_of("trylock A") ==
          "not a program, at 'trylock' (character 1): the lock has no trylock, the nearest is 'A': each lock "
          "is "
          "an attempt that may fail");
    CHECK(error_of("A(B") == "not a program, at the end: what comes here is an operation or ')'");
    CHECK(error_of("A()") == "not a program, at ')' (character 3): no operation between '(' and ')'");
    CHECK(error_of("A)") == "not a program, at ')' (character 2): what comes here is '|', ';' or the end");
    CHECK(error_of("A nmi") == "not a program, at the end: no operation after 'nmi'");
    CHECK(error_of("A hold 2") == "not a program, at '2' (character 8): 'hold' takes 1ms to 10000ms");
    CHECK(error_of("A hold 0ms") == "not a program, at '0ms' (character 8): 'hold' takes 1ms to 10000ms");
    CHECK(error_of("A hold 99999999999ms") != "");
    CHECK(error_of("A hold -1ms") != "");
    CHECK(error_of("A nmi A ; nmis 9") == "not a program, at '9' (character 16): 'nmis' takes 1 to 8");
    CHECK(error_of("A ; nmis 2") == "not a program, at the end: 'nmis', but no CPU has an 'nmi' handler");
    CHECK(error_of("A nmi A ; nmis 2 ; nmis 2") != "");
    CHECK(error_of("A hardirq A ; hardirqs 9") ==
          "not a program, at '9' (character 24): 'hardirqs' takes 1 to 8");
    CHECK(error_of("A nmi A ; softirqs 2") ==
          "not a program, at the end: 'softirqs', but no CPU has a 'softirq' handler");
    CHECK(error_of("A nmi A nmi A") == "not a program, at 'nmi' (character 9): 'nmi' a second time");
    CHECK(error_of("A ; begin") == "not a program, at the end: no operation after 'begin'");
    CHECK(error_of("A ; begn B") ==
          "not a program, at 'begn' (character 5): after ';' comes 'nmis N', 'hardirqs N', 'softirqs N', "
          "'begin' "
          "or 'end' with operations, 'paravirt' or 'test-and-set', the nearest is 'begin'");
    CHECK(error_of("A ; raw A") ==
          "not a program, at 'A' (character 9): after 'raw' comes a program at a trace point, 'begin' or "
          "'end'");
    CHECK(error_of("A ; end@ 1 A") ==
          "not a program, at '1' (character 10): after '@' comes a lock from A to Z");
    CHECK(error_of("A@B") == "not a program, at '@' (character 2): what comes here is '|', ';' or the end");
    std::string traced = "A";
    for (int i = 0; i < 9; ++i) traced += " ; begin A";
    CHECK(error_of(traced) == "not a program, at the end: more than 8 programs at trace points");
    CHECK(error_of("irqsave") == "not a program, at the end: after 'irqsave' comes a lock from A to Z");
    CHECK(error_of("lock A nmi unlock A") ==
          "not a program, at 'unlock' (character 12): no 'lock A' before it in the same task or handler");
    CHECK(error_of("A(unlock A)") ==
          "not a program, at 'unlock' (character 3): no 'lock A' before it in the same task or handler");
    CHECK(error_of("lock A unlock A unlock A") != "");
    CHECK(error_of("A signal 8") == "not a program, at '8' (character 10): 'signal' takes 0 to 7");
    CHECK(
        error_of("await A") ==
        "not a program, at 'A' (character 7): 'await' takes a flag from 0 to 7, 'pending A' or 'queued A 1'");
    CHECK(error_of("A | await queued A 2") == "not a program, at '2' (character 20): the last CPU is 1");
    CHECK(error_of("A ; end A ; paravirt") ==
          "not a program, at 'paravirt' (character 13): the paravirt lock has no trace points: leave 'begin' "
          "and "
          "'end' out");
    CHECK(error_of("A | await pending A ; test-and-set") ==
          "not a program, at 'pending' (character 11): the test-and-set lock has no pending bit and no queue "
          "to "
          "wait for");
    CHECK(error_of("A ; paravirt ; test-and-set") ==
          "not a program, at 'test-and-set' (character 16): the lock has one form, and 'paravirt' is another "
          "one");
    CHECK(error_of("A|A|A|A|A|A|A|A|A") == "not a program, at the end: more than 8 CPUs");
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "A(";
    CHECK(error_of(deep) == "not a program, at 'A' (character 201): more than 100 operations");
    CHECK(
        error_of(std::string("A \x01\xff")) ==
        "not a program, at '\?\?' (character 3): an operation is a lock from A to Z, A(...), hold 2ms or the "
        "like");
}

/// If the text is a program, the text of that program must give the same program again.
void check_round_trip(const std::string& line) {
    try {
        const SmallProgram program = parse_program(line);
        CHECK(parse_program(text(program)) == program);
    } catch (const ProgramError&) {
    }
}

TEST_CASE("a damaged program is refused or is another program", "[program]") {
    for (const std::string whole :
         {"A(B hold 2ms) nmi A | B(A) ; nmis 2 ; begin A ; end B",
          "irqsave A(lock B) unlock B hardirq A | await queued A 1 signal 0 ; raw end@A B ; begin A",
          "lock irqsave A await relaxed 0 unlock A softirq B | A ; softirqs 2 ; paravirt"}) {
        for (std::size_t place = 0; place < whole.size(); ++place) {
            for (const char c : std::string("A(|); @z0")) {
                std::string damaged = whole;
                damaged[place] = c;
                check_round_trip(damaged);
            }
            check_round_trip(whole.substr(0, place));
        }
    }
}

TEST_CASE("a program is a scenario with its CPUs, locks and NMIs", "[program]") {
    const ProgramScenario made(parse_program("A | A nmi C ; nmis 3 ; end A"));
    const Scenario& scenario = made.scenario();
    CHECK(scenario.cpus.natural == 2);
    CHECK(scenario.locks == 3);
    CHECK(scenario.handlers.nmi.arrivals_on(0) == 0);
    CHECK(scenario.handlers.nmi.arrivals_on(1) == 3);
    CHECK(scenario.contention_begin.empty());
    REQUIRE(scenario.contention_end.size() == 1);
    CHECK(scenario.contention_end[0].guard == TraceGuard::cpu);
    CHECK(scenario.claim == "A | A nmi C ; nmis 3 ; end A");
    CHECK_FALSE(scenario.in_step);
    CHECK(scenario.form == Form::queued);
}

TEST_CASE("a program is a scenario with its handlers, trace programs and form", "[program]") {
    const ProgramScenario made(
        parse_program("A hardirq A | idle softirq B ; softirqs 2 ; raw end@C A ; begin B"));
    const Scenario& scenario = made.scenario();
    CHECK_FALSE(scenario.handlers.nmi.exists());
    CHECK(scenario.handlers.hardirq.arrivals_on(0) == 1);
    CHECK(scenario.handlers.hardirq.arrivals_on(1) == 0);
    CHECK(scenario.handlers.softirq.arrivals_on(1) == 2);
    CHECK(scenario.locks == 3);
    REQUIRE(scenario.trace_program_count() == 2);
    CHECK(scenario.trace_program(0).guard == TraceGuard::cpu);
    CHECK(scenario.trace_program(1).guard == TraceGuard::program);
    REQUIRE(scenario.trace_program(1).lock);
    CHECK(scenario.trace_program(1).lock->index == 2);
    CHECK(ProgramScenario(parse_program("lock A | A")).scenario().in_step);
    CHECK(ProgramScenario(parse_program("A(signal 0) | await 0")).scenario().in_step);
    CHECK(ProgramScenario(parse_program("A ; paravirt")).scenario().form == Form::paravirt);
}

}  // namespace
}  // namespace scenarios
