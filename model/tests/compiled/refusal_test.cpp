// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <fstream>

#include "model/tests/compiled/compiled_program.hpp"

// Code that the runtime cannot follow ends the search with an error that names function and line.

namespace model::tests {
namespace {

/// The line of the first comment "refused" in the function.
unsigned line_of_refusal(const std::string& function) {
    std::ifstream file(RQCHECK_SOURCES "/refused.c");
    bool is_inside = false;
    unsigned number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.starts_with("void " + function + "(")) is_inside = true;
        if (is_inside && line.find("/* refused */") != std::string::npos) return number;
    }
    return 0;
}

struct Refusal {
    const char* function;
    const char* text;
    const char* inside = nullptr;  ///< the function that contains the line, if it is another one
};

const Refusal refusals[] = {
    {"write_undeclared", "a write to a variable of the module that is not declared as shared"},
    {"fill_undeclared", "a write to a variable of the module that is not declared as shared"},
    {"write_behind", "an access to shared memory that is not declared"},
    {"read_two", "an access of 8 bytes that leaves a variable of 4"},
    {"read_section", "a read of the section of per-CPU variables, and of no CPU's copy"},
    {"update_private", "an atomic update of memory that is not shared"},
    {"exchange_private", "a compare-exchange of memory that is not shared"},
    {"add_private", "an addition to memory that is not shared"},
    {"await_private", "a wait for memory that is not shared"},
    {"update_local", "an atomic update of a variable of one CPU"},
    {"exchange_local", "a compare-exchange of a variable of one CPU"},
    {"sixteen_bytes", "an atomic access of 16 bytes"},
    {"add_part", "an addition to a part of a variable"},
    {"add_shared", "an addition to what other CPUs write"},
    {"condition_reads", "a condition of a wait that does more than compute",
     "__condition_reads_block_invoke"},
    {"condition_loads", "a condition of a wait that does more than compute",
     "__condition_loads_block_invoke"},
    {"condition_writes", "a condition of a wait that does more than compute",
     "__condition_writes_block_invoke"},
    {"condition_captures", "a condition of a wait that reads more than the value"},
    {"pause_without_read", "a pause of a loop that reads nothing"},
    {"copy_onto_itself", "a copy to what lies behind it"},
};

TEST_CASE("what the engine cannot follow is refused with function and line", "[compiled]") {
    load_compiled(RQCHECK_PROGRAMS "/refused-O1.so");
    for (const Refusal& refusal : refusals) {
        const std::string function = refusal.inside == nullptr ? refusal.function : refusal.inside;
        CHECK(refusal_of(refusal.function) == std::string(refusal.text) + ": " + function + " refused.c:" +
                                                  std::to_string(line_of_refusal(refusal.function)));
    }
}

TEST_CASE("a refusal leaves the runtime as it was", "[compiled]") {
    load_compiled(RQCHECK_PROGRAMS "/refused-O1.so");
    const std::string first = refusal_of("write_behind");
    CHECK(refusal_of("condition_loads") == refusal_of("condition_loads"));
    CHECK(refusal_of("write_behind") == first);
    load_compiled(RQCHECK_PROGRAMS "/litmus-O1.so");
    CHECK(explore_compiled({.cpus = 2}, "sb_seq_cst").search.executions == 3);
}

TEST_CASE("compiled code runs inside a call only", "[compiled]") {
    load_compiled(RQCHECK_PROGRAMS "/litmus-O1.so");
    static CpuProgram task = nullptr;
    task = compiled::Runtime::instance().module().symbol_as<void(unsigned)>("corr");
    CHECK_THROWS_WITH(explore({1, [](unsigned cpu) { task(cpu); }}),
                      "compiled code runs outside a call of it");
}

TEST_CASE("an object that is missing, or has no table, is not loaded", "[compiled]") {
    compiled::Runtime& runtime = compiled::Runtime::instance();
    CHECK_THROWS_AS(runtime.load("/nowhere/program.so"), std::runtime_error);
    CHECK_FALSE(runtime.is_loaded());
    const std::string copy = RQCHECK_PROGRAMS "/without-table.so";
    std::ofstream(copy, std::ios::binary)
        << std::ifstream(RQCHECK_PROGRAMS "/litmus-O1.so", std::ios::binary).rdbuf();
    CHECK_THROWS_WITH(runtime.load(copy), "cannot read " + copy + ".calls");
}

}  // namespace
}  // namespace model::tests
