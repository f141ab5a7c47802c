// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <random>

#include "relacy_program.hpp"

// The search leaves out schedules that only swap independent accesses. That must lose no execution: on random
// programs the set of execution graphs is the same as with all schedules.

namespace model::relacy {
namespace {

enum class Kind : std::uint8_t { load, store, exchange, await, plain, choice };

struct Instruction {
    Kind kind;
    unsigned variable;
    Order order;
    unsigned value;
};

struct RandomProgram {
    unsigned cpus;
    std::vector<Instruction> task[3];
    std::vector<Instruction> nmi;
};

RandomProgram program;

Atomic<std::uint32_t>& variable(unsigned number) {
    return number == 0 ? shared().x : number == 1 ? shared().y : shared().z;
}

Atomic<std::uint32_t>& word() {
    static Atomic<std::uint32_t> word;
    return word;
}

void run(const std::vector<Instruction>& instructions) {
    for (const Instruction& instruction : instructions) {
        Atomic<std::uint32_t>& target = variable(instruction.variable);
        switch (instruction.kind) {
            case Kind::load:
                load(target, instruction.order == release ? acquire : instruction.order);
                break;
            case Kind::store:
                store(target, instruction.value, instruction.order == acquire ? release : instruction.order);
                break;
            case Kind::exchange:
                word().update(0xffffU, instruction.value << 16U, instruction.order, TestSite::access);
                break;
            case Kind::await: {
                // The wait is timed, so that nothing is stuck.
                const unsigned wanted = instruction.value;
                Platform::await(
                    target, [wanted](std::uint32_t value) { return value >= wanted; }, acquire,
                    Platform::now() + 1, Platform::now() + 5, TestSite::access);
                break;
            }
            case Kind::plain:
                touch_data();
                break;
            case Kind::choice:
                Machine::instance().choose(2);
                break;
        }
    }
}

std::vector<Instruction> random_instructions(std::mt19937& random, unsigned length) {
    constexpr Order orders[] = {relaxed, acquire, release, seq_cst};
    std::vector<Instruction> instructions;
    for (unsigned i = 0; i < length; ++i) {
        instructions.push_back({static_cast<Kind>(random() % 6), static_cast<unsigned>(random() % 3),
                                orders[random() % 4], 1 + static_cast<unsigned>(random() % 2)});
    }
    return instructions;
}

TEST_CASE("pruning independent accesses loses no execution", "[pruning]") {
    std::mt19937 random(20261122);
    std::uint64_t pruned_total = 0;
    std::uint64_t all_total = 0;
    for (unsigned number = 0; number < 400; ++number) {
        program.cpus = 2 + random() % 2;
        for (auto& task : program.task) task = random_instructions(random, program.cpus == 2 ? 4 : 2);
        program.nmi = random_instructions(random, 1);

        Setup setup{program.cpus, [](unsigned cpu) { run(program.task[cpu]); },
                    [](unsigned) { run(program.nmi); }};
        setup.configuration.nmi_budget[0] = random() % 2;
        const Outcomes pruned = explore(setup);
        setup.strategy = FullSearch{.prune_independent = false};
        const Outcomes all = explore(setup);

        INFO("program " << number);
        REQUIRE(pruned.hashes == all.hashes);
        REQUIRE((pruned.races > 0) == (all.races > 0));
        REQUIRE(pruned.search.executions <= all.search.executions);
        pruned_total += pruned.search.executions;
        all_total += all.search.executions;
    }
    CHECK(pruned_total < all_total);
}

}  // namespace
}  // namespace model::relacy
