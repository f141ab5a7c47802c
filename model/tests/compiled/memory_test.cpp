// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <cstring>

#include "model/tests/compiled/compiled_program.hpp"
#include "model/tests/programs/instructions.hpp"

// Plain accesses of compiled code: when they happen, in how many parts, and how memory takes part in them.

namespace model::tests {
namespace {

using Results = std::set<std::string>;

const char* const objects[] = {RQCHECK_PROGRAMS "/memory-O0.so", RQCHECK_PROGRAMS "/memory-O1.so",
                               RQCHECK_PROGRAMS "/memory-O2.so", RQCHECK_PROGRAMS "/memory-O3.so"};

using Operations = std::vector<Operation>;

/// The result of one CPU in the only execution.
Operations operations_of(const char* task, CpuProgram traced = nullptr) {
    Operations operations;
    Setup setup{.cpus = 1};
    setup.traced = traced;
    const Outcomes outcomes = explore_compiled(setup, task, nullptr, [&](const Execution& execution) {
        for (const Event& event : execution.cpu[0].events) operations.push_back(event.operation);
    });
    CHECK(outcomes.search.executions == 1);
    return operations;
}

TEST_CASE("a plain write happens before what its CPU does next", "[compiled]") {
    for (const char* object : objects) {
        INFO(object);
        load_compiled(object);
        CHECK(operations_of("then_note") == Operations{Operation::write, Operation::note});
        CHECK(operations_of("then_fence") == Operations{Operation::write, Operation::fence});
        CHECK(operations_of("then_load") == Operations{Operation::write, Operation::read});
        CHECK(operations_of("then_end") == Operations{Operation::write});
        CHECK(operations_of("then_trace_point", [](unsigned) { report(load(variable(0), relaxed)); }) ==
              Operations{Operation::write, Operation::enter, Operation::read, Operation::note,
                         Operation::leave});
    }
}

TEST_CASE("a plain write happens before interrupts are masked, or unmasked", "[compiled]") {
    Setup setup{.cpus = 1};
    setup.configuration.hardirq_budget[0] = 1;
    for (const char* object : objects) {
        INFO(object);
        load_compiled(object);
        // No interrupt; one before the write; one at the end. None arrives while interrupts are masked.
        const Outcomes masked = explore_compiled(setup, "then_masked", "look");
        CHECK(masked.search.executions == 3);
        CHECK(masked.results == Results{"", "[h 0 ]", "[h 1 ]"});
        const Outcomes unmasked = explore_compiled(setup, "until_unmasked", "look");
        CHECK(unmasked.search.executions == 2);
        CHECK(unmasked.results == Results{"", "[h 1 ]"});
    }
}

TEST_CASE("what memory holds is no state: neither of an execution nor of a search", "[compiled]") {
    load_compiled(RQCHECK_PROGRAMS "/litmus-O1.so");
    const auto count = [] { return explore_compiled({.cpus = 3}, "spinlock").search.executions; };
    const std::uint64_t executions = count();
    CHECK(count() == executions);
    std::memset(shared_memory().begin, 0xff, shared_memory().size);
    CHECK(count() == executions);
    CHECK(explore_compiled({.cpus = 2}, "sb_seq_cst").results == Results{"0 | 1", "1 | 0", "1 | 1"});
}

std::string only_result_of(const char* task) {
    const Outcomes outcomes = explore_compiled({.cpus = 1}, task);
    return outcomes.results.size() == 1 ? *outcomes.results.begin() : "not one result";
}

TEST_CASE("copies and wide accesses are accesses to each variable that they meet", "[compiled]") {
    for (const char* object : objects) {
        INFO(object);
        load_compiled(object);
        // Three independent words: a later one may be seen and an earlier one not.
        CHECK(explore_compiled({.cpus = 2}, "copy_words").results == Results{"| 0 0 0", "| 0 0 3", "| 0 2 0",
                                                                             "| 0 2 3", "| 1 0 0", "| 1 0 3",
                                                                             "| 1 2 0", "| 1 2 3"});
        CHECK(only_result_of("copy_all") == "5 0 6 7");
        CHECK(only_result_of("copy_across") == "1 2");
        CHECK(only_result_of("copy_back") == "2 3 3");
        CHECK(only_result_of("fill") == "4369 1118481");
        CHECK(only_result_of("unaligned") == "571539456 1716864051 34935 2289526357");
        CHECK(only_result_of("sixteen_bytes") == "2 2 3 4");
        CHECK(only_result_of("own_memory") == "30 4");
    }
}

}  // namespace
}  // namespace model::tests
