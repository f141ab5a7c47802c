// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/programs/random_program.hpp"

#include <algorithm>
#include <random>

namespace model::tests {
namespace {

using Kind = Instruction::Kind;
constexpr auto relaxed = std::memory_order_relaxed;
constexpr auto acquire = std::memory_order_acquire;
constexpr auto release = std::memory_order_release;
constexpr auto acq_rel = std::memory_order_acq_rel;
constexpr auto seq_cst = std::memory_order_seq_cst;

class Generator {
  public:
    Generator(std::uint64_t seed, const Shape& shape) : random_(seed), shape_(shape) {
        subject_ = choose_subject();
    }

    Subject subject() const { return subject_; }

    Program program() {
        choose_cpus();
        Program program;
        program.tasks.resize(cpus_);
        add_slow_waits(program);
        for (unsigned& initial : program.initial) initial = one_in(4) ? 1 + below(3) : 0;
        const unsigned count = cpus_ + 1 + below(std::max(1U, instructions_ - cpus_));
        for (unsigned i = 0; i < count; ++i) program.tasks[below(cpus_)].push_back(instruction());
        if (subject_ == Subject::interrupts || subject_ == Subject::everything) {
            add_interrupts(program);
        } else if (shape_.interrupts && subject_ != Subject::seq_cst && one_in(4)) {
            program.nmi.budget[below(cpus_)] = 1;
            for (unsigned length = 1 + below(2); length-- > 0;) program.nmi.code.push_back(instruction());
        }
        return program;
    }

  private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
    bool one_in(unsigned n) { return below(n) == 0; }

    template <class T>
    T one_of(std::initializer_list<T> all) {
        return all.begin()[below(static_cast<unsigned>(all.size()))];
    }
    /// One of these, or seq_cst.
    std::memory_order order(std::initializer_list<std::memory_order> orders) {
        const unsigned of_10 = subject_ == Subject::seq_cst ? 7 : subject_ == Subject::addresses ? 1 : 2;
        if (shape_.seq_cst && below(10) < of_10) return seq_cst;
        return one_of(orders);
    }
    /// Like `order`, for an access that reads: may also be `dependency`.
    std::memory_order read_order(std::initializer_list<std::memory_order> orders) {
        if (shape_.dependencies && (subject_ == Subject::addresses ? !one_in(3) : one_in(6)))
            return dependency;
        return order(orders);
    }
    Instruction::Through address() {
        if (!shape_.dependencies || one_in(2)) return Instruction::Through::nothing;
        return one_in(4) ? Instruction::Through::load_before : Instruction::Through::last_load;
    }

    Subject choose_subject() {
        if (shape_.slow != 0) return one_of({Subject::time, Subject::time, Subject::everything});
        std::vector<Subject> subjects = {Subject::memory, Subject::memory};
        if (shape_.seq_cst) subjects.push_back(Subject::seq_cst);
        if (shape_.dependencies) subjects.push_back(Subject::addresses);
        if (shape_.time) subjects.push_back(Subject::time);
        if (shape_.interrupts) subjects.push_back(Subject::interrupts);
        if (shape_.time && shape_.interrupts) subjects.push_back(Subject::everything);
        return subjects[below(static_cast<unsigned>(subjects.size()))];
    }

    /// A program that has more of one thing has less of another, or its graphs would have no end.
    void choose_cpus() {
        cpus_ = 2 + below(shape_.max_cpus - 1);
        instructions_ = shape_.max_instructions;
        variables_ = 1 + below(max_variables);
        switch (subject_) {
            case Subject::memory:
                break;
            case Subject::addresses:
                variables_ = std::max(2U, variables_);
                cpus_ = std::min(3U, cpus_);
                --instructions_;
                break;
            case Subject::seq_cst:
                variables_ = std::max(2U, variables_);
                ++instructions_;
                break;
            case Subject::time:
                --instructions_;
                break;
            case Subject::interrupts:
            case Subject::everything:
                cpus_ = one_in(6) ? cpus_ : 1 + below(2);
                instructions_ -= std::min(instructions_, 4U);
                variables_ = std::min(2U, variables_);
                break;
        }
    }

    void add_slow_waits(Program& program) {
        program.slow = shape_.slow;
        if (shape_.slow != 0 && one_in(4)) program.slow_cpus.reset(below(cpus_));
    }

    void add_interrupts(Program& program) {
        const unsigned kinds = one_in(3) ? 2 : 1;
        for (unsigned i = 0; i < kinds; ++i) {
            Interrupt& interrupt = *one_of({&program.nmi, &program.nmi, &program.hardirq, &program.softirq});
            if (!interrupt.code.empty()) continue;
            for (unsigned length = 1 + below(3); length-- > 0;) interrupt.code.push_back(instruction());
            interrupt.budget[below(cpus_)] = kinds == 1 && one_in(3) ? 2 : 1;
            if (kinds == 1 && one_in(3)) interrupt.budget[below(cpus_)] = 1;
            if (one_in(3)) interrupt.window.reset(below(site_count + 1));
            if (one_in(4)) interrupt.window.reset(below(site_count + 1));
        }
        const auto has_trace_point = [](const Code& code) {
            return std::any_of(code.begin(), code.end(), [](const Instruction& instruction) {
                return instruction.kind == Kind::trace_point;
            });
        };
        if (std::any_of(program.tasks.begin(), program.tasks.end(), has_trace_point)) {
            for (unsigned length = 1 + below(2); length-- > 0;) program.traced[0].push_back(instruction());
        }
    }

    // ---- instructions ----

    Instruction instruction() {
        Instruction made;
        made.variable = below(variables_);
        made.value = 1 + below(2);
        made.expected = below(3);
        made.site = below(site_count);
        if (one_in(5)) made.condition = static_cast<Instruction::If>(1 + below(2));
        choose_kind(made);
        if (has_address(made.kind)) made.through = address();
        return made;
    }

    /// Can the instruction go through a value? It cannot if only its own CPU has the variable.
    static bool has_address(Kind kind) {
        switch (kind) {
            case Kind::load:
            case Kind::store:
            case Kind::exchange:
            case Kind::compare_exchange:
            case Kind::update:
            case Kind::flip:
            case Kind::add:
            case Kind::await:
            case Kind::timed_await:
            case Kind::plain_read:
            case Kind::plain_write:
                return true;
            default:
                return false;
        }
    }

    void choose_kind(Instruction& made) {
        const unsigned of_20 = below(20);
        switch (subject_) {
            case Subject::memory:
                return of_20 < 14 ? access(made) : of_20 < 17 ? wait(made) : other(made);
            case Subject::addresses:
                return of_20 < 13 ? load_or_store(made) : of_20 < 18 ? access(made) : other(made);
            case Subject::seq_cst:
                return of_20 < 13 ? load_or_store(made) : of_20 < 17 ? fence(made) : access(made);
            case Subject::time:
                return of_20 < 9    ? access(made)
                       : of_20 < 14 ? wait(made)
                       : of_20 < 18 ? hold(made)
                                    : other(made);
            case Subject::interrupts:
                return of_20 < 8    ? access(made)
                       : of_20 < 10 ? wait(made)
                       : of_20 < 18 ? of_cpu(made)
                                    : other(made);
            case Subject::everything:
                break;
        }
        return of_20 < 6    ? access(made)
               : of_20 < 10 ? wait(made)
               : of_20 < 13 ? hold(made)
               : of_20 < 18 ? of_cpu(made)
                            : other(made);
    }

    void load(Instruction& made) {
        made.kind = Kind::load;
        made.order = read_order({relaxed, acquire});
    }

    void store(Instruction& made) {
        made.kind = Kind::store;
        made.plus_last = one_in(4);
        made.order = order({relaxed, release});
    }

    void load_or_store(Instruction& made) { one_in(2) ? load(made) : store(made); }

    void fence(Instruction& made) {
        made.kind = Kind::fence;
        made.order = order({acquire, release, acq_rel});
    }

    void access(Instruction& made) {
        switch (below(8)) {
            case 0:
            case 1:
            case 2:
            case 3:
                return load_or_store(made);
            case 4:
                return fence(made);
            case 5:
                made.kind = Kind::exchange;
                made.plus_last = one_in(2);
                break;
            case 6:
                made.kind = Kind::compare_exchange;
                if (one_in(4)) limit_to_bits(made);
                break;
            default:
                change(made);
                break;
        }
        made.order = read_order({relaxed, acquire, release, acq_rel});
        // A load of that order that remains after a failure has no failure order.
        if (made.kind == Kind::compare_exchange && made.order != dependency)
            made.failure = order({relaxed, relaxed, acquire});
    }

    /// Changes a value by an update. Each kind keeps or loses the low bit and the next bit.
    void change(Instruction& made) {
        made.kind = one_of({Kind::update, Kind::flip, Kind::add});
        made.expected = below(4);
        if (made.kind == Kind::flip) made.value = 1 + below(3);
        if (made.kind == Kind::add && one_in(2)) limit_to_bits(made);
    }

    void limit_to_bits(Instruction& made) {
        made.mask = 1 + below(3);
        made.value &= made.mask;
        made.expected &= made.mask;
    }

    /// If poll times, deadlines and holds were multiples of each other, all would be due together.
    void wait(Instruction& made) {
        if (!shape_.waits) return load(made);
        const bool is_timed = subject_ == Subject::time || subject_ == Subject::everything;
        made.kind = is_timed && below(4) != 0 ? Kind::timed_await : Kind::await;
        made.expected = 1 + below(2);
        made.order = read_order({relaxed, acquire});
        made.poll = 1 + below(3);
        made.value = made.poll * (1 + below(2)) + below(3);
        made.once = one_in(3);
    }

    void hold(Instruction& made) {
        made.kind = Kind::hold;
        made.value = 1 + below(5);
    }

    /// An instruction about data of its own CPU, or about what runs on that CPU.
    void of_cpu(Instruction& made) {
        made.kind = one_of({Kind::own_load, Kind::own_add, Kind::own_add, Kind::local_load, Kind::local_store,
                            Kind::mask, Kind::unmask, Kind::trace_point, Kind::load});
        made.plus_last = made.kind == Kind::local_store && one_in(2);
        if (made.kind == Kind::load) {  // of another CPU's variable or of its own
            made.order = read_order({relaxed, acquire});
            made.variable = own_variable(below(cpus_));
        }
    }

    void other(Instruction& made) {
        if (shape_.choices && one_in(2)) {
            made.kind = Kind::choose;
            made.value = 2;
        } else if (shape_.plain) {
            made.kind = one_in(2) ? Kind::plain_read : Kind::plain_write;
        } else {
            load(made);
        }
    }

    std::mt19937_64 random_;
    const Shape& shape_;
    Subject subject_ = Subject::memory;
    unsigned cpus_ = 2;
    unsigned instructions_ = 0;
    unsigned variables_ = 1;
};

}  // namespace

Program random_program(std::uint64_t seed, const Shape& shape) {
    return Generator(seed, shape).program();
}

Subject subject_of(std::uint64_t seed, const Shape& shape) {
    return Generator(seed, shape).subject();
}

}  // namespace model::tests
