// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <optional>
#include <set>
#include <string>

#include "model/tests/native/native_run.hpp"
#include "model/tests/programs/random_program.hpp"
#include "model/tests/reference/brute_force.hpp"

// The enumerator to which the engine is compared, and the programs of that comparison.

namespace model::tests {
namespace {

TEST_CASE("steps that no other CPU can see may be made at once", "[reference][long]") {
    constexpr std::size_t limit = 20'000;
    Shape shape;
    shape.max_cpus = 3;
    shape.max_instructions = 7;
    unsigned compared = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        shape.slow = seed % 4 == 0 ? 1 : 0;
        const Program program = random_program(seed, shape);
        INFO("program " << seed << "\n" << to_text(program));
        const auto in_every_order = enumerate(program, limit, LocalSteps::anytime);
        if (!in_every_order) continue;
        REQUIRE(enumerate(program, limit) == in_every_order);
        ++compared;
    }
    CHECK(compared > 200);
}

/// The graphs of a program with both trace points and these guards; nullopt: there are too many.
std::optional<std::set<std::string>> with_guards(Program program, TraceGuard first, TraceGuard second,
                                                 std::size_t limit) {
    program.guards = {first, second};
    return enumerate(program, limit);
}

TEST_CASE("the engine guards trace programs as trying everything does", "[reference]") {
    using enum TraceGuard;
    constexpr std::size_t limit = 5'000;
    unsigned compared = 0;
    unsigned guards_differ = 0;
    for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
        Program program = random_program(seed, {.max_cpus = 3, .max_instructions = 7});
        if (program.traced[0].empty()) continue;
        // The second program is the first one backwards. Each program reaches the point of the other.
        program.traced[1] = {program.traced[0].rbegin(), program.traced[0].rend()};
        for (unsigned point = 0; point < 2; ++point) {
            Instruction reach;
            reach.kind = Instruction::Kind::trace_point;
            reach.value = 1 - point;
            program.traced[point].push_back(reach);
        }
        const auto per_cpu_all = with_guards(program, per_cpu, per_cpu, limit);
        const auto raw = with_guards(program, per_program, per_program, limit);
        if (!per_cpu_all || !raw) continue;
        if (*per_cpu_all != *raw) ++guards_differ;
        for (const TraceGuard first : {per_cpu, per_program}) {
            for (const TraceGuard second : {per_cpu, per_program}) {
                program.guards = {first, second};
                INFO("program " << seed << "\n" << to_text(program));
                const auto all = enumerate(program, limit);
                if (!all) continue;
                std::set<std::string> found;
                for (const auto& [graph, times] : run_on_native(program, {}).graphs) {
                    CHECK(times == 1);
                    found.insert(graph);
                }
                CHECK(found == *all);
                ++compared;
            }
        }
    }
    CHECK(compared > 100);
    CHECK(guards_differ > 20);
}

/// The kinds of instruction in the code, as bits.
std::uint64_t kinds_in(const Code& code) {
    std::uint64_t kinds = 0;
    for (const Instruction& instruction : code) {
        kinds |= std::uint64_t{1} << static_cast<unsigned>(instruction.kind);
    }
    return kinds;
}

TEST_CASE("random programs have all that the machine has, in tasks and in handlers", "[reference]") {
    const auto all = (std::uint64_t{2} << static_cast<unsigned>(Instruction::Kind::hold)) - 1;
    std::uint64_t in_tasks = 0;
    std::uint64_t in_handlers = 0;
    bool budget_of_two = false;
    bool nmis_on_two_cpus = false;
    bool window = false;
    bool two_kinds = false;
    for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
        const Program program = random_program(seed, {});
        for (const Code& task : program.tasks) in_tasks |= kinds_in(task);
        unsigned kinds = 0;
        for (const ContextKind kind : interrupt_kinds) {
            const Interrupt& interrupt = program.interrupt(kind);
            if (interrupt.code.empty()) continue;
            ++kinds;
            if (interrupt.code.size() > 1) in_handlers |= kinds_in(interrupt.code);
            budget_of_two |= interrupt.budget[0] == 2;
            nmis_on_two_cpus |=
                kind == ContextKind::nmi && interrupt.budget[0] != 0 && interrupt.budget[1] != 0;
            window |= !interrupt.window.all();
        }
        two_kinds |= kinds == 2;
    }
    CHECK(in_tasks == all);
    CHECK(in_handlers == all);
    CHECK(budget_of_two);
    CHECK(nmis_on_two_cpus);
    CHECK(window);
    CHECK(two_kinds);
}

}  // namespace
}  // namespace model::tests
