// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The interrupts that a CPU can take, and the rules of nesting. Both engines share them.

#include <array>
#include <cstdint>

#include "model/configuration.hpp"
#include "model/programs.hpp"

namespace model {

/// The interrupts that may arrive at a point, the lowest first.
struct Arrivals {
    std::array<ContextKind, 3> kind{};
    unsigned count = 0;
};

/// The state that a CPU keeps of its contexts.
class InterruptState {
  public:
    InterruptState() = default;
    InterruptState(const Configuration& configuration, unsigned cpu)
        : budgets_{static_cast<std::uint16_t>(configuration.softirq_budget[cpu]),
                   static_cast<std::uint16_t>(configuration.hardirq_budget[cpu]),
                   static_cast<std::uint16_t>(configuration.nmi_budget[cpu])} {}

    friend bool operator==(const InterruptState&, const InterruptState&) = default;

    /// The context on top.
    ContextKind context() const { return context_; }
    /// The program that runs in that context: the context's own, or one at a trace point.
    ContextKind running() const { return running_; }

    /// The interrupts that may arrive at a site by budgets, masks and windows.
    Arrivals possible(const Configuration& configuration, SiteId site) const {
        Arrivals arrivals;
        for (const ContextKind kind : {ContextKind::softirq, ContextKind::hardirq, ContextKind::nmi}) {
            if (may_arrive(kind, configuration, site)) arrivals.kind[arrivals.count++] = kind;
        }
        return arrivals;
    }
    bool any_possible(const Configuration& configuration, SiteId site) const {
        if ((budgets_[0] | budgets_[1] | budgets_[2]) == 0) return false;
        return may_arrive(ContextKind::nmi, configuration, site) ||
               may_arrive(ContextKind::hardirq, configuration, site) ||
               may_arrive(ContextKind::softirq, configuration, site);
    }

    /// @return were they masked before?
    bool mask_irqs() {
        const bool was_masked = irqs_masked_;
        irqs_masked_ = true;
        return was_masked;
    }
    void restore_irqs(bool masked) { irqs_masked_ = masked; }

    /// The guards of a CPU that its running trace programs hold, one bit each.
    using Guard = std::uint16_t;
    /// @param number the program's number in `Programs::traced`
    static Guard guard_of(const TraceProgram& program, unsigned number) {
        return static_cast<Guard>(program.guard == TraceGuard::per_cpu ? 1U : 2U << number);
    }
    /// May a trace program with this guard run? It may not while a program with this guard runs on the CPU,
    /// also not in NMIs that interrupt that program.
    bool may_trace(Guard guard) const { return (guards_ & guard) == 0; }

    /// The state that `leave` restores.
    struct Below {
        ContextKind context;
        ContextKind running;
        bool irqs_masked;
        Guard guards;
    };
    /// @param kind the kind of interrupt
    Below enter(ContextKind kind) {
        const Below below{context_, running_, irqs_masked_, guards_};
        running_ = kind;
        context_ = kind;
        --budget(kind);
        return below;
    }
    Below enter_trace_program(Guard guard) {
        const Below below{context_, running_, irqs_masked_, guards_};
        running_ = ContextKind::trace;
        guards_ |= guard;
        return below;
    }
    /// A return from an interrupt restores the mask. A return from a program at a trace point is a return
    /// like any other.
    void leave(const Below& below) {
        if (running_ != ContextKind::trace) irqs_masked_ = below.irqs_masked;
        guards_ = below.guards;
        context_ = below.context;
        running_ = below.running;
    }

  private:
    std::uint16_t& budget(ContextKind kind) { return budgets_[static_cast<unsigned>(kind) - 1]; }
    bool may_arrive(ContextKind kind, const Configuration& configuration, SiteId site) const {
        return budgets_[static_cast<unsigned>(kind) - 1] > 0 && kind > context_ &&
               (kind == ContextKind::nmi || !irqs_masked_) && configuration.window(kind)[site];
    }

    ContextKind context_ = ContextKind::task;
    ContextKind running_ = ContextKind::task;
    bool irqs_masked_ = false;
    Guard guards_ = 0;
    std::array<std::uint16_t, 3> budgets_{};  // softirq, hardirq, NMI
};

}  // namespace model
