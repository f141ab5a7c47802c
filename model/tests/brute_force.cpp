// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/brute_force.hpp"

#include <algorithm>
#include <limits>

#include "model/tests/axioms.hpp"

namespace model::tests {
namespace {

using Kind = Instruction::Kind;

constexpr std::uint64_t forever = std::numeric_limits<std::uint64_t>::max();

/// A program that runs, or that an interrupt has stopped.
struct Frame {
    enum class Stage : std::uint8_t {
        start,  ///< before anything of the instruction
        point,  ///< an interrupt may arrive; then `act`
        act,    ///< the access, wait or hold itself
        tick,   ///< the clock has jumped while it waits: an interrupt may arrive; then `act`
        due,    ///< its time has come: an interrupt may arrive; then `look`
        look,   ///< a wait reads once
        finished,
        finished_tick,
    };

    bool is_nmi = false;
    std::size_t next = 0;  ///< number of the instruction
    Stage stage = Stage::start;
    std::uint64_t last = 0;
    std::uint64_t poll = forever;
    std::uint64_t deadline = forever;
    bool timed = false;  ///< the deadline of a timed wait is set
    bool holding = false;
};

struct Cpu {
    std::vector<Frame> frames;
    unsigned budget = 0;
    unsigned check_epoch = 0;
    std::uint64_t time = 0;  ///< its own, where that is ahead of the clock
};

struct State {
    NaiveGraph graph;
    std::vector<Cpu> cpus;
    unsigned epoch = 0;
    std::uint64_t now = 0;
    unsigned slow = 0;  ///< waits that may still let time pass

    std::uint64_t time(unsigned cpu) const { return std::max(now, cpus[cpu].time); }
};

class Enumerator {
  public:
    Enumerator(const Program& program, std::size_t limit) : program_(program), limit_(limit) {}

    std::set<std::string> run() {
        State state;
        state.graph.coherence.resize(max_variables);
        state.slow = program_.slow;
        for (unsigned cpu = 0; cpu < program_.tasks.size(); ++cpu) {
            state.cpus.push_back({{Frame{}}, program_.nmi_budget[cpu], 0, 0});
        }
        extend(state);
        return too_many_ ? std::set<std::string>{} : found_;
    }

  private:
    using Stage = Frame::Stage;

    const std::vector<Instruction>& code(unsigned cpu, const Frame& frame) const {
        return frame.is_nmi ? program_.nmi : program_.tasks[cpu];
    }
    const Instruction& instruction(const State& state, unsigned cpu) const {
        const Frame& frame = state.cpus[cpu].frames.back();
        return code(cpu, frame)[frame.next];
    }

    // ---- the search ----

    void extend(const State& state) {
        if (too_many_ || !met_.insert(key(state)).second) return;
        if (met_.size() > limit_) {
            too_many_ = true;
            return;
        }
        bool quiescent = true;
        for (unsigned cpu = 0; cpu < state.cpus.size(); ++cpu) {
            if (!stands_still(state, cpu)) quiescent = false;
            step(state, cpu);
        }
        if (quiescent) pass_time(state);
    }

    static int latest(const State& state, unsigned variable) {
        const std::vector<int>& coherence = state.graph.coherence[variable];
        return coherence.empty() ? -1 : coherence.back();
    }

    static std::uint64_t time_of(const State& state, int write) {
        return write < 0 ? 0 : state.graph.events[static_cast<std::size_t>(write)].time;
    }

    /// Does a wait that reads this go on? If it is what it waits for, or was stored at its poll time or
    /// later.
    bool lets_go(const State& state, unsigned cpu, int write) const {
        return value_of(state, write) == instruction(state, cpu).expected ||
               time_of(state, write) >= state.cpus[cpu].frames.back().poll;
    }

    /// Finished, holding, or waiting for what the latest store does not give.
    bool stands_still(const State& state, unsigned cpu) const {
        const Frame& frame = state.cpus[cpu].frames.back();
        if (frame.stage == Stage::finished || frame.holding) {
            return frame.stage == Stage::finished || frame.stage == Stage::act;
        }
        if (frame.stage != Stage::act) return false;
        const Instruction& current = instruction(state, cpu);
        if (current.kind != Kind::await && current.kind != Kind::timed_await) return false;
        return frame.poll > state.time(cpu) && !lets_go(state, cpu, latest(state, current.variable));
    }

    void step(State state, unsigned cpu) {
        Frame& frame = state.cpus[cpu].frames.back();
        switch (frame.stage) {
            case Stage::start:
                return start(state, cpu);
            case Stage::point:
            case Stage::tick:
                return offer_nmi_before(Stage::act, state, cpu);
            case Stage::due:
                return offer_nmi_before(Stage::look, state, cpu);
            case Stage::finished_tick:
                return offer_nmi_before(Stage::finished, state, cpu);
            case Stage::act:
                return act(state, cpu);
            case Stage::look:
                return look(state, cpu);
            case Stage::finished:
                return;
        }
    }

    void offer_nmi_before(Stage next, State& state, unsigned cpu) {
        offer_nmi(state, cpu);
        state.cpus[cpu].frames.back().stage = next;
        extend(state);
    }

    void offer_nmi(const State& state, unsigned cpu) {
        if (state.cpus[cpu].budget == 0 || state.cpus[cpu].frames.back().is_nmi) return;
        State with = state;
        --with.cpus[cpu].budget;
        add(with, cpu, NaiveEvent::Kind::enter);
        Frame nmi;
        nmi.is_nmi = true;
        with.cpus[cpu].frames.push_back(nmi);
        extend(with);
    }

    void start(State& state, unsigned cpu) {
        Frame& frame = state.cpus[cpu].frames.back();
        const std::vector<Instruction>& instructions = code(cpu, frame);
        // A timed wait that looks again has been decided on.
        while (!frame.timed && frame.next < instructions.size() &&
               is_left_out(instructions[frame.next], frame.last)) {
            ++frame.next;
        }
        if (frame.next == instructions.size()) {
            if (!frame.is_nmi) {
                frame.stage = Stage::finished_tick;  // the point behind the last access
                return extend(state);
            }
            // What the interrupt stopped goes on where it was, and another one may arrive there.
            state.cpus[cpu].frames.pop_back();
            add(state, cpu, NaiveEvent::Kind::leave);
            return extend(state);
        }
        const Instruction& current = instructions[frame.next];
        if (current.kind == Kind::timed_await) {
            if (!frame.timed) frame.deadline = state.time(cpu) + current.value * time_unit;
            frame.timed = true;
            frame.poll = std::min(state.time(cpu) + time_unit, frame.deadline);
        }
        frame.stage = current.kind == Kind::choose ? Stage::act : Stage::point;
        extend(state);
    }

    void done(State& state, unsigned cpu) {
        Frame& frame = state.cpus[cpu].frames.back();
        ++frame.next;
        frame.stage = Stage::start;
        frame.poll = forever;
        frame.deadline = forever;
        frame.timed = false;
        extend(state);
    }

    void act(State& state, unsigned cpu) {
        Frame& frame = state.cpus[cpu].frames.back();
        const Instruction& current = instruction(state, cpu);
        switch (current.kind) {
            case Kind::load:
                return read(state, cpu, [](int) { return true; });
            case Kind::store:
                return write(state, cpu);
            case Kind::exchange:
            case Kind::compare_exchange:
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
                    chosen.cpus[cpu].frames.back().last = value;
                    done(chosen, cpu);
                }
                return;
            case Kind::plain_read:
                add(state, cpu, NaiveEvent::Kind::plain_read);
                return done(state, cpu);
            case Kind::plain_write:
                add(state, cpu, NaiveEvent::Kind::plain_write);
                return done(state, cpu);
            case Kind::hold:
                hold(state, cpu, current);
                return;
        }
    }

    /// The CPU's time passes to its poll time or deadline, though others could move.
    void be_slow(const State& state, unsigned cpu) {
        const Frame& frame = state.cpus[cpu].frames.back();
        if (state.slow == 0 || frame.poll == forever) return;
        for (const std::uint64_t until : std::set{frame.poll, frame.deadline}) {
            State late = state;
            --late.slow;
            late.cpus[cpu].time = until;
            add(late, cpu, NaiveEvent::Kind::slow);
            late.cpus[cpu].frames.back().stage = Stage::look;
            extend(late);
        }
    }

    void hold(State& state, unsigned cpu, const Instruction& current) {
        Frame& frame = state.cpus[cpu].frames.back();
        if (!frame.holding) {
            frame.holding = true;
            frame.deadline = state.time(cpu) + current.value * time_unit;
            add(state, cpu, NaiveEvent::Kind::hold_begin);
            return extend(state);
        }
        if (state.time(cpu) < frame.deadline) return;  // until the clock jumps
        frame.holding = false;
        add(state, cpu, NaiveEvent::Kind::hold_end);
        done(state, cpu);
    }

    /// The wait's time has come: it reads once.
    void look(State& state, unsigned cpu) {
        if (instruction(state, cpu).kind == Kind::hold) {
            state.cpus[cpu].frames.back().stage = Stage::act;
            return extend(state);
        }
        read(state, cpu, [](int) { return true; });
    }

    template <class F>
    void read(const State& state, unsigned cpu, F may_take) {
        const Instruction& current = instruction(state, cpu);
        const std::vector<int>& coherence = state.graph.coherence[current.variable];
        for (std::size_t i = 0; i <= coherence.size(); ++i) {
            State with = state;
            const int from = i == 0 ? -1 : coherence[i - 1];
            const std::uint64_t value = value_of(state, from);
            if (!may_take(from)) continue;
            hear_of(with, cpu, from);
            NaiveEvent& event = add(with, cpu, NaiveEvent::Kind::read);
            event.variable = current.variable;
            event.order = current.order;
            event.reads_from = from;
            event.value = value;
            if (!is_consistent(with.graph, program_.memory_model)) continue;
            Frame& frame = with.cpus[cpu].frames.back();
            frame.last = value;
            if (current.kind == Kind::timed_await && value != current.expected &&
                with.time(cpu) < frame.deadline) {
                frame.stage = Stage::start;  // looks up again later
                extend(with);
            } else {
                done(with, cpu);
            }
        }
    }

    void write(const State& state, unsigned cpu) {
        const Instruction& current = instruction(state, cpu);
        const std::size_t count = state.graph.coherence[current.variable].size();
        for (std::size_t place = 0; place <= count; ++place) {
            State with = state;
            NaiveEvent& event = add(with, cpu, NaiveEvent::Kind::write);
            event.variable = current.variable;
            event.order = current.order;
            event.value = value_stored(current, with.cpus[cpu].frames.back().last);
            put(with, current.variable, place);
            if (is_consistent(with.graph, program_.memory_model)) done(with, cpu);
        }
    }

    void update(const State& state, unsigned cpu) {
        const Instruction& current = instruction(state, cpu);
        const std::vector<int>& coherence = state.graph.coherence[current.variable];
        for (std::size_t i = 0; i <= coherence.size(); ++i) {
            State with = state;
            const int from = i == 0 ? -1 : coherence[i - 1];
            const std::uint64_t value = value_of(state, from);
            const bool writes = current.kind == Kind::exchange || value == current.expected;
            const std::uint64_t written = current.kind == Kind::exchange
                                              ? value_stored(current, state.cpus[cpu].frames.back().last)
                                              : current.value;
            hear_of(with, cpu, from);
            NaiveEvent& event = add(with, cpu, NaiveEvent::Kind::read);
            event.variable = current.variable;
            event.order = writes ? current.order : std::memory_order_relaxed;
            event.reads_from = from;
            event.value = value;
            event.exclusive = writes;
            if (writes) {
                const int read = static_cast<int>(with.graph.events.size()) - 1;
                NaiveEvent& store = add(with, cpu, NaiveEvent::Kind::write);
                store.variable = current.variable;
                store.order = current.order;
                store.value = written;
                store.update_of = read;
                put(with, current.variable, i);
            }
            if (!is_consistent(with.graph, program_.memory_model)) continue;
            with.cpus[cpu].frames.back().last = value;
            done(with, cpu);
        }
    }

    // ---- events ----

    NaiveEvent& add(State& state, unsigned cpu, NaiveEvent::Kind kind) {
        NaiveEvent event;
        event.kind = kind;
        event.cpu = cpu;
        event.epoch = state.epoch;
        event.time = state.time(cpu);
        state.graph.events.push_back(event);
        return state.graph.events.back();
    }

    /// Nobody reads a store earlier than it was made.
    static void hear_of(State& state, unsigned cpu, int write) {
        state.cpus[cpu].time = std::max(state.cpus[cpu].time, time_of(state, write));
    }

    /// Puts the event added last into coherence.
    void put(State& state, unsigned variable, std::size_t place) {
        std::vector<int>& coherence = state.graph.coherence[variable];
        coherence.insert(coherence.begin() + static_cast<std::ptrdiff_t>(place),
                         static_cast<int>(state.graph.events.size()) - 1);
    }

    static std::uint64_t value_of(const State& state, int write) {
        return write < 0 ? 0 : state.graph.events[static_cast<std::size_t>(write)].value;
    }

    // ---- time ----

    bool all_finished(const State& state) const {
        return std::all_of(state.cpus.begin(), state.cpus.end(),
                           [](const Cpu& cpu) { return cpu.frames.back().stage == Stage::finished; });
    }

    void pass_time(State state) {
        if (all_finished(state)) {
            found_.insert(text(state, false));
            return;
        }
        unsigned last_store = 0;
        for (const NaiveEvent& event : state.graph.events) {
            if (event.kind == NaiveEvent::Kind::write) last_store = std::max(last_store, event.epoch);
        }
        bool all_checked = true;
        for (const Cpu& cpu : state.cpus) {
            const Frame& frame = cpu.frames.back();
            const bool timed = frame.stage == Stage::act && !frame.holding && frame.poll != forever;
            if (timed && cpu.check_epoch <= last_store) all_checked = false;
        }
        std::uint64_t next = forever;
        for (const Cpu& cpu : state.cpus) {
            const Frame& frame = cpu.frames.back();
            if (frame.stage == Stage::finished) continue;
            if (frame.holding) next = std::min(next, frame.deadline);
            if (!frame.holding && frame.poll != forever) {
                next = std::min(next, all_checked ? frame.deadline : frame.poll);
            }
        }
        if (next == forever) {
            found_.insert(text(state, true));
            return;
        }
        state.now = std::max(state.now, next);
        ++state.epoch;
        for (Cpu& cpu : state.cpus) {
            Frame& frame = cpu.frames.back();
            if (frame.stage == Stage::finished) {
                frame.stage = Stage::finished_tick;
            } else if (frame.holding) {
                frame.stage = frame.deadline <= state.now ? Stage::due : Stage::tick;
            } else if (frame.poll <= state.now) {
                frame.stage = Stage::due;
                cpu.check_epoch = state.epoch;
            } else {
                frame.stage = Stage::tick;
            }
        }
        extend(state);
    }

    // ---- text ----

    std::string key(const State& state) const {
        std::string result = text(state, false) + "/" + std::to_string(state.epoch) + ":" +
                             std::to_string(state.now) + ":" + std::to_string(state.slow);
        for (const Cpu& cpu : state.cpus) {
            result += "/" + std::to_string(cpu.budget) + "," + std::to_string(cpu.check_epoch) + "," +
                      std::to_string(cpu.time);
            for (const Frame& frame : cpu.frames) {
                result += ";" + std::to_string(frame.next) + "," +
                          std::to_string(static_cast<int>(frame.stage)) + "," + std::to_string(frame.last) +
                          "," + std::to_string(frame.poll) + "," + std::to_string(frame.deadline) +
                          (frame.holding ? "h" : "") + (frame.timed ? "t" : "");
            }
        }
        return result;
    }

    std::string text(const State& state, bool stuck) const {
        const std::vector<NaiveEvent>& events = state.graph.events;
        // The number of each event in its CPU's record, in which an update is one.
        std::vector<std::string> names(events.size());
        std::vector<unsigned> places(events.size(), 0);
        std::vector<unsigned> counts(state.cpus.size(), 0);
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (!events[i].exclusive) {
                names[i] = std::to_string(events[i].cpu) + "." + std::to_string(counts[events[i].cpu]++);
            }
        }
        for (const std::vector<int>& coherence : state.graph.coherence) {
            for (std::size_t i = 0; i < coherence.size(); ++i) {
                places[static_cast<std::size_t>(coherence[i])] = static_cast<unsigned>(i) + 1;
            }
        }
        std::string result;
        for (unsigned cpu = 0; cpu < state.cpus.size(); ++cpu) {
            for (std::size_t i = 0; i < events.size(); ++i) {
                const NaiveEvent& event = events[i];
                if (event.cpu != cpu || event.exclusive) continue;
                result += event_text(events, event, names, places[i]) + "@" + std::to_string(event.epoch) +
                          ":" + std::to_string(event.time / time_unit) + " ";
            }
            result += "| ";
        }
        if (stuck) result += "stuck ";
        if (has_race(state.graph, program_.memory_model)) result += "race ";
        return result;
    }

    static std::string event_text(const std::vector<NaiveEvent>& events, const NaiveEvent& event,
                                  const std::vector<std::string>& names, unsigned place) {
        const std::string variable = std::to_string(event.variable);
        const auto read = [&](const NaiveEvent& of) {
            return std::to_string(of.value) + "<" +
                   (of.reads_from < 0 ? "init" : names[static_cast<std::size_t>(of.reads_from)]);
        };
        const std::string written = std::to_string(event.value) + "#" + std::to_string(place);
        switch (event.kind) {
            case NaiveEvent::Kind::read:
                return "R" + variable + "=" + read(event);
            case NaiveEvent::Kind::write:
                if (event.update_of < 0) return "W" + variable + "=" + written;
                return "U" + variable + "=" + read(events[static_cast<std::size_t>(event.update_of)]) + ">" +
                       written;
            case NaiveEvent::Kind::fence:
                return "F";
            case NaiveEvent::Kind::plain_read:
                return "pR";
            case NaiveEvent::Kind::plain_write:
                return "pW";
            case NaiveEvent::Kind::choice:
                return "C" + std::to_string(event.value);
            case NaiveEvent::Kind::enter:
                return "[";
            case NaiveEvent::Kind::leave:
                return "]";
            case NaiveEvent::Kind::hold_begin:
                return "hold";
            case NaiveEvent::Kind::hold_end:
                return "held";
            case NaiveEvent::Kind::slow:
                return "slow";
        }
        return "";
    }

    const Program& program_;
    const std::size_t limit_;
    bool too_many_ = false;
    std::set<std::string> met_;
    std::set<std::string> found_;
};

}  // namespace

std::set<std::string> enumerate(const Program& program, std::size_t limit) {
    return Enumerator(program, limit).run();
}

}  // namespace model::tests
