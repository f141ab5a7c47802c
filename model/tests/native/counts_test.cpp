// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <bitset>

#include "model/tests/litmus/litmus.hpp"
#include "model/tests/native/native_program.hpp"
#include "model/tests/native/native_run.hpp"
#include "model/tests/programs/closed_forms.hpp"
#include "model/tests/programs/instructions.hpp"

// Numbers of executions with closed forms: they show a graph that is lost or that is explored twice.

namespace model::tests {
namespace {

std::uint64_t count(const Setup& setup) {
    return explore(setup).search.executions;
}

std::uint64_t count(const Program& program) {
    return run_on_native(program).search.executions;
}

Setup setup_of(unsigned cpus, CpuProgram task, MemoryModel memory_model = MemoryModel::rc11) {
    Setup setup{cpus, task};
    setup.configuration.memory_model = memory_model;
    return setup;
}

/// A program in which each CPU has the same instruction `times` times.
Program same_on_all(unsigned cpus, unsigned times, const Instruction& instruction) {
    return program_of({cpus, std::vector<Instruction>(times, instruction)});
}

TEST_CASE("n updates of a variable come in n! orders", "[counts]") {
    for (unsigned n = 1; n <= 6; ++n) {
        for (const Order order : {relaxed, acq_rel}) {
            CHECK(count(same_on_all(n, 1, exchange(x, 1, order))) == factorial(n));
        }
        CHECK(count(setup_of(n, [](unsigned cpu) { set_bits(variable(0), 1U << cpu, relaxed); })) ==
              factorial(n));
    }
}

TEST_CASE("several updates of each CPU keep their order: a multinomial", "[counts]") {
    CHECK(count(same_on_all(2, 4, exchange(x, 1, relaxed))) == 70);    // 8! / 4!^2
    CHECK(count(same_on_all(3, 3, exchange(x, 1, relaxed))) == 1680);  // 9! / 3!^3
    CHECK(count(same_on_all(4, 2, exchange(x, 1, relaxed))) == 2520);  // 8! / 2!^4
    CHECK(count(same_on_all(3, 2, exchange(x, 1, seq_cst))) == 90);    // 6! / 2!^3
}

TEST_CASE("n stores come in n! orders, and a load reads any of them or none", "[counts]") {
    for (unsigned n = 1; n <= 5; ++n) {
        Program program = same_on_all(n, 1, store(x, 1, relaxed));
        CHECK(count(program) == factorial(n));
        program.tasks.push_back({load(x, relaxed)});
        CHECK(count(program) == factorial(n) * (n + 1));
    }
}

TEST_CASE("one writer and n readers have 2^n executions", "[counts]") {
    for (unsigned n = 0; n < max_cpus; ++n) {
        CHECK(count(setup_of(n + 1, [](unsigned cpu) {
                  if (cpu == 0) {
                      store(variable(0), 1, release);
                  } else {
                      load(variable(0), acquire);
                  }
              })) == power_of_two(n));
    }
}

/// The machine has no fetch_add. Each CPU takes only one ticket, so its ticket is the number of CPUs that
/// have set their bit before.
void ticket_lock(unsigned cpu) {
    Variable& takers = variable(0);
    Variable& serving = variable(1);
    const std::bitset<max_cpus> before = set_bits(takers, 1U << cpu, relaxed);
    const auto ticket = static_cast<unsigned>(before.count());
    await_value(serving, ticket, acquire);
    write_data();
    store(serving, ticket + 1, release);
}

TEST_CASE("a ticket lock taken once by each of n CPUs has n! executions", "[counts]") {
    for (unsigned n = 1; n <= 6; ++n) {
        const Outcomes outcomes = explore({n, ticket_lock});
        CHECK(outcomes.search.executions == factorial(n));
        CHECK(outcomes.races == 0);
        CHECK(outcomes.stuck == 0);
    }
}

TEST_CASE("SB has 4 executions, IRIW with release and acquire 16", "[counts]") {
    CHECK(count(store_buffering(relaxed, relaxed)) == 4);
    CHECK(count(store_buffering(seq_cst, seq_cst)) == 3);
    CHECK(count(independent_reads(release, acquire, acquire)) == 16);
    CHECK(count(independent_reads(seq_cst, seq_cst, seq_cst)) == 15);
}

/// The variables that a CPU shares with the CPU before it and with the CPU after it.
Variable& left(unsigned cpu) {
    return variable(cpu);
}
Variable& right(unsigned cpu) {
    return variable((cpu + 1) % Platform::cpu_count());
}

void store_buffering_ring(unsigned cpu) {
    store(left(cpu), 1, relaxed);
    load(right(cpu), relaxed);
}

void load_buffering_ring(unsigned cpu) {
    load(left(cpu), relaxed);
    store(right(cpu), 1, relaxed);
}

void store_ring(unsigned cpu) {
    store(left(cpu), 1, relaxed);
    store(right(cpu), 2, relaxed);
}

TEST_CASE("rings of n CPUs: one of 2^n executions is the cycle", "[counts]") {
    for (unsigned n = 2; n <= 6; ++n) {
        const std::uint64_t all = power_of_two(n);
        const std::uint64_t without_cycle = all - 1;
        CHECK(count(setup_of(n, store_buffering_ring, MemoryModel::rc11)) == all);
        CHECK(count(setup_of(n, store_buffering_ring, MemoryModel::tso)) == all);
        CHECK(count(setup_of(n, store_buffering_ring, MemoryModel::sc)) == without_cycle);

        CHECK(count(setup_of(n, store_ring, MemoryModel::rc11)) == all);
        CHECK(count(setup_of(n, store_ring, MemoryModel::tso)) == without_cycle);
        CHECK(count(setup_of(n, store_ring, MemoryModel::sc)) == without_cycle);

        CHECK(count(setup_of(n, load_buffering_ring, MemoryModel::rc11)) == without_cycle);
        CHECK(count(setup_of(n, load_buffering_ring, MemoryModel::tso)) == without_cycle);
        CHECK(count(setup_of(n, load_buffering_ring, MemoryModel::sc)) == without_cycle);
    }
}

/// From Abdulla, Aronis, Jonsson, Sagonas, "Optimal Dynamic Partial Order Reduction", POPL 2014: CPU 0 looks
/// for the last zero of an array, while each other CPU makes its element one more than the one before.
template <Order loads, Order stores>
void last_zero(unsigned cpu) {
    if (cpu == 0) {
        unsigned i = Platform::cpu_count() - 1;
        while (load(variable(i), loads) != 0) --i;
    } else {
        store(variable(cpu), load(variable(cpu - 1), loads) + 1, stores);
    }
}

/// Each of the n-1 CPUs that read a variable which changes can read two values. CPU 0 ends at one of n+1
/// places. If CPU 0 has seen the element i+1 and then a zero at i, 0 < i < n, then CPU i+1 has also read that
/// zero: only half of the executions remain in n-1 of the places. This gives the paper's 64 for n = 5. The
/// paper has 3328 and 147456 for 10 and 15, which are more CPUs than there are here.
std::uint64_t last_zero_executions(unsigned n) {
    return power_of_two(n - 1) * 2 + power_of_two(n - 1) / 2 * (n - 1);
}

TEST_CASE("lastzero n has 2^(n-2) * (n+3) executions; 2^(n-1) * (n+1) where nothing is ordered", "[counts]") {
    CHECK(last_zero_executions(5) == 64);
    CHECK(last_zero_executions(10) == 3328);
    CHECK(last_zero_executions(15) == 147456);
    for (unsigned n = 2; n < max_cpus; ++n) {
        const std::uint64_t known = last_zero_executions(n);
        CHECK(count(setup_of(n + 1, last_zero<relaxed, relaxed>, MemoryModel::sc)) == known);
        CHECK(count(setup_of(n + 1, last_zero<relaxed, relaxed>, MemoryModel::tso)) == known);
        CHECK(count(setup_of(n + 1, last_zero<acquire, release>)) == known);
        CHECK(count(setup_of(n + 1, last_zero<relaxed, relaxed>)) == power_of_two(n - 1) * (n + 1));
    }
}

// ---- placement of NMIs ----

/// A CPU with its own program, and NMIs that do nothing.
Program interrupted(std::vector<Instruction> instructions, unsigned budget) {
    Program program = program_of({std::move(instructions)});
    program.nmi.budget = {budget};
    return program;
}

TEST_CASE("k NMIs with an empty handler have C(n+1+k, k) placements around n accesses", "[counts]") {
    for (unsigned n = 0; n <= 7; ++n) {
        for (unsigned budget = 0; budget <= 4; ++budget) {
            const std::vector<Instruction> stores(n, store(x, 1, relaxed));
            CHECK(count(interrupted(stores, budget)) == binomial(n + 1 + budget, budget));
        }
    }
}

TEST_CASE("fences, plain accesses and updates count as accesses", "[counts]") {
    const Instruction plain = instruction(Instruction::Kind::plain_write, 0, relaxed);
    for (unsigned budget = 0; budget <= 3; ++budget) {
        for (const Order order : {acquire, release, seq_cst}) {
            CHECK(count(interrupted({store(x, 1, relaxed), fence(order), plain, load(y, relaxed)}, budget)) ==
                  binomial(5 + budget, budget));
        }
        CHECK(count(interrupted({plain}, budget)) == binomial(2 + budget, budget));
        CHECK(count(interrupted({exchange(x, 1, relaxed), compare_exchange(x, 1, 2, relaxed),
                                 compare_exchange(x, 1, 2, relaxed), await(x, 2, relaxed)},
                                budget)) == binomial(5 + budget, budget));
    }
}

native::Platform::CpuLocal<unsigned>& local_counter() {
    static native::Platform::CpuLocal<unsigned> counter;
    return counter;
}

TEST_CASE("CPU-local accesses and trace points count as accesses", "[counts]") {
    Setup setup{1,
                [](unsigned) {
                    local_counter().store(local_counter().load(TestSite::access) + 1, TestSite::access);
                    Machine::instance().point(static_cast<SiteId>(TestSite::access));
                    variable(0).add_local(1, TestSite::access);
                    variable(0).load_local(TestSite::access);
                },
                [](unsigned) {}};
    for (unsigned budget = 0; budget <= 3; ++budget) {
        setup.configuration.nmi_budget[0] = budget;
        CHECK(count(setup) == binomial(6 + budget, budget));
    }
}

TEST_CASE("the placements on independent CPUs multiply", "[counts]") {
    for (unsigned first = 0; first <= 2; ++first) {
        for (unsigned second = 0; second <= 2; ++second) {
            Program program =
                program_of({{store(x, 1, relaxed), store(x, 2, relaxed)}, {store(y, 1, relaxed)}});
            program.nmi.budget = {first, second};
            CHECK(count(program) == binomial(3 + first, first) * binomial(2 + second, second));
        }
    }
}

}  // namespace
}  // namespace model::tests
