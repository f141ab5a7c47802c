// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Relacy's three schedulers, with changes that its templates permit:
/// - CPUs reach their first access before anything is chosen, and the end of an execution is no choice.
/// - A parked thread is no yield (Relacy's yields leave schedules out).
/// - A search can be stopped.
/// - The full search leaves out schedules that differ from an explored one only in the order of independent
///   accesses (sleep sets: Godefroid, Partial-Order Methods, 1996). The bounded search does not: the
///   schedule that it would leave out may be the only one within the bound.

#include <cstdint>

#include "model/relacy/machine.hpp"
#include "model/relacy/relacy.hpp"
#include "model/strategy.hpp"

namespace model::relacy {

/// The threads that may run next.
struct Candidates {
    rl::thread_id_t thread[max_cpus];
    unsigned count = 0;
    void add(rl::thread_id_t candidate) { thread[count++] = candidate; }
};

/// The common part of the two tree searches.
template <class Derived, class ThreadInfo, rl::thread_id_t threads>
class TreeSearch : public rl::tree_search_scheduler<Derived, ThreadInfo, threads> {
    using Base = rl::tree_search_scheduler<Derived, ThreadInfo, threads>;

  public:
    using typename Base::shared_context_t;
    using typename Base::thread_info_t;

    TreeSearch(rl::test_params& params, shared_context_t& context, rl::thread_id_t dynamic_threads)
        : Base(params, context, dynamic_threads) {}

    rl::thread_id_t iteration_begin_impl() {
        this->stree_depth_ = 0;
        return 0;  // CPU 0 reaches its first access first
    }

    rl::thread_id_t schedule_impl(rl::unpark_reason& reason, unsigned /*yield*/) {
        reason = rl::unpark_reason_normal;
        if (cpus().is_ending()) return this->running_threads[0];
        if (cpus().is_starting()) return static_cast<rl::thread_id_t>(cpus().next_to_start());
        return static_cast<Derived*>(this)->choose();
    }

    bool iteration_end_impl() { return machine().end_execution() || Base::iteration_end_impl(); }

    /// Makes a choice. An execution that is run again up to this choice repeats its earlier choices.
    unsigned rand_impl(unsigned limit, rl::sched_type type) {
        const std::size_t depth = this->stree_depth_;
        const bool is_known = depth < this->stree_.size();
        if (is_known && (this->stree_[depth].count_ != limit || this->stree_[depth].type_ != type)) {
            machine().leave_as_different();
        }
        if (machine().search().different() || !machine().reaches_choice(depth, is_known)) return 0;
        return Base::rand_impl(limit, type);
    }

    double iteration_count_approx() { return 1.0; }

  protected:
    static Machine& machine() { return Machine::instance(); }
    static Threads& cpus() { return machine().threads(); }

    unsigned pick(unsigned count) { return count == 1 ? 0 : this->rand(count, rl::sched_type_sched); }
};

template <rl::thread_id_t threads>
class FullScheduler
    : public TreeSearch<FullScheduler<threads>, rl::tree_search_scheduler_thread_info<threads>, threads> {
    using Base = TreeSearch<FullScheduler, rl::tree_search_scheduler_thread_info<threads>, threads>;

  public:
    /// The strategy. It is static because Relacy makes the scheduler.
    static inline model::FullSearch strategy;

    using Base::Base;
    using typename Base::shared_context_t;
    using typename Base::thread_info_t;

    rl::thread_id_t iteration_begin_impl() {
        asleep_ = 0;
        return Base::iteration_begin_impl();
    }

    rl::thread_id_t choose() {
        Candidates candidates;
        for (rl::thread_id_t i = 0; i < this->running_threads_count; ++i) {
            const rl::thread_id_t thread = this->running_threads[i];
            if ((asleep_ & bit(thread)) == 0) candidates.add(thread);
        }
        if (candidates.count == 0) {
            // Whichever thread runs next, an explored schedule has the same accesses in an equivalent order.
            this->cpus().discard();
            return this->running_threads[0];
        }
        const unsigned chosen = this->pick(candidates.count);
        const rl::thread_id_t thread = candidates.thread[chosen];
        if (strategy.prune_independent) {
            for (unsigned i = 0; i < chosen; ++i) asleep_ |= bit(candidates.thread[i]);
            wake_dependents(thread);
        }
        return thread;
    }

  private:
    static std::uint32_t bit(rl::thread_id_t thread) { return 1U << static_cast<unsigned>(thread); }

    /// A thread sleeps until another thread makes an access on which the sleeping thread's next access
    /// depends.
    void wake_dependents(rl::thread_id_t runs) {
        for (rl::thread_id_t thread = 0; thread < threads; ++thread) {
            if (this->cpus().next_accesses_depend(static_cast<unsigned>(runs),
                                                  static_cast<unsigned>(thread))) {
                asleep_ &= ~bit(thread);
            }
        }
    }

    std::uint32_t asleep_ = 0;
};

/// Allows at most `bound` switches away from a thread that could have gone on.
template <rl::thread_id_t threads>
class ContextBoundScheduler : public TreeSearch<ContextBoundScheduler<threads>,
                                                rl::tree_search_scheduler_thread_info<threads>, threads> {
    using Base = TreeSearch<ContextBoundScheduler, rl::tree_search_scheduler_thread_info<threads>, threads>;

  public:
    /// The strategy. It is static because Relacy makes the scheduler.
    static inline model::BoundedSearch strategy;

    using Base::Base;
    using typename Base::shared_context_t;
    using typename Base::thread_info_t;

    rl::thread_id_t iteration_begin_impl() {
        switches_left_ = strategy.bound;
        begun_ = false;
        return Base::iteration_begin_impl();
    }

    rl::thread_id_t choose() {
        // At the first choice no CPU has made an access yet.
        const bool could_go_on = begun_ && this->thread_->state_ == rl::thread_state_running;
        begun_ = true;
        if (could_go_on && switches_left_ == 0) return this->thread_->index_;
        const unsigned count = static_cast<unsigned>(this->running_threads_count);
        const rl::thread_id_t chosen = this->running_threads[this->pick(count)];
        if (could_go_on && chosen != this->thread_->index_) --switches_left_;
        return chosen;
    }

  private:
    unsigned switches_left_ = 0;
    bool begun_ = false;
};

template <rl::thread_id_t threads>
class RandomScheduler : public rl::scheduler<RandomScheduler<threads>, rl::scheduler_thread_info, threads> {
    using Base = rl::scheduler<RandomScheduler, rl::scheduler_thread_info, threads>;

  public:
    /// The strategy. It is static because Relacy makes the scheduler.
    static inline model::RandomWalk strategy;

    struct task_t {};  // NOLINT(readability-identifier-naming): Relacy asks for this name
    using typename Base::shared_context_t;
    using typename Base::thread_info_t;

    RandomScheduler(rl::test_params& params, shared_context_t& context, rl::thread_id_t dynamic_threads)
        : Base(params, context, dynamic_threads) {}

    rl::thread_id_t iteration_begin_impl() {
        // The same seed gives the same walk. Each execution has its own stream.
        random_.seed((strategy.seed << 32U) + this->iter_);
        return 0;  // CPU 0 reaches its first access first
    }
    bool iteration_end_impl() { return machine().end_execution(); }
    rl::thread_id_t schedule_impl(rl::unpark_reason& reason, unsigned /*yield*/) {
        reason = rl::unpark_reason_normal;
        if (cpus().is_ending()) return this->running_threads[0];
        if (cpus().is_starting()) return static_cast<rl::thread_id_t>(cpus().next_to_start());
        return this->running_threads[random_.rand() % static_cast<unsigned>(this->running_threads_count)];
    }
    unsigned rand_impl(unsigned limit, rl::sched_type) { return random_.rand() % limit; }
    rl::iteration_t iteration_count_impl() { return this->iter_ + 1; }
    void thread_finished_impl() {}
    void purge_blocked_threads() {}
    void on_thread_block(rl::thread_id_t, bool) {}
    void get_state_impl(std::ostream&) {}
    void set_state_impl(std::istream&) {}

  private:
    static Machine& machine() { return Machine::instance(); }
    static Threads& cpus() { return machine().threads(); }

    rl::random_generator random_;
};

}  // namespace model::relacy
