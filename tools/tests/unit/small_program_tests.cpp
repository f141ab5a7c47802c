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
    CHECK(program.contention_begin.size() == 1);
    CHECK(program.contention_end[0].body.size() == 1);
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
         }) {
        CHECK(text(parse_program(line)) == line);
    }
}

TEST_CASE("spaces and ends of lines mean nothing", "[program]") {
    CHECK(text(parse_program(" A( B\n)\tnmi  A|B;nmis 2;begin A\n")) == "A(B) nmi A | B ; nmis 2 ; begin A");
    CHECK(text(parse_program("A nmi A ; nmis 1")) == "A nmi A");
}

TEST_CASE("what is no program is named, with its place", "[program]") {
    CHECK(
        error_of("") ==
        "not a program, at the end: a CPU without operations: the least is a lock, like A, or 'idle' with an "
        "'nmi' handler");
    CHECK(error_of("A |") != "");
    CHECK(error_of("idle") != "");
    CHECK(error_of("a") ==
          "not a program, at 'a' (character 1): an operation is a lock from A to Z, A(...) or hold 2ms");
    CHECK(error_of("A AB") ==
          "not a program, at 'AB' (character 3): an operation is a lock from A to Z, A(...) or hold 2ms");
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
    CHECK(error_of("A ; begin A ; begin B") != "");
    CHECK(error_of("A ; begin") != "");
    CHECK(error_of("A ; before B") ==
          "not a program, at 'before' (character 5): after ';' comes 'nmis N', 'begin' or 'end' with "
          "operations");
    CHECK(error_of("A|A|A|A|A|A|A|A|A") == "not a program, at the end: more than 8 CPUs");
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "A(";
    CHECK(error_of(deep) == "not a program, at 'A' (character 201): more than 100 operations");
    CHECK(error_of(std::string("A \x01\xff")) ==
          "not a program, at '\?\?' (character 3): an operation is a lock from A to Z, A(...) or hold 2ms");
}

TEST_CASE("a damaged program is refused or is another program", "[program]") {
    const std::string whole = "A(B hold 2ms) nmi A | B(A) ; nmis 2 ; begin A ; end B";
    for (std::size_t place = 0; place < whole.size(); ++place) {
        for (const char c : std::string("A(|); z0")) {
            std::string damaged = whole;
            damaged[place] = c;
            try {
                const SmallProgram program = parse_program(damaged);
                CHECK(parse_program(text(program)) == program);
            } catch (const ProgramError&) {
            }
        }
        try {
            const SmallProgram program = parse_program(whole.substr(0, place));
            CHECK(parse_program(text(program)) == program);
        } catch (const ProgramError&) {
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
    CHECK(scenario.contention_begin == nullptr);
    CHECK(scenario.contention_end != nullptr);
    CHECK(scenario.claim == "A | A nmi C ; nmis 3 ; end A");
}

}  // namespace
}  // namespace scenarios
