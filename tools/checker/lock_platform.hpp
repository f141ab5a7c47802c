// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The lock's platform on an engine: the engine's atomics, awaits and clock, and the parts that only the lock
/// knows, namely its word, its phases and its contexts.

#include "lock/lock_word.hpp"
#include "lock/platform.hpp"
#include "model/access.hpp"

namespace tools {

/// The lock word on an engine. Each access to a byte or a half-word of it is one atomic update of
/// the whole word.
/// @tparam Word the engine's atomic of 32 bits
template <class Word>
class LockWord {
  public:
    template <class Site>
    std::uint32_t load(model::Order order, Site site, model::Source source = model::Source::current()) const {
        return word_.load(order, site, source);
    }
    template <class Site>
    bool try_cmpxchg(std::uint32_t& expected, std::uint32_t desired, model::Order order, Site site,
                     model::Source source = model::Source::current()) {
        return word_.compare_exchange(expected, desired, order, site, source);
    }
    template <class Site>
    std::uint32_t fetch_set_pending(model::Order order, Site site,
                                    model::Source source = model::Source::current()) {
        return update(~0U, rqspinlock::pending_value, order, site, source);
    }
    template <class Site>
    bool test_and_set_pending(model::Order order, Site site,
                              model::Source source = model::Source::current()) {
        return (fetch_set_pending(order, site, source) & rqspinlock::pending_value) != 0;
    }
    template <class Site>
    model::Dependent<std::uint32_t> xchg_tail(std::uint32_t tail, model::DependencyOrder order, Site site,
                                              model::Source source = model::Source::current()) {
        auto old = word_.update(~rqspinlock::tail_mask, tail, order, site, source);
        old.value &= rqspinlock::tail_mask;
        return old;
    }
    template <class Site>
    void set_locked(model::Order order, Site site, model::Source source = model::Source::current()) {
        update(~rqspinlock::locked_mask, rqspinlock::locked_value, order, site, source);
    }
    template <class Site>
    void clear_locked(model::Order order, Site site, model::Source source = model::Source::current()) {
        update(~rqspinlock::locked_mask, 0, order, site, source);
    }
    template <class Site>
    void clear_pending(model::Order order, Site site, model::Source source = model::Source::current()) {
        update(~rqspinlock::pending_mask, 0, order, site, source);
    }
    template <class Site>
    void clear_pending_set_locked(model::Order order, Site site,
                                  model::Source source = model::Source::current()) {
        update(rqspinlock::tail_mask, rqspinlock::locked_value, order, site, source);
    }

    std::uint32_t final_value() const { return word_.final_value(); }
    model::LocationId id() const { return word_.id(); }
    auto& location() const { return word_.location(); }

  private:
    template <class Site>
    std::uint32_t update(std::uint32_t keep, std::uint32_t bits, model::Order order, Site site,
                         model::Source source) {
        return word_.update(keep, bits, order, site, source);
    }

    Word word_;
};

static_assert(model::max_cpus <= rqspinlock::max_cpus, "the tail has room for each");

/// An announcement of the lock goes into the execution's record as a note: the phase, the lock, the detail.
///
/// @tparam Base the engine's platform
/// @tparam Locks tells the number of a lock by the address of its word: `static unsigned index(const void*)`
template <class Base, class Locks>
class LockPlatform : public Base {
  public:
    using LockWord = tools::LockWord<typename Base::template Atomic<std::uint32_t>>;

    static rqspinlock::ContextKind context() {
        static_assert(same(rqspinlock::ContextKind::task, model::ContextKind::task) &&
                      same(rqspinlock::ContextKind::softirq, model::ContextKind::softirq) &&
                      same(rqspinlock::ContextKind::hardirq, model::ContextKind::hardirq) &&
                      same(rqspinlock::ContextKind::nmi, model::ContextKind::nmi));
        return static_cast<rqspinlock::ContextKind>(Base::context());
    }

    static void phase(rqspinlock::Phase phase, const void* lock, rqspinlock::PhaseDetail detail) {
        const bool begins = phase == rqspinlock::Phase::attempt;
        Base::machine().note(static_cast<unsigned>(phase), Locks::index(lock), detail.value,
                             begins ? caller() : model::Source{nullptr, 0});
    }

    /// Sets the source line of the program's next call of the lock on this CPU. The attempt is
    /// announced with it.
    static void call_from(model::Source source) { callers()[Base::cpu()] = source; }
    static model::Source caller() { return callers()[Base::cpu()]; }

    /// The number of a lock.
    static unsigned index_of(const void* word) { return Locks::index(word); }

    /// Announces a misuse that the lock has found. A misuse that the machine finds is announced with the line
    /// of the program: see MachineRig.
    static void misuse(rqspinlock::Misuse misuse, const void* lock) {
        phase(rqspinlock::Phase::misused, lock, misuse);
    }

    /// Lock events are not counted: the record of an execution says more than a counter.
    static void lock_event(rqspinlock::LockEvent) {}

    using IrqState = bool;
    static IrqState irq_save() { return Base::machine().irq_save(); }
    static void irq_restore(IrqState state) { Base::machine().irq_restore(state); }

    // Trace programs are attached to these points by number.
    static constexpr unsigned contention_begin = 0;
    static constexpr unsigned contention_end = 1;

    static void trace_contention_begin(const void* lock, rqspinlock::Site site) {
        Base::machine().trace_point(static_cast<unsigned char>(site), contention_begin, Locks::index(lock));
    }
    static void trace_contention_end(const void* lock, rqspinlock::Result, rqspinlock::Site site) {
        Base::machine().trace_point(static_cast<unsigned char>(site), contention_end, Locks::index(lock));
    }

  private:
    static constexpr bool same(rqspinlock::ContextKind context, model::ContextKind kind) {
        return static_cast<unsigned>(context) == static_cast<unsigned>(kind);
    }

  private:
    static std::array<model::Source, model::max_cpus>& callers() {
        static std::array<model::Source, model::max_cpus> callers{};
        return callers;
    }
};

}  // namespace tools
