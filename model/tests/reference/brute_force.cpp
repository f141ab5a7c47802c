// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/reference/brute_force.hpp"

#include <algorithm>
#include <unordered_set>

#include "model/tests/reference/naive_state.hpp"

namespace model::tests {
namespace {

using Kind = Instruction::Kind;
using Stage = Frame::Stage;
using State = NaiveState;

class Enumerator {
  public:
    Enumerator(const Program& program, std::size_t limit, LocalSteps local_steps)
        : program_(program), limit_(limit), local_steps_(local_steps) {}

    std::optional<std::set<std::string>> run() {
        State state;
        state.graph.coherence.resize(variable_count);
        state.slow = program_.slow;
        state.initial = program_.initial;
        for (unsigned cpu = 0; cpu < program_.tasks.size(); ++cpu) {
            NaiveCpu made;
            made.frames.emplace_back();
            made.budget = {program_.softirq.budget[cpu], program_.hardirq.budget[cpu],
                           program_.nmi.budget[cpu]};
            state.cpus.push_back(made);
        }
        extend(state);
        if (too_many_) return std::nullopt;
        return found_;
    }

  private:
    const Code& code(unsigned cpu, const Frame& frame) const {
        switch (frame.running) {
            case ContextKind::task:
                return program_.tasks[cpu];
            case ContextKind::trace:
                return program_.traced[frame.point];
            default:
                return program_.interrupt(frame.running).code;
        }
    }
    const Instruction& instruction(const State& state, unsigned cpu) const {
        const Frame& frame = state.top(cpu);
        return code(cpu, frame)[frame.next];
    }

    // ---- the search ----

    void extend(const State& state) {
        if (too_many_ || !met_.insert(key(state)).second) return;
        if (met_.size() > limit_) {
            too_many_ = true;
            return;
        }
        const auto cpus = static_cast<unsigned>(state.cpus.size());
        if (local_steps_ == LocalSteps::at_once) {
            for (unsigned cpu = 0; cpu < cpus; ++cpu) {
                if (next_is_local(state, cpu)) return step(state, cpu);
            }
        }
        bool quiescent = true;
        for (unsigned cpu = 0; cpu < cpus; ++cpu) {
            if (!stands_still(state, cpu)) quiescent = false;
            step(state, cpu);
        }
        if (quiescent) pass_time(state);
    }

    static bool is_wait(const Instruction& instruction) {
        return instruction.kind == Kind::await || instruction.kind == Kind::timed_await;
    }

    /// Does the CPU next make a step that no other CPU can see or change?
    bool next_is_local(const State& state, unsigned cpu) const {
        const Frame& frame = state.top(cpu);
        switch (frame.stage) {
            case Stage::finished:
                return false;
            case Stage::act:
                break;
            case Stage::look:
                return instruction(state, cpu).kind == Kind::hold;
            default:
                return true;
        }
        switch (instruction(state, cpu).kind) {
            case Kind::load:
            case Kind::store:
            case Kind::exchange:
            case Kind::compare_exchange:
            case Kind::update:
            case Kind::flip:
            case Kind::add:
            case Kind::fence:
            case Kind::await:
            case Kind::timed_await:
            case Kind::own_add:
                return false;
            case Kind::hold:
                return !frame.holding || state.time(cpu) >= frame.deadline;
            default:
                return true;
        }
    }

    /// Does a wait that reads this write go on? It does if this is the value for which it waits, or if the
    /// write was made at its poll time or later.
    bool lets_go(const State& state, unsigned cpu, int write) const {
        return state.value_of(instruction(state, cpu).variable, write) == instruction(state, cpu).expected ||
               state.time_of(write) >= state.top(cpu).poll;
    }

    /// Is the CPU finished, holding, or waiting for a value that the latest store does not have?
    bool stands_still(const State& state, unsigned cpu) const {
        const Frame& frame = state.top(cpu);
        if (frame.stage == Stage::finished) return true;
        if (frame.stage != Stage::act) return false;
        if (frame.holding) return state.time(cpu) < frame.deadline;
        const Instruction& current = instruction(state, cpu);
        return is_wait(current) && frame.poll > state.time(cpu) &&
               !lets_go(state, cpu, state.latest(current.variable));
    }

    void step(State state, unsigned cpu) {
        switch (state.top(cpu).stage) {
            case Stage::start:
                return start(state, cpu);
            case Stage::point:
            case Stage::tick:
                return offer_interrupts_before(Stage::act, state, cpu);
            case Stage::due:
                return offer_interrupts_before(Stage::look, state, cpu);
            case Stage::finished_tick:
                return offer_interrupts_before(Stage::finished, state, cpu);
            case Stage::act:
                return act(state, cpu);
            case Stage::look:
                return look(state, cpu);
            case Stage::traced:
                return note(state, cpu);
            case Stage::finished:
                return;
        }
    }

    // ---- contexts ----

    void offer_interrupts_before(Stage next, State& state, unsigned cpu) {
        for (const ContextKind kind : interrupt_kinds) offer(kind, state, cpu);
        state.top(cpu).stage = next;
        extend(state);
    }

    static std::size_t number_of(ContextKind interrupt) {
        switch (interrupt) {
            case ContextKind::softirq:
                return 0;
            case ContextKind::hardirq:
                return 1;
            default:
                return 2;
        }
    }

    /// The interrupt that runs on the CPU, whatever runs at a trace point above the interrupt.
    static ContextKind context(const NaiveCpu& cpu) {
        ContextKind context = ContextKind::task;
        for (const Frame& frame : cpu.frames) {
            if (frame.running != ContextKind::trace) context = frame.running;
        }
        return context;
    }

    static bool interrupts(ContextKind upper, ContextKind lower) {
        switch (lower) {
            case ContextKind::task:
                return true;
            case ContextKind::softirq:
                return upper == ContextKind::hardirq || upper == ContextKind::nmi;
            case ContextKind::hardirq:
                return upper == ContextKind::nmi;
            default:
                return false;
        }
    }

    unsigned site(const State& state, unsigned cpu) const {
        const Frame& frame = state.top(cpu);
        const bool at_end = frame.stage == Stage::finished_tick || frame.stage == Stage::finished;
        return at_end ? end_site : instruction(state, cpu).site;
    }

    void offer(ContextKind kind, const State& state, unsigned cpu) {
        const NaiveCpu& at = state.cpus[cpu];
        if (at.budget[number_of(kind)] == 0 || !interrupts(kind, context(at))) return;
        if (kind != ContextKind::nmi && at.masked) return;
        if (!program_.interrupt(kind).window[site(state, cpu)]) return;
        State with = state;
        --with.cpus[cpu].budget[number_of(kind)];
        enter(kind, with, cpu);
    }

    void enter(ContextKind kind, State& state, unsigned cpu, unsigned point = 0) {
        add(state, cpu, NaiveEvent::Kind::enter).context = kind;
        Frame frame;
        frame.running = kind;
        frame.point = point;
        frame.masked_before = state.cpus[cpu].masked;
        state.cpus[cpu].frames.push_back(frame);
        extend(state);
    }

    /// The stopped program goes on where it was. Another interrupt may arrive there.
    void leave(State& state, unsigned cpu) {
        NaiveCpu& at = state.cpus[cpu];
        const Frame left = at.frames.back();
        add(state, cpu, NaiveEvent::Kind::leave);
        if (left.running != ContextKind::trace) at.masked = left.masked_before;
        at.frames.pop_back();
        extend(state);
    }

    void trace(State& state, unsigned cpu) {
        const unsigned point = program_.trace_point(instruction(state, cpu));
        const auto& frames = state.cpus[cpu].frames;
        const bool is_kept_out = std::any_of(frames.begin(), frames.end(), [&](const Frame& frame) {
            if (frame.running != ContextKind::trace) return false;
            // It is the same program, or the CPU's guard covers both programs.
            return frame.point == point || (program_.guards[point] == TraceGuard::per_cpu &&
                                            program_.guards[frame.point] == TraceGuard::per_cpu);
        });
        if (program_.traced[point].empty() || is_kept_out) return note(state, cpu);
        state.top(cpu).stage = Stage::traced;
        enter(ContextKind::trace, state, cpu, point);
    }

    // ---- instructions ----

    void start(State& state, unsigned cpu) {
        Frame& frame = state.top(cpu);
        const Code& instructions = code(cpu, frame);
        // A timed wait that looks again has already been decided on.
        while (!frame.timed && frame.next < instructions.size() &&
               is_left_out(instructions[frame.next], frame.last)) {
            ++frame.next;
        }
        if (frame.next == instructions.size()) {
            if (frame.running != ContextKind::task) return leave(state, cpu);
            frame.stage = Stage::finished_tick;  // the point after the last access
            return extend(state);
        }
        const Instruction& current = instructions[frame.next];
        if (current.kind == Kind::timed_await) {
            if (!frame.timed) frame.deadline = state.time(cpu) + current.value * time_unit;
            frame.timed = true;
            frame.poll = std::min(state.time(cpu) + current.poll * time_unit, frame.deadline);
        }
        const bool has_point =
            current.kind != Kind::choose && current.kind != Kind::mask && current.kind != Kind::unmask;
        frame.stage = has_point ? Stage::point : Stage::act;
        extend(state);
    }

    void done(State& state, unsigned cpu) {
        Frame& frame = state.top(cpu);
        ++frame.next;
        frame.stage = Stage::start;
        frame.poll = forever;
        frame.deadline = forever;
        frame.timed = false;
        extend(state);
    }

    void note(State& state, unsigned cpu) {
        add(state, cpu, NaiveEvent::Kind::note);
        done(state, cpu);
    }

    void act(State& state, unsigned cpu) {
        Frame& frame = state.top(cpu);
        NaiveCpu& at = state.cpus[cpu];
        const Instruction& current = instruction(state, cpu);
        switch (current.kind) {
            case Kind::load:
                return read(state, cpu, [](int) { return true; });
            case Kind::store:
                return write(state, cpu, current.variable, value_stored(current, frame.last));
            case Kind::exchange:
            case Kind::compare_exchange:
            case Kind::update:
            case Kind::flip:
            case Kind::add:
                return update(state, cpu);
            case Kind::await:
            case Kind::timed_await:
                if (frame.poll <= state.time(cpu)) return look(state, cpu);
                be_slow(state, cpu);
                return read(state, cpu, [&](int write) { return lets_go(state, cpu, write); });
            case Kind::fence:
                add(state, cpu, NaiveEvent::Kind::fence).order = current.order;
                if (is_consistent(state.graph, program_.memory_model)) done(state, cpu);
                return;
            case Kind::choose:
                for (unsigned value = 0; value < current.value; ++value) {
                    State chosen = state;
                    add(chosen, cpu, NaiveEvent::Kind::choice).value = value;
                    chosen.top(cpu).last = value;
                    done(chosen, cpu);
                }
                return;
            case Kind::own_load:
                own_load(state, cpu);
                return;
            case Kind::own_add:
                return write(
                    state, cpu, own_variable(cpu),
                    state.value_of(own_variable(cpu), state.latest(own_variable(cpu))) + current.value);
            case Kind::local_load:
                frame.last = at.local;
                return note(state, cpu);
            case Kind::local_store:
                at.local = value_stored(current, frame.last);
                return note(state, cpu);
            case Kind::mask:
                frame.was_masked = at.masked;
                at.masked = true;
                return done(state, cpu);
            case Kind::unmask:
                at.masked = frame.was_masked;
                return done(state, cpu);
            case Kind::trace_point:
                return trace(state, cpu);
            case Kind::plain_read:
                add_access(state, cpu, NaiveEvent::Kind::plain_read);
                return done(state, cpu);
            case Kind::plain_write:
                add_access(state, cpu, NaiveEvent::Kind::plain_write);
                return done(state, cpu);
            case Kind::hold:
                return hold(state, cpu, current);
        }
    }

    /// The CPU's time passes to its poll time or deadline, although other CPUs could move.
    void be_slow(const State& state, unsigned cpu) {
        const Frame& frame = state.top(cpu);
        if (state.slow == 0 || frame.poll == forever || !program_.slow_cpus[cpu]) return;
        for (const std::uint64_t until : std::set{frame.poll, frame.deadline}) {
            State late = state;
            --late.slow;
            late.cpus[cpu].time = until;
            add(late, cpu, NaiveEvent::Kind::slow);
            late.top(cpu).stage = Stage::look;
            extend(late);
        }
    }

    void hold(State& state, unsigned cpu, const Instruction& current) {
        Frame& frame = state.top(cpu);
        if (!frame.holding) {
            frame.holding = true;
            frame.deadline = state.time(cpu) + current.value * time_unit;
            add(state, cpu, NaiveEvent::Kind::hold_begin);
            return extend(state);
        }
        if (state.time(cpu) < frame.deadline) return;  // waits until the clock jumps
        frame.holding = false;
        add(state, cpu, NaiveEvent::Kind::hold_end);
        done(state, cpu);
    }

    /// The wait's time has come: it reads once.
    void look(State& state, unsigned cpu) {
        if (instruction(state, cpu).kind == Kind::hold) {
            state.top(cpu).stage = Stage::act;
            return extend(state);
        }
        read(state, cpu, [](int) { return true; });
    }

    /// Reads the latest store of the CPU itself, which is no access in the memory model.
    void own_load(State& state, unsigned cpu) {
        const int from = state.latest(own_variable(cpu));
        const std::uint64_t value = state.value_of(own_variable(cpu), from);
        NaiveEvent& event = add(state, cpu, NaiveEvent::Kind::own_read);
        event.variable = own_variable(cpu);
        event.reads_from = from;
        event.value = value;
        state.top(cpu).last = value;
        done(state, cpu);
    }

    template <class F>
    void read(const State& state, unsigned cpu, F may_take) {
        const Instruction& current = instruction(state, cpu);
        const std::vector<int>& coherence = state.graph.coherence[current.variable];
        for (std::size_t i = 0; i <= coherence.size(); ++i) {
            const int from = i == 0 ? -1 : coherence[i - 1];
            if (!may_take(from)) continue;
            State with = state;
            const std::uint64_t value = with.value_of(current.variable, from);
            hear_of(with, cpu, from);
            NaiveEvent& event = add_access(with, cpu, NaiveEvent::Kind::read);
            event.variable = current.variable;
            event.order = current.order;
            event.reads_from = from;
            event.value = value;
            if (!is_consistent(with.graph, program_.memory_model)) continue;
            Frame& frame = with.top(cpu);
            frame.last = value;
            if (current.kind == Kind::timed_await && !current.once && value != current.expected &&
                with.time(cpu) < frame.deadline) {
                frame.stage = Stage::start;  // the wait looks again later
                extend(with);
            } else {
                add_load(with, cpu, with.graph.events.size());
                done(with, cpu);
            }
        }
    }

    void write(const State& state, unsigned cpu, unsigned variable, std::uint64_t value) {
        const std::size_t count = state.graph.coherence[variable].size();
        for (std::size_t place = 0; place <= count; ++place) {
            State with = state;
            NaiveEvent& event = add_access(with, cpu, NaiveEvent::Kind::write);
            event.variable = variable;
            event.order = instruction(state, cpu).order;
            event.value = value;
            put(with, variable, place);
            if (is_consistent(with.graph, program_.memory_model)) done(with, cpu);
        }
    }

    /// Variables have 32 bits.
    static std::uint64_t with_bits(std::uint64_t value, std::uint32_t mask, std::uint64_t bits) {
        return (value & ~std::uint64_t{mask}) | (bits & mask);
    }

    /// The value that an update writes over another value; nullopt: the update only reads.
    static std::optional<std::uint64_t> updated(const Instruction& current, std::uint64_t last,
                                                std::uint64_t value) {
        switch (current.kind) {
            case Kind::exchange:
                return value_stored(current, last);
            case Kind::update:
                return (value & current.expected) | current.value;
            case Kind::flip:
                return (value & current.expected) ^ current.value;
            case Kind::add:
                return with_bits(value, current.mask, value + current.value);
            default:
                if ((value & current.mask) != current.expected) return std::nullopt;
                return with_bits(value, current.mask, current.value);
        }
    }

    void update(const State& state, unsigned cpu) {
        const Instruction& current = instruction(state, cpu);
        const std::vector<int>& coherence = state.graph.coherence[current.variable];
        for (std::size_t i = 0; i <= coherence.size(); ++i) {
            State with = state;
            const int from = i == 0 ? -1 : coherence[i - 1];
            const std::uint64_t value = state.value_of(current.variable, from);
            const std::optional<std::uint64_t> written = updated(current, state.top(cpu).last, value);
            hear_of(with, cpu, from);
            NaiveEvent& event = add_access(with, cpu, NaiveEvent::Kind::read);
            event.variable = current.variable;
            event.reads_from = from;
            event.value = value;
            with.top(cpu).last = value;
            if (!written) {
                // A failed compare-exchange is a load.
                event.order = current.failure;
                add_load(with, cpu, 0);
                if (is_consistent(with.graph, program_.memory_model)) done(with, cpu);
                continue;
            }
            event.order = current.order;
            event.exclusive = true;
            const int number = static_cast<int>(with.graph.events.size()) - 1;
            NaiveEvent& write = add(with, cpu, NaiveEvent::Kind::write);
            write.variable = current.variable;
            write.order = current.order;
            write.value = *written;
            write.update_of = number;
            put(with, current.variable, i);
            add_load(with, cpu, with.graph.events.size() - 1);
            if (is_consistent(with.graph, program_.memory_model)) done(with, cpu);
        }
    }

    /// If the instruction is a load of order `dependency`, later instructions may depend on it.
    /// @param number the number of its event, from 1; 0: the load has become a relaxed load
    void add_load(State& state, unsigned cpu, std::size_t number) const {
        if (is_dependency_load(instruction(state, cpu))) {
            state.top(cpu).loads.add(static_cast<int>(number));
        }
    }

    /// Adds the access of the CPU's current instruction.
    NaiveEvent& add_access(State& state, unsigned cpu, NaiveEvent::Kind kind) const {
        const int address = state.top(cpu).loads.of(instruction(state, cpu));
        NaiveEvent& event = add(state, cpu, kind);
        event.address_from = address - 1;
        return event;
    }

    static NaiveEvent& add(State& state, unsigned cpu, NaiveEvent::Kind kind) {
        NaiveEvent event;
        event.kind = kind;
        event.cpu = cpu;
        event.epoch = state.epoch;
        event.time = state.time(cpu);
        state.graph.events.push_back(event);
        return state.graph.events.back();
    }

    /// A CPU may not read a store at a time before the store was made.
    static void hear_of(State& state, unsigned cpu, int write) {
        state.cpus[cpu].time = std::max(state.cpus[cpu].time, state.time_of(write));
    }

    /// Puts the event that was added last into coherence.
    static void put(State& state, unsigned variable, std::size_t place) {
        std::vector<int>& coherence = state.graph.coherence[variable];
        coherence.insert(coherence.begin() + static_cast<std::ptrdiff_t>(place),
                         static_cast<int>(state.graph.events.size()) - 1);
    }

    // ---- time ----

    static bool all_finished(const State& state) {
        return std::all_of(state.cpus.begin(), state.cpus.end(),
                           [](const NaiveCpu& cpu) { return cpu.frames.back().stage == Stage::finished; });
    }

    /// The time to which the clock jumps; `forever`: it does not jump.
    std::uint64_t next_time(const State& state) const {
        unsigned last_store = 0;
        for (const NaiveEvent& event : state.graph.events) {
            if (event.kind == NaiveEvent::Kind::write) last_store = std::max(last_store, event.epoch);
        }
        bool all_checked = true;
        for (unsigned number = 0; number < state.cpus.size(); ++number) {
            const NaiveCpu& cpu = state.cpus[number];
            const Frame& frame = cpu.frames.back();
            const bool timed = frame.stage == Stage::act && !frame.holding && frame.poll != forever;
            if (!timed) continue;
            const bool is_new = instruction(state, number).variable != cpu.checked_variable ||
                                frame.deadline != cpu.checked_deadline;
            if (is_new || cpu.check_epoch <= last_store) all_checked = false;
        }
        std::uint64_t next = forever;
        for (const NaiveCpu& cpu : state.cpus) {
            const Frame& frame = cpu.frames.back();
            if (frame.stage == Stage::finished) continue;
            if (frame.holding) {
                next = std::min(next, frame.deadline);
            } else if (frame.poll != forever) {
                next = std::min(next, all_checked ? frame.deadline : frame.poll);
            }
        }
        return next;
    }

    void pass_time(State state) {
        if (all_finished(state)) {
            found_.insert(text(state, program_.memory_model, false));
            return;
        }
        const std::uint64_t next = next_time(state);
        if (next == forever) {
            found_.insert(text(state, program_.memory_model, true));
            return;
        }
        state.now = std::max(state.now, next);
        ++state.epoch;
        for (unsigned number = 0; number < state.cpus.size(); ++number) {
            NaiveCpu& cpu = state.cpus[number];
            Frame& frame = cpu.frames.back();
            if (frame.stage == Stage::finished) {
                frame.stage = Stage::finished_tick;
            } else if (frame.holding) {
                frame.stage = frame.deadline <= state.now ? Stage::due : Stage::tick;
            } else if (frame.poll <= state.now) {
                frame.stage = Stage::due;
                cpu.check_epoch = state.epoch;
                cpu.checked_variable = instruction(state, number).variable;
                cpu.checked_deadline = frame.deadline;
            } else {
                frame.stage = Stage::tick;
            }
        }
        extend(state);
    }

    const Program& program_;
    const std::size_t limit_;
    const LocalSteps local_steps_;
    bool too_many_ = false;
    std::unordered_set<std::string> met_;
    std::set<std::string> found_;
};

}  // namespace

std::optional<std::set<std::string>> enumerate(const Program& program, std::size_t limit,
                                               LocalSteps local_steps) {
    return Enumerator(program, limit, local_steps).run();
}

}  // namespace model::tests
