// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The execution graph: events in the order in which they were added, program order per CPU, reads-from in
/// the reads, and coherence per location. All changes are undone in reverse.

#include <array>
#include <vector>

#include "model/native/graph/event.hpp"

namespace model::native {

/// What is known of a location.
struct LocationState {
    bool observed = false;                         ///< skeletons tell of it
    std::uint64_t initial = 0;                     ///< before all writes
    std::vector<GraphEvent*> coherence;            ///< writes; the initial value comes before them
    std::array<GraphEvent*, max_cpus> accesses{};  ///< per CPU: its latest access
    unsigned cpus = 0;                             ///< those with an access, as bits

    const GraphEvent* latest() const { return coherence.empty() ? nullptr : coherence.back(); }
    /// Has no other CPU come by?
    bool is_private(unsigned cpu) const { return (cpus & ~(1U << cpu)) == 0; }
    /// The write at a position, which is a place in coherence; 0 is the initial value.
    const GraphEvent* at(std::uint32_t position) const {
        return position == 0 ? nullptr : coherence[position - 1];
    }
    /// Of a write, or the initial one.
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
    /// Makes room for a location that was not there when the search began.
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
    /// Grows when a write that is there gets another one before it, from 1.
    std::uint64_t coherence_version() const { return coherence_version_; }

    /// Appends to the program order of its CPU. A write is put at `event->coherence`.
    void add(GraphEvent* event);
    /// Takes the event added last away again.
    void remove_last();

    /// Events older than this belong to earlier epochs: nothing of them changes, and all see their writes.
    std::uint32_t frozen_stamp() const { return frozen_stamp_; }
    void freeze(std::uint32_t stamp) { frozen_stamp_ = stamp; }

    /// The first position of coherence that an access may read whose happens-before is `clock` and which
    /// comes, on its own CPU, behind `own`: the latest write that it must know of (coherence: CoWR, CoRR).
    std::uint32_t first_readable(LocationId location, unsigned cpu, const VectorClock& clock,
                                 const GraphEvent* own) const;
    /// The same for the next access of the CPU.
    std::uint32_t first_readable(LocationId location, unsigned cpu, const VectorClock& clock) const {
        return first_readable(location, cpu, clock, locations_[location].accesses[cpu]);
    }

    /// An event that was taken away, and where it was in coherence.
    struct Removed {
        GraphEvent* event;
        std::uint32_t coherence;
    };

    /// What a restriction has taken away.
    struct Restriction {
        GraphEvent* read = nullptr;
        std::uint32_t read_index = 0;
        std::uint32_t tail_size = 0;  ///< events behind the read before the restriction
        GraphEvent** tail = nullptr;
        std::uint32_t removed_count = 0;
        Removed* removed = nullptr;
    };

    /// Its index in the order of addition.
    std::uint32_t index_in_order(const GraphEvent* event) const;

    /// Removes what was added after `read` and is not in `prefix`.
    /// @param restriction its arrays have room for all events behind the read
    void restrict_to(GraphEvent* read, const VectorClock& prefix, Restriction& restriction);
    void undo(const Restriction& restriction);

    /// Puts an event in the place of the last one of its CPU.
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
