// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Accesses to memory. Atomic accesses become events of the graph. So do fences, as far as they need a
/// decision of the search. Locations that only one CPU writes, plain data, CPU-local variables and poisoning
/// need none.

#include "model/native/machine/interrupt_points.hpp"

namespace model::native {

class Memory {
  public:
    Memory(ProgramRunner& runner, InterruptPoints& interrupts) : runner_(runner), interrupts_(interrupts) {}

    std::uint64_t load(const Location& location, AccessInfo info);
    std::uint64_t load_local(const Location& location, AccessInfo info);
    void store(const Location& location, std::uint64_t value, AccessInfo info);
    std::uint64_t add_local(const Location& location, std::uint64_t delta, AccessInfo info);
    bool compare_exchange(const Location& location, std::uint64_t& expected, std::uint64_t desired,
                          AccessInfo info, Order failure, std::uint64_t mask);
    /// @param kind the kind of the update; NextStep says what it does with the two numbers
    std::uint64_t update(NextStep::Kind kind, const Location& location, std::uint64_t first,
                         std::uint64_t second, AccessInfo info);
    void fence(AccessInfo info);
    void poison(const Location& location);
    void plain(const PlainData& data, Operation operation, AccessInfo info);
    std::uint64_t& local(LocalCell& cell);

    std::uint64_t latest_value(LocationId id) const;
    std::uint64_t final_value(const LocalCell& cell) const;

  private:
    template <class Ask>
    std::uint64_t read_as(SiteId site, const Ask& ask);
    bool drops(AccessInfo info) const { return runner_.configuration().dropped[info.site]; }
    void advance();
    void gain_by_address(PlainAccess& access, Dependency address);
    const GraphEvent* own_latest(const Location& location);

    ProgramRunner& runner_;
    InterruptPoints& interrupts_;
    std::array<unsigned, max_cpus> cells_used_{};
};

}  // namespace model::native
