// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The execution graph: the events in the order in which they were added, program order per CPU, reads-from
/// in the reads, and coherence per location. All changes are undone in reverse order.

#include <array>
#include <vector>

#include "model/native/graph/event.hpp"

namespace model::native {

/// The state of a location.
struct LocationState {
    bool observed = false;                         ///< part of skeletons
    std::uint64_t initial = 0;                     ///< the value before all writes
    std::vector<GraphEvent*> coherence;            ///< writes; the initial value comes before them
    std::array<GraphEvent*, max_cpus> accesses{};  ///< per CPU: its latest access
    unsigned cpus = 0;                             ///< the CPUs with an access, as bits

    const GraphEvent* latest() const { return coherence.empty() ? nullptr : coherence.back(); }
    /// Has no other CPU accessed the location?
    bool is_private(unsigned cpu) const { return (cpus & ~(1U << cpu)) == 0; }
    /// The write at a position, which is a place in coherence. Position 0 is the initial value, nullptr.
    const GraphEvent* at(std::uint32_t position) const {
        return position == 0 ? nullptr : coherence[position - 1];
    }
    /// The value of a write; nullptr: the initial value.
    std::uint64_t value_of(const GraphEvent* write) const {
        return write == nullptr ? initial : write->value;
    }
    /// Is there an update that has read the write at this position?
    bool is_updated(std::uint32_t position) const {
        return position < coherence.size() && coherence[position]->exclusive;
    }
};

inline std::uint32_t position_of(const GraphEvent* write) {
    return write == nullptr ? 0 : write->coherence;
}

class Graph {
  public:
    void begin(unsigned cpus, const std::vector<LocationId>& observed);

    unsigned cpus() const { return cpus_; }
    const std::vector<GraphEvent*>& order() const { return order_; }
    const std::vector<GraphEvent*>& events(unsigned cpu) const { return events_[cpu]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(order_.size()); }
    const LocationState& location(LocationId id) const { return locations_[id]; }
    bool knows(LocationId id) const { return id < locations_.size(); }
    std::size_t known_locations() const { return locations_.size(); }
    /// Makes room for a location that did not exist when the search began.
    void know(LocationId id) {
        if (id >= locations_.size()) make_known(id);
    }
    std::uint32_t next_stamp() const { return order_.empty() ? 1 : order_.back()->stamp + 1; }
    /// Number of seq_cst accesses and fences.
    unsigned seq_cst_events() const { return seq_cst_events_; }
    /// The CPUs, as bits, that are between the read of an atomic update and its write.
    unsigned pending_writes() const { return pending_writes_; }
    bool has_pending_write(unsigned cpu) const { return (pending_writes_ >> cpu & 1U) != 0; }
    /// Number of waits that let their CPU's time pass.
    unsigned slow_waits() const { return slow_waits_; }
    /// A number that grows whenever a write moves in coherence because another write comes or goes before
    /// it. It starts at 1.
    std::uint64_t coherence_version() const { return coherence_version_; }

    /// Appends the event to its CPU's program order. A write takes the place `event->coherence`.
    void add(GraphEvent* event);
    /// Removes the event that was added last.
    void remove_last();

    /// Events with stamps up to this one belong to earlier epochs: they do not change, and every CPU knows
    /// their writes.
    std::uint32_t frozen_stamp() const { return frozen_stamp_; }
    void freeze(std::uint32_t stamp) { frozen_stamp_ = stamp; }

    /// The first position in coherence that an access may read. The events in `clock` happen before the
    /// access, and `own` is its CPU's preceding access to the location. The position is that of the latest
    /// write that the access must know (coherence: CoWR, CoRR).
    std::uint32_t first_readable(LocationId location, unsigned cpu, const VectorClock& clock,
                                 const GraphEvent* own) const;
    /// Like the function above, for the CPU's next access.
    std::uint32_t first_readable(LocationId location, unsigned cpu, const VectorClock& clock) const {
        return first_readable(location, cpu, clock, locations_[location].accesses[cpu]);
    }

    /// A removed event, and its place in coherence.
    struct Removed {
        GraphEvent* event;
        std::uint32_t coherence;
    };

    /// The events that a restriction has removed.
    struct Restriction {
        GraphEvent* read = nullptr;
        std::uint32_t read_index = 0;
        std::uint32_t tail_size = 0;  ///< number of events after the read before the restriction
        GraphEvent** tail = nullptr;
        std::uint32_t removed_count = 0;
        Removed* removed = nullptr;
    };

    /// The event's index in the order of addition.
    std::uint32_t index_in_order(const GraphEvent* event) const;

    /// Removes the events that were added after `read` and are not in `prefix`.
    /// @param restriction its arrays have room for all events after the read
    void restrict_to(GraphEvent* read, const VectorClock& prefix, Restriction& restriction);
    void undo(const Restriction& restriction);

    /// Puts an event in the place of its CPU's last event.
    void replace(GraphEvent* old, GraphEvent* by, std::uint32_t index_in_order);

  private:
    void make_known(LocationId id);
    void count(const GraphEvent& event, unsigned change);
    void set_pending_write(unsigned cpu, bool pending) {
        pending_writes_ = (pending_writes_ & ~(1U << cpu)) | static_cast<unsigned>(pending) << cpu;
    }
    void attach(GraphEvent* event);
    void detach(GraphEvent* event);
    void insert_before_others(std::vector<GraphEvent*>& coherence, GraphEvent* event);
    void erase_before_others(std::vector<GraphEvent*>& coherence, const GraphEvent* event);

    unsigned cpus_ = 0;
    std::vector<GraphEvent*> order_;
    std::array<std::vector<GraphEvent*>, max_cpus> events_;
    std::vector<LocationState> locations_;
    std::uint32_t frozen_stamp_ = 0;
    unsigned seq_cst_events_ = 0;
    unsigned slow_waits_ = 0;
    unsigned pending_writes_ = 0;
    std::uint64_t coherence_version_ = 1;
};

}  // namespace model::native
