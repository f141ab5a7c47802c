// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Writes down what happens in a CPU's program order, and keeps up the hashes of it that skeletons are made
/// of.

#include "model/configuration.hpp"
#include "model/native/graph/arena.hpp"
#include "model/native/machine/cpu_state.hpp"

namespace model::native {

class Records {
  public:
    Records(Arena& arena, const Configuration& configuration)
        : arena_(arena), configuration_(configuration) {}

    /// What the CPU's next step has become.
    void add_event(CpuState& own, const GraphEvent& event);
    /// What is no event.
    /// @return the record; the caller fills in location and note
    Record& add(CpuState& own, Operation operation, AccessInfo info);
    /// The same of what skeletons tell of.
    Record& add_visible(CpuState& own, Operation operation, AccessInfo info, std::uint64_t detail = 0);

    /// What comes next stands behind this access.
    static void accessed(CpuState& own, bool is_event) { own.anchor = {own.tick, is_event, own.epoch}; }

  private:
    Arena& arena_;
    const Configuration& configuration_;
};

inline Record& Records::add(CpuState& own, Operation operation, AccessInfo info) {
    ++own.record_count;
    auto* const record = arena_.allocate<Record>(1);
    *record = {.previous = own.record,
               .event = nullptr,
               .info = info,
               .time = own.time,
               .epoch = own.epoch,
               .location = 0,
               .note = 0,
               .subject = 0,
               .detail = 0,
               .operation = operation,
               .context = own.interrupts.running(),
               .ahead = own.ahead};
    own.record = record;
    return *record;
}

}  // namespace model::native
