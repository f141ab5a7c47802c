// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A partial execution of a small program in the brute-force enumerator: the graph so far, and the state of
/// each CPU.

#include <limits>
#include <string>
#include <vector>

#include "model/tests/programs/program.hpp"
#include "model/tests/reference/axioms.hpp"

namespace model::tests {

inline constexpr std::uint64_t forever = std::numeric_limits<std::uint64_t>::max();

/// A program that runs, or that was stopped by an interrupt or by a program at a trace point.
struct Frame {
    enum class Stage : std::uint8_t {
        start,   ///< before any part of the instruction
        point,   ///< an interrupt may arrive; then `act`
        act,     ///< the access, wait or hold itself
        tick,    ///< the clock has jumped during the wait: an interrupt may arrive; then `act`
        due,     ///< its time has come: an interrupt may arrive; then `look`
        look,    ///< a wait reads once
        traced,  ///< the program at its trace point has run
        finished,
        finished_tick,
    };

    ContextKind running = ContextKind::task;
    unsigned point = 0;    ///< of a program at a trace point
    std::size_t next = 0;  ///< number of the instruction
    Stage stage = Stage::start;
    std::uint64_t last = 0;
    LatestLoads<int> loads;  ///< the numbers of their events, from 1
    std::uint64_t poll = forever;
    std::uint64_t deadline = forever;
    bool timed = false;  ///< the deadline of a timed wait is set
    bool holding = false;
    bool was_masked = false;     ///< the mask before its last `mask`
    bool masked_before = false;  ///< the mask that an interrupt's return restores
};

struct NaiveCpu {
    std::vector<Frame> frames;
    std::array<unsigned, 3> budget{};  ///< softirq, hardirq, NMI
    unsigned check_epoch = 0;
    unsigned checked_variable = 0;  ///< of the wait that made that check
    std::uint64_t checked_deadline = 0;
    std::uint64_t time = 0;  ///< the CPU's own time, if it is ahead of the clock
    std::uint64_t local = 0;
    bool masked = false;
};

struct NaiveState {
    NaiveGraph graph;
    std::array<unsigned, variable_count> initial{};
    std::vector<NaiveCpu> cpus;
    unsigned epoch = 0;
    std::uint64_t now = 0;
    unsigned slow = 0;  ///< number of waits that may still let time pass

    Frame& top(unsigned cpu) { return cpus[cpu].frames.back(); }
    const Frame& top(unsigned cpu) const { return cpus[cpu].frames.back(); }
    std::uint64_t time(unsigned cpu) const { return std::max(now, cpus[cpu].time); }

    // -1 is the initial value, as in NaiveEvent::reads_from.
    int latest(unsigned variable) const {
        const std::vector<int>& coherence = graph.coherence[variable];
        return coherence.empty() ? -1 : coherence.back();
    }
    std::uint64_t time_of(int write) const {
        return write < 0 ? 0 : graph.events[static_cast<std::size_t>(write)].time;
    }
    std::uint64_t value_of(unsigned variable, int write) const {
        return write < 0 ? initial[variable] : graph.events[static_cast<std::size_t>(write)].value;
    }
};

/// The graph, in the same form as `graph_text` writes the engine's graphs.
std::string text(const NaiveState& state, MemoryModel memory_model, bool stuck);

/// A key. States that differ in anything that matters for later steps have different keys.
std::string key(const NaiveState& state);

}  // namespace model::tests
