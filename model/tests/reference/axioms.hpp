// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The memory models by their definitions: relations and closures over all events, nothing incremental. They
/// are for the brute-force enumerator and share no code with the engine.

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "model/machine.hpp"

namespace model::tests {

struct NaiveEvent {
    enum class Kind : std::uint8_t {
        read,
        write,
        fence,
        plain_read,
        plain_write,
        choice,
        enter,
        leave,
        hold_begin,
        hold_end,
        slow,
        note,      ///< a point was here that is in no other event
        own_read,  ///< of a variable that no other CPU writes: the memory model has no such access
    };

    Kind kind = Kind::read;
    ContextKind context = ContextKind::task;  ///< of an enter: the context that begins
    unsigned cpu = 0;
    unsigned variable = 0;
    std::memory_order order = std::memory_order_relaxed;
    std::uint64_t value = 0;
    int reads_from = -1;     ///< of a read: a write's number; -1: the initial value
    int update_of = -1;      ///< of the write of an update: its read
    int address_from = -1;   ///< of an access: the load of order `dependency` on which its address depends
    bool exclusive = false;  ///< read of an update
    unsigned epoch = 0;
    std::uint64_t time = 0;
};

struct NaiveGraph {
    std::vector<NaiveEvent> events;           ///< of each CPU in program order
    std::vector<std::vector<int>> coherence;  ///< per variable
};

bool is_consistent(const NaiveGraph& graph, MemoryModel memory_model);
/// Are there two accesses to the plain data, one of them a write, that the model does not order?
bool has_race(const NaiveGraph& graph, MemoryModel memory_model);

}  // namespace model::tests
