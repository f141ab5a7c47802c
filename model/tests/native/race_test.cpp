// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/tests/native/native_run.hpp"
#include "model/tests/programs/instructions.hpp"

// Races on plain data by the chosen memory model. The tests count the graphs of a program with a race.

namespace model::tests {
namespace {

Instruction write_data() {
    return instruction(Instruction::Kind::plain_write, 0, relaxed);
}

Instruction read_data() {
    return instruction(Instruction::Kind::plain_read, 0, relaxed);
}

/// The instruction is done only if the value read last is not 0.
Instruction if_set(Instruction made) {
    made.condition = Instruction::If::last_is_not_zero;
    return made;
}
Instruction if_clear(Instruction made) {
    made.condition = Instruction::If::last_is_zero;
    return made;
}

struct Racy {
    std::size_t graphs = 0;
    std::size_t racy = 0;
    friend bool operator==(const Racy&, const Racy&) = default;
};

std::ostream& operator<<(std::ostream& out, const Racy& racy) {
    return out << racy.racy << " of " << racy.graphs;
}

Racy races(MemoryModel memory_model, const Program& program) {
    Racy result;
    for (const auto& [graph, times] : run_on_native(with(memory_model, program)).graphs) {
        ++result.graphs;
        if (graph.find("race") != std::string::npos) ++result.racy;
    }
    return result;
}

constexpr MemoryModel rc11 = MemoryModel::rc11;
constexpr MemoryModel tso = MemoryModel::tso;
constexpr MemoryModel sc = MemoryModel::sc;

TEST_CASE("data behind a relaxed flag races in C++ only", "[native][race]") {
    const Program program =
        program_of({{write_data(), store(x, 1, relaxed)}, {load(x, relaxed), if_set(read_data())}});
    CHECK(races(rc11, program) == Racy{2, 1});
    CHECK(races(tso, program) == Racy{2, 0});
    CHECK(races(sc, program) == Racy{2, 0});
}

TEST_CASE("data behind a relaxed lock races in C++ only", "[native][race]") {
    const std::vector<Instruction> section{compare_exchange(x, 0, 1, relaxed), if_clear(write_data()),
                                           if_clear(store(x, 0, relaxed))};
    const Program program = program_of({section, section});
    CHECK(races(rc11, program).racy == 2);
    CHECK(races(tso, program).racy == 0);
    CHECK(races(sc, program).racy == 0);
}

TEST_CASE("data behind a flag that is set too early races in every model", "[native][race]") {
    const Program program =
        program_of({{store(x, 1, release), write_data()}, {load(x, acquire), if_set(read_data())}});
    for (const MemoryModel memory_model : {rc11, tso, sc}) CHECK(races(memory_model, program) == Racy{2, 1});
}

TEST_CASE("data without any access between races in every model", "[native][race]") {
    const Program program = program_of({{write_data()}, {write_data()}});
    for (const MemoryModel memory_model : {rc11, tso, sc}) CHECK(races(memory_model, program) == Racy{1, 1});
    const Program readers = program_of({{read_data()}, {read_data()}});
    for (const MemoryModel memory_model : {rc11, tso, sc}) CHECK(races(memory_model, readers) == Racy{1, 0});
}

TEST_CASE("a store buffer lets a read overtake what was written before it", "[native][race]") {
    // A CPU that reads y as 0 has read it before the other CPU stores it, so everything before the read came
    // first. That includes the write of the data, unless it still waits in the buffer.
    const auto program = [](std::vector<Instruction> first) {
        return program_of({std::move(first), {store(y, 1, relaxed), fence(seq_cst), write_data()}});
    };
    const Program unfenced = program({write_data(), load(y, relaxed)});
    CHECK(races(rc11, unfenced) == Racy{2, 2});
    CHECK(races(tso, unfenced) == Racy{2, 2});
    CHECK(races(sc, unfenced) == Racy{2, 1});
    const Program fenced = program({write_data(), fence(seq_cst), load(y, relaxed)});
    CHECK(races(rc11, fenced) == Racy{2, 2});
    CHECK(races(tso, fenced) == Racy{2, 1});
    CHECK(races(sc, fenced) == Racy{2, 1});
    const Program updated = program({write_data(), exchange(x, 1, relaxed), load(y, relaxed)});
    CHECK(races(tso, updated) == Racy{2, 1});
    const Program stored = program({write_data(), store(x, 1, relaxed), load(y, relaxed)});
    CHECK(races(tso, stored) == Racy{2, 2});
    const Program read = program({read_data(), load(y, relaxed)});
    CHECK(races(tso, read) == Racy{2, 1});
}

TEST_CASE("a store buffer lets a read of data overtake a store", "[native][race]") {
    const auto program = [](Instruction between) {
        return program_of({{store(y, 1, relaxed), between, read_data()},
                           {write_data(), exchange(y, 2, relaxed), load(y, relaxed)}});
    };
    const Program weak = program(fence(acq_rel));
    const Program strong = program(fence(seq_cst));
    CHECK(races(tso, weak).racy > races(tso, strong).racy);
    CHECK(races(tso, strong) == races(sc, strong));
    CHECK(races(sc, weak).racy == races(sc, strong).racy);
}

TEST_CASE("data that is reached through a value races with nothing that was released before it",
          "[native][race]") {
    const auto program = [](Instruction read) {
        return program_of({{write_data(), store(x, 1, release)}, {load(x, dependency), if_set(read)}});
    };
    CHECK(races(rc11, program(through_last(read_data()))) == Racy{2, 0});
    CHECK(races(rc11, program(read_data())) == Racy{2, 1});
    CHECK(races(tso, program(read_data())) == Racy{2, 0});
    // The CPU's release passes on what the CPU has learnt by the dependency.
    const Program passed_on =
        program_of({{write_data(), store(x, 1, release)},
                    {load(x, dependency), if_set(through_last(read_data())), if_set(store(y, 1, release))},
                    {load(x, relaxed), if_set(load(y, acquire)), if_set(write_data())}});
    CHECK(races(rc11, passed_on).racy == 0);
}

TEST_CASE("a clock jump orders no data in any model", "[native][race]") {
    Instruction hold = instruction(Instruction::Kind::hold, 0, relaxed);
    hold.value = 1;
    const Program program = program_of({{write_data()}, {hold, write_data()}});
    for (const MemoryModel memory_model : {rc11, tso, sc}) CHECK(races(memory_model, program) == Racy{1, 1});
}

}  // namespace
}  // namespace model::tests
