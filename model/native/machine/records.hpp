// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Records the steps in a CPU's program order, and updates the hashes from which skeletons are made.

#include "model/configuration.hpp"
#include "model/native/graph/arena.hpp"
#include "model/native/machine/cpu_state.hpp"

namespace model::native {

class Records {
  public:
    Records(Arena& arena, const Configuration& configuration)
        : arena_(arena), configuration_(configuration) {}

    /// Adds the outcome of the CPU's next step.
    void add_event(CpuState& own, const GraphEvent& event);
    /// Adds a step that is no event.
    /// @return the record; the caller fills in location and note
    Record& add(CpuState& own, Operation operation, AccessInfo info);
    /// Like `add`, for a step that is part of skeletons.
    Record& add_visible(CpuState& own, Operation operation, AccessInfo info, std::uint64_t detail = 0);

    /// The next steps come after this access.
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
