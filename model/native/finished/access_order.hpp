// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The order of a finished graph's accesses by the chosen memory model. It decides whether two accesses to
/// plain data race. In rc11 it is C++'s happens-before. In tso and sc it is the order of `StrongOrder`, in
/// which an access to plain data is like a relaxed access that does not communicate. Clock jumps order
/// nothing.

#include <vector>

#include "model/native/consistency/strong_order.hpp"

namespace model::native {

/// An access, named by its place in program order.
struct AccessPoint {
    unsigned cpu;
    Tick tick;
    bool is_write;
};

class AccessOrder {
  public:
    AccessOrder(const Graph& graph, MemoryModel memory_model)
        : graph_(graph), memory_model_(memory_model), order_(graph, memory_model) {}

    /// Does an access to plain data come before an access of another CPU?
    bool is_before(const PlainAccess& first, unsigned first_cpu, const PlainAccess& second,
                   unsigned second_cpu) const {
        // An order that C++ has exists in the stronger models too.
        if (second.happens_before.covers(first_cpu, first.tick)) return true;
        if (memory_model_ == MemoryModel::rc11) return false;
        return Search(*this, {second_cpu, second.tick, second.is_write}).leads_from(first, first_cpu);
    }

    /// In the order of the stronger models, does a write come before an event that precedes this read in
    /// program order?
    /// @pre `memory_model` is not rc11
    bool is_before_predecessors(const GraphEvent& write, const GraphEvent& read) const {
        return Search(*this, {read.cpu, read.tick, false}).leads_from(write);
    }

  private:
    /// Searches depth-first for an event that the target follows in program order.
    class Search {
      public:
        Search(const AccessOrder& of, AccessPoint target)
            : order_(of.order_), target_(target), seen_(of.graph_.next_stamp(), false) {}

        bool leads_from(const PlainAccess& access, unsigned cpu) {
            return !order_.for_each_behind(access, cpu,
                                           [this](const GraphEvent& next) { return visit(next); });
        }
        bool leads_from(const GraphEvent& event) { return !visit(event); }

      private:
        /// @return false: the target is found
        bool visit(const GraphEvent& event) {
            if (seen_[event.stamp]) return true;
            seen_[event.stamp] = true;
            const bool is_in_front = event.cpu == target_.cpu && event.tick < target_.tick;
            if (is_in_front && (target_.is_write || order_.orders_all(event))) return false;
            return order_.for_each_behind(event, [this](const GraphEvent& next) { return visit(next); });
        }

        const StrongOrder& order_;
        AccessPoint target_;
        std::vector<bool> seen_;  ///< by stamp
    };

    const Graph& graph_;
    MemoryModel memory_model_;
    StrongOrder order_;
};

}  // namespace model::native
