// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/program.hpp"

#include <random>

namespace model::tests {
namespace {

const char* name_of(std::memory_order order) {
    switch (order) {
        case std::memory_order_relaxed:
            return "rlx";
        case std::memory_order_acquire:
        case std::memory_order_consume:
            return "acq";
        case std::memory_order_release:
            return "rel";
        case std::memory_order_acq_rel:
            return "acq_rel";
        case std::memory_order_seq_cst:
            return "sc";
    }
    return "";
}

std::string to_text(const Instruction& instruction) {
    using Kind = Instruction::Kind;
    const std::string variable(1, static_cast<char>('x' + instruction.variable));
    const std::string order = name_of(instruction.order);
    const std::string value = (instruction.plus_last ? "last+" : "") + std::to_string(instruction.value);
    std::string text;
    if (instruction.condition == Instruction::If::last_is_zero) text = "if last==0: ";
    if (instruction.condition == Instruction::If::last_is_not_zero) text = "if last!=0: ";
    switch (instruction.kind) {
        case Kind::load:
            return text + "load." + order + " " + variable;
        case Kind::store:
            return text + "store." + order + " " + variable + " " + value;
        case Kind::exchange:
            return text + "exchange." + order + " " + variable + " " + value;
        case Kind::compare_exchange:
            return text + "cas." + order + " " + variable + " " + std::to_string(instruction.expected) +
                   "->" + std::to_string(instruction.value);
        case Kind::fence:
            return text + "fence." + order;
        case Kind::await:
            return text + "await." + order + " " + variable + "==" + std::to_string(instruction.expected);
        case Kind::timed_await:
            return text + "await." + order + " " + variable + "==" + std::to_string(instruction.expected) +
                   " for " + std::to_string(instruction.value);
        case Kind::choose:
            return text + "choose " + std::to_string(instruction.value);
        case Kind::plain_read:
            return text + "read data";
        case Kind::plain_write:
            return text + "write data";
        case Kind::hold:
            return text + "hold " + std::to_string(instruction.value);
    }
    return text;
}

class Generator {
  public:
    Generator(std::uint64_t seed, const Shape& shape) : random_(seed), shape_(shape) {}

    Program program() {
        Program program;
        const unsigned cpus = 2 + below(shape_.max_cpus - 1);
        variables_ = 1 + below(max_variables);
        const bool uses_time = shape_.time && (below(3) == 0 || shape_.slow != 0);
        program.slow = shape_.slow;
        const bool uses_nmis = shape_.nmis && below(5) == 0;
        const unsigned count = cpus + 1 + below(shape_.max_instructions - cpus);
        program.tasks.resize(cpus);
        for (unsigned i = 0; i < count; ++i) program.tasks[below(cpus)].push_back(instruction(uses_time));
        program.nmi_budget.assign(cpus, 0);
        if (uses_nmis) {
            program.nmi_budget[below(cpus)] = 1;
            program.nmi.push_back(instruction(false));
        }
        return program;
    }

  private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }

    std::memory_order one_of(std::initializer_list<std::memory_order> orders) {
        if (shape_.seq_cst && below(5) == 0) return std::memory_order_seq_cst;
        return orders.begin()[below(static_cast<unsigned>(orders.size()))];
    }

    Instruction instruction(bool uses_time) {
        using Kind = Instruction::Kind;
        constexpr auto relaxed = std::memory_order_relaxed;
        constexpr auto acquire = std::memory_order_acquire;
        constexpr auto release = std::memory_order_release;
        constexpr auto both = std::memory_order_acq_rel;
        Instruction made;
        made.variable = below(variables_);
        made.value = 1 + below(2);
        made.expected = below(3);
        if (below(5) == 0) made.condition = static_cast<Instruction::If>(1 + below(2));
        switch (below(16)) {
            case 0:
            case 1:
            case 2:
                made.kind = Kind::load;
                made.order = one_of({relaxed, acquire});
                break;
            case 3:
            case 4:
            case 5:
            case 6:
                made.kind = Kind::store;
                made.plus_last = below(4) == 0;
                made.order = one_of({relaxed, release});
                break;
            case 7:
            case 8:
                made.kind = Kind::exchange;
                made.plus_last = below(2) == 0;
                made.order = one_of({relaxed, acquire, release, both});
                break;
            case 9:
            case 10:
                made.kind = Kind::compare_exchange;
                made.order = one_of({relaxed, acquire, release, both});
                break;
            case 11:
                made.kind = Kind::fence;
                made.order = one_of({acquire, release, both});
                break;
            case 12:
            case 13:
                if (shape_.waits) {
                    made.kind = uses_time && below(2) == 0 ? Kind::timed_await : Kind::await;
                    made.expected = 1 + below(2);
                    made.order = one_of({relaxed, acquire});
                }
                break;
            case 14:
                if (shape_.choices) {
                    made.kind = Kind::choose;
                    made.value = 2;
                } else if (uses_time) {
                    made.kind = Kind::hold;
                }
                break;
            default:
                if (shape_.plain) made.kind = below(2) == 0 ? Kind::plain_read : Kind::plain_write;
                break;
        }
        return made;
    }

    std::mt19937_64 random_;
    const Shape& shape_;
    unsigned variables_ = 1;
};

}  // namespace

std::string to_text(const Program& program) {
    std::string text;
    if (program.slow != 0) text += "slow waits: " + std::to_string(program.slow) + "\n";
    for (std::size_t cpu = 0; cpu < program.tasks.size(); ++cpu) {
        text += "cpu" + std::to_string(cpu);
        if (program.nmi_budget[cpu] != 0) text += " (nmis: " + std::to_string(program.nmi_budget[cpu]) + ")";
        text += ":\n";
        for (const Instruction& instruction : program.tasks[cpu]) text += "  " + to_text(instruction) + "\n";
    }
    if (!program.nmi.empty()) {
        text += "nmi:\n";
        for (const Instruction& instruction : program.nmi) text += "  " + to_text(instruction) + "\n";
    }
    return text;
}

Program random_program(std::uint64_t seed, const Shape& shape) {
    return Generator(seed, shape).program();
}

}  // namespace model::tests
