// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/stepper.hpp"

#include <limits>

namespace model::native {
namespace {

/// This much work takes some milliseconds.
constexpr std::uint64_t look_every = 16'384;

static_assert((event_limit + 2) * max_cpus <= std::numeric_limits<decltype(Dependency::number)>::max(),
              "a dependency can name each event of a graph");

}  // namespace

Stepper::Stepper(ProgramRunner& runner, WaitOrder wait_order, Patience& patience)
    : runner_(runner),
      graph_(runner.graph()),
      patience_(patience),
      turns_(runner, wait_order),
      generator_(runner),
      epochs_(runner),
      builder_(runner, epochs_) {}

/// @return true if it is time to stop
[[gnu::noinline]] bool Stepper::looks_at_the_time() {
    look_at_ = runner_.work() + look_every;
    called_off_ = called_off_ || patience_.is_over();
    if (called_off_) look_at_ = 0;
    return called_off_;
}

std::optional<Ending> Stepper::advance() {
    while (!dead_end_) {
        if (runner_.work() >= look_at_ && looks_at_the_time()) return Ending::called_off;
        if (!found_) {
            cpu_ = turns_.next_cpu();
            if (cpu_ == no_cpu) {
                if (const std::optional<Ending> ending = epochs_.end_or_jump()) return ending;
                continue;
            }
            if (graph_.size() > event_limit) return Ending::endless;
            generator_.generate(cpu_);
        }
        found_ = false;
        if (moves().empty()) return Ending::discarded;
        if (!generator_.is_forced()) return std::nullopt;
        if (!extend(moves().front())) return Ending::discarded;
    }
    return Ending::discarded;
}

/// Makes the steps that `advance` would make next, without leaving the program.
bool Stepper::answer(unsigned cpu) {
    while (graph_.size() <= event_limit && runner_.work() < look_at_ && turns_.next_cpu() == cpu) {
        generator_.generate(cpu);
        cpu_ = cpu;
        found_ = true;
        if (!generator_.is_forced()) return false;
        found_ = false;
        const GraphEvent* const event = builder_.add(cpu, moves().front());
        if (event == nullptr) {
            dead_end_ = true;
            return false;
        }
        if (event->is_answer()) {
            runner_.take(*event);
            return true;
        }
        if (event->blocked) return false;
    }
    return false;
}

/// Lets a program run on, up to a step that has several moves or that must wait for another CPU's turn.
void Stepper::proceed(unsigned cpu, const GraphEvent& event) {
    runner_.set_decider(this);
    runner_.resume(cpu, event);
    runner_.set_decider(nullptr);
}

bool Stepper::apply(const Move& move, Revisit& undo) {
    if (move.kind != Move::Kind::revisit) return extend(move);
    if (!builder_.revisit(cpu_, move, undo)) return false;
    runner_.resume(cpu_, *undo.write);
    if (undo.read->is_answer()) proceed(undo.read->cpu, *undo.read);
    return true;
}

bool Stepper::extend(const Move& move) {
    const GraphEvent* const event = builder_.add(cpu_, move);
    if (event == nullptr) return false;
    if (event->is_answer()) proceed(cpu_, *event);
    return true;
}

Stepper::Snapshot Stepper::take_snapshot() {
    Snapshot snapshot;
    snapshot.size = graph_.size();
    snapshot.cpu = cpu_;
    snapshot.checkpoints = runner_.take_checkpoints();
    snapshot.clock = epochs_.clock();
    snapshot.mark = arena().mark();
    return snapshot;
}

void Stepper::go_back_to(const Snapshot& snapshot, Revisit& undo) {
    if (undo.done) builder_.undo(undo);
    builder_.shrink_to(snapshot.size);
    epochs_.go_back_to(snapshot.clock);
    cpu_ = snapshot.cpu;
    found_ = false;
    dead_end_ = false;
    runner_.go_back_to(snapshot.checkpoints);
    arena().release_to(snapshot.mark);
}

void Stepper::go_back_to(const Snapshot& snapshot) {
    Revisit none;
    go_back_to(snapshot, none);
}

}  // namespace model::native
