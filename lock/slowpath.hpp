// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `resilient_queued_spin_lock_slowpath`, in the kernel's order and with the kernel's names. A label of the
/// kernel's function is a function here. docs/kernel-map.md puts the two side by side.
///
/// The lock word is (tail, pending, locked). These are its states, and the steps from one state to the next
/// by their sites. `*` is any value, `n` is the node of the CPU that takes the step:
///
///     uncontended     (0,0,0) --fast.cmpxchg-----> (0,0,1)
///     pending waiter  (0,0,*) --pending.set------> (0,1,*)  ..the owner unlocks..
///                     (*,1,0) --pending.take-----> (*,0,1)
///     queue           (*,*,*) --queue.xchg_tail--> (n,*,*)  ..all before it go..
///       sole waiter   (n,0,0) --head.cmpxchg-----> (0,0,1)
///       more behind   (*,*,0) --head.set_locked--> (*,*,1)  and 1 into next.locked
///     unlock          (*,*,1) --unlock.release---> (*,*,0)
///
///     pending undone  (*,1,*) --pending.undo-----> (*,0,*)  it was set while there was a tail
///     errors          (*,1,*) --pending.clear----> (*,0,*)  of the pending waiter
///                     (n,*,*) --leave.cmpxchg----> (0,*,*)  of the last one in the queue
///
/// `fix_undone_pending` adds (n,1,0) --head.cmpxchg--> (0,1,1). The trylock before queueing and the trylock
/// of the fallback take the same step as the fast path.
///
/// The first waiter spins on the word (pending). Later waiters queue: each spins on its own node, and only
/// the head spins on the word. The pending waiter, the head and the fallback wait with a timeout and run
/// `check_timeout`. A non-head has no timeout: the node before it tells it to go on or to leave.

#include "lock/test_and_set.hpp"

namespace rqspinlock {

/// One slow path. The steps are member functions in the order in which they are taken.
template <Platform P, class O>
class SlowPath {
  public:
    explicit SlowPath(typename P::LockWord& word) : word_(word), cpu_(this_cpu<P>()), held_(cpu_.held) {}

    /// @param value the lock word as the fast path read it
    Result resilient_queued_spin_lock_slowpath(std::uint32_t value) {
        if (O::get().virt_spin_lock) return resilient_virt_spin_lock();

        // The pending waiter is about to turn its bit into locked: a short wait is cheaper than a queue.
        if (value == pending_value) {
            value = P::spin(
                word_, [](std::uint32_t v) { return v != pending_value; }, relaxed, O::get().pending_loops(),
                Site::pending_spin);
        }
        if ((value & ~locked_mask) != 0) return queue();

        const std::uint32_t old = queued_fetch_set_pending_acquire();
        if ((old & ~locked_mask) != 0) {
            // The bit is cleared only if this attempt has set it.
            if (!is_pending(old)) {
                word_.clear_pending(relaxed, Site::pending_undo);
                P::phase(Phase::pending_cleared, &word_, {});
            }
            return queue();
        }
        return wait_pending(old);
    }

  private:
    using Node = QueueNode<P>;
    /// The next node. Stores to it depend on the load of its address, so they follow its CPU's own stores.
    using Next = typename P::template Dependent<Node*>;

    /// A guest takes the test-and-set lock, which grabs a held entry by itself. With `entry_first` the fast
    /// path has already grabbed one. The attempt then finds itself below its own top entry, and one entry
    /// stays for ever. `tas_entry` leaves the second entry out.
    Result resilient_virt_spin_lock() {
        const bool has_entry = O::has(Change::tas_entry);
        return has_entry ? wait_test_and_set<P, O>(word_) : resilient_tas_spin_lock<P, O>(word_);
    }

    // ---- pending ----

    /// Returns the old word. If it has pending, another CPU had set the bit, and the bit is not ours.
    ///
    /// Acquire: if the lock is free already, this access takes it over from unlock.release. The x86 form
    /// reads the other bits separately, and they may be newer than the bit operation: the lock holder may
    /// have gone, a queue may have come or gone. If this read finds the lock free, it is the read that takes
    /// over from unlock.release. On x86 the read does so by itself. C++ needs an acquire, which costs nothing
    /// on x86 (`fix_x86_acquire`).
    std::uint32_t queued_fetch_set_pending_acquire() {
        if (O::get().arch == Arch::x86) {
            const bool was_pending = word_.test_and_set_pending(acquire, Site::pending_set);
            if (!was_pending) P::phase(Phase::pending, &word_, {});
            const Order order = O::has(Change::fix_x86_acquire) ? acquire : relaxed;
            const std::uint32_t others = word_.load(order, Site::pending_set_read) & ~pending_mask;
            return was_pending ? others | pending_value : others;
        }
        const std::uint32_t old = word_.fetch_set_pending(acquire, Site::pending_set);
        if (!is_pending(old)) P::phase(Phase::pending, &word_, {});
        return old;
    }

    Result wait_pending(std::uint32_t old) {
        grab_entry_late();
        if (is_locked(old)) {
            Timeout<P, O> timeout(held_, word_, locked_mask, res_def_timeout);
            // Acquire pairs with unlock.release.
            const Error error = wait_for_word(timeout, locked_mask, Site::pending_wait);
            if (error) {
                word_.clear_pending(relaxed, Site::pending_clear);
                P::phase(Phase::pending_cleared, &word_, {});
                P::lock_event(LockEvent::rqspinlock_lock_timeout);
                return err_release_entry(error);
            }
        }
        // Relaxed: the acquire was in pending.wait, or in the access that saw no lock holder.
        word_.clear_pending_set_locked(relaxed, Site::pending_take);
        P::phase(Phase::owner, &word_, {});
        P::lock_event(LockEvent::lock_pending);
        return Result::acquired;
    }

    // ---- queue ----

    Result queue() {
        if (O::get().resilient && O::has(Change::aa_before_queue)) {
            if (const Error error = check_deadlock_AA<P>(held_, &word_)) {
                announce(error);
                return err_release_entry(error);
            }
        }
        P::lock_event(LockEvent::lock_slowpath);
        grab_entry_late();

        index_ = cpu_.node_count.load(Site::queue_count_read);
        cpu_.node_count.store(index_ + 1, Site::queue_count);
        P::trace_contention_begin(&word_, Site::contention_begin);
        if (!may_queue()) return without_node();

        count_node_use();
        P::phase(Phase::node_taken, &word_, PhaseDetail(index_));
        // The count comes before the node's contents: else an interrupt in between would use the same node.
        P::compiler_barrier();
        Node& node = cpu_.nodes[index_];
        // The values that an earlier use has left here have no meaning.
        node.locked.poison();
        node.next.poison();
        node.locked.store(0, relaxed, Site::queue_init_locked);
        node.next.store(nullptr, relaxed, Site::queue_init_next);

        // The lock may have become free meanwhile; no other CPU knows of our node yet.
        if (queued_spin_trylock({Site::queue_trylock_read, Site::queue_trylock_cmpxchg}))
            return release_node();
        return wait_in_queue(node);
    }

    /// May this context wait in a node? The limit of four nodes always holds. An NMI that has interrupted a
    /// queued waiter could wait behind it for ever. `nmi_trylock` lets no NMI queue. `nmi_queue` lets an NMI
    /// queue unless it has interrupted a queued waiter.
    bool may_queue() const {
        if (index_ >= max_queue_nodes) return false;
        if (!O::get().resilient) return true;
        if (P::context() != ContextKind::nmi) return true;
        if (O::has(Change::nmi_queue)) return index_ == 0;
        return !O::has(Change::nmi_trylock);
    }

    Result without_node() {
        P::lock_event(LockEvent::lock_no_node);
        P::phase(Phase::fallback, &word_, {});
        if (O::get().resilient && O::has(Change::trylock_once)) {
            if (queued_spin_trylock(fallback_sites)) return release_node();
            const Error error{Result::deadlock, Check::trylock};
            announce(error);
            return err_release_node(error);
        }

        Timeout<P, O> timeout(held_, word_, ~0U, res_def_timeout);
        while (true) {
            const std::uint32_t value = P::await(
                word_, [](std::uint32_t v) { return v == 0; }, relaxed, timeout.poll_time(),
                timeout.deadline(), Site::fallback_read);
            if (value == 0 && cmpxchg_locked(Site::fallback_cmpxchg)) return release_node();
            if (const Error error = timeout.check_timeout()) {
                P::lock_event(LockEvent::rqspinlock_lock_timeout);
                announce(error);
                return err_release_node(error);
            }
        }
    }

    Result wait_in_queue(Node& node) {
        const std::uint32_t tail = encode_tail(P::cpu(), index_);
        // smp_wmb: the node's contents come before its address. Pairs with the address dependency of stores
        // to our node by CPUs that got the address from the next queue.xchg_tail or from node.next.
        P::fence(release, Site::queue_barrier);
        const auto old = word_.xchg_tail(tail, dependency, Site::queue_xchg_tail);
        P::phase(Phase::queued, &word_, {});

        Next next;
        if (has_tail(old)) {
            const Tail previous = decode_tail(old);
            Node& prev = per_cpu<P>(previous.cpu).nodes[previous.index];
            // Pairs with the reads of node.next; queue.barrier stands before it.
            prev.next.store(&node, relaxed, Site::queue_link, through(old));
            // arch_mcs_spin_lock_contended. A non-head has no deadline of its own: it depends on the queue
            // before it.
            const std::uint32_t signal = P::await(
                node.locked, [](std::uint32_t v) { return v != 0; }, acquire, never, never, Site::queue_wait);
            if (signal == res_timeout_value) return waitq_timeout(node, tail, propagated_error());
            next = node.next.load(dependency, Site::queue_read_next);
        }
        return wait_as_head(node, tail, next);
    }

    // ---- head of the queue ----

    Result wait_as_head(Node& node, std::uint32_t tail, Next next) {
        P::phase(Phase::head, &word_, {});
        Timeout<P, O> timeout(held_, word_, locked_pending_mask, queue_head_timeout);
        std::uint32_t value = 0;
        // Acquire pairs with unlock.release.
        const Error error = wait_for_word(timeout, locked_pending_mask, Site::head_wait, &value);
        if (error) {
            if (error.result == Result::deadlock && O::has(Change::queue_kept)) {
                return pass_queue_on(node, tail, next, error);
            }
            return waitq_timeout(node, tail, error);
        }

        if (end_queue(value, tail)) {
            P::phase(Phase::owner, &word_, {});
            P::phase(Phase::dequeued, &word_, {});
            return release_node();
        }

        // There is a waiter behind us, or (see end_queue) a pending bit. A plain store is enough because no
        // other CPU takes the lock here: the fast path and the trylocks need a word of 0, and a CPU that sets
        // pending while there is a tail undoes it.
        word_.set_locked(relaxed, Site::head_set_locked);
        P::phase(Phase::owner, &word_, {});
        if (next == nullptr) next = await_next(node, Site::head_await_next);
        // arch_mcs_spin_unlock_contended. Release pairs with queue.wait.
        next->locked.store(1, release, Site::head_hand_over, through(next));
        P::phase(Phase::dequeued, &word_, {});
        return release_node();
    }

    /// A sole waiter ends the queue and takes the lock. Returns false if there is a waiter behind us, or a
    /// pending bit.
    ///
    /// A CPU that sets pending while there is a tail undoes it. That CPU need not queue afterwards: it may
    /// get no node, or see an AA deadlock. In the history, a head that meets such a bit waits for a next
    /// waiter, which may never come. With `fix_undone_pending` the head leaves the bit for its CPU to undo,
    /// and tries until the tail names another node. In the x86 form, the bit's CPU may then find the queue
    /// gone, and is the pending waiter.
    bool end_queue(std::uint32_t value, std::uint32_t tail) {
        while ((value & tail_mask) == tail) {
            const std::uint32_t taken = (value & pending_mask) | locked_value;
            if (word_.try_cmpxchg(value, taken, relaxed, Site::head_cmpxchg)) return true;
            if (!O::has(Change::fix_undone_pending)) return false;
        }
        return false;
    }

    /// With `queue_kept` a head that sees a deadlock leaves alone, and the next waiter becomes the head. In
    /// the history the head does not look whether there is a next waiter: a sole waiter waits here, without a
    /// timeout, until a CPU queues behind it. With `tail_reset` a sole waiter ends its queue. If that fails,
    /// a next waiter exists and is about to link its node.
    Result pass_queue_on(Node& node, std::uint32_t tail, Next next, Error error) {
        const bool asks = next == nullptr && O::has(Change::tail_reset);
        if (!asks || !try_cmpxchg_tail(tail, 0)) {
            if (next == nullptr) next = await_next(node, Site::head_pass_await_next);
            // arch_mcs_spin_unlock_contended. Release pairs with queue.wait.
            next->locked.store(1, release, Site::head_pass_on, through(next));
        }
        P::phase(Phase::dequeued, &word_, {});
        return err_release_node(error);
    }

    // ---- leaving with an error ----

    /// The error of a waiter that is told to leave: a deadlock, whatever reason the head had. With
    /// `queue_timeout` it is a timeout: a head that keeps the queue sends waiters away only after a timeout.
    Error propagated_error() const {
        const bool tells_timeout = O::has(Change::queue_timeout);
        const Error error{tells_timeout ? Result::timed_out : Result::deadlock, Check::sent_away};
        announce(error);
        return error;
    }

    Result waitq_timeout(Node& node, std::uint32_t tail, Error error) {
        if (!try_cmpxchg_tail(tail, 0)) {
            const Next next = await_next(node, Site::leave_await_next);
            next->locked.store(res_timeout_value, relaxed, Site::leave_timeout_next, through(next));
        }
        P::lock_event(LockEvent::rqspinlock_lock_timeout);
        P::phase(Phase::dequeued, &word_, {});
        return err_release_node(error);
    }

    /// Fails only if the tail is not ours. Tries again when other bits have changed.
    bool try_cmpxchg_tail(std::uint32_t tail, std::uint32_t new_tail) {
        std::uint32_t value = word_.load(relaxed, Site::leave_read);
        do {
            if ((value & tail_mask) != tail) return false;
        } while (!word_.try_cmpxchg(value, (value & locked_pending_mask) | new_tail, relaxed,
                                    Site::leave_cmpxchg));
        return true;
    }

    /// Waits until the CPU that took the tail after us has stored its node's address into our node. Pairs
    /// with queue.link, which comes after queue.barrier.
    Next await_next(Node& node, Site site) {
        return P::await(
            node.next, [](Node* next) { return next != nullptr; }, dependency, never, never, site);
    }

    // ---- the end ----

    /// The kernel's label `release`.
    Result release_node() {
        P::trace_contention_end(&word_, Result::acquired, Site::contention_end);
        drop_node();
        return Result::acquired;
    }

    Result err_release_node(Error error) {
        P::trace_contention_end(&word_, error.result, Site::contention_end);
        drop_node();
        return err_release_entry(error);
    }

    Result err_release_entry(Error error) {
        release_held_lock_entry<P, O>(held_, &word_);
        P::phase(Phase::left, &word_, error.check);
        return error.result;
    }

    // ---- parts ----

    struct TrylockSites {
        Site read;
        Site cmpxchg;
    };
    static constexpr TrylockSites fallback_sites{Site::fallback_read, Site::fallback_cmpxchg};

    bool queued_spin_trylock(TrylockSites sites) {
        if (word_.load(relaxed, sites.read) != 0) return false;
        return cmpxchg_locked(sites.cmpxchg);
    }

    /// Acquire pairs with unlock.release.
    bool cmpxchg_locked(Site site) {
        std::uint32_t expected = 0;
        if (!word_.try_cmpxchg(expected, locked_value, acquire, site)) return false;
        P::phase(Phase::owner, &word_, {});
        return true;
    }

    /// `res_atomic_cond_read_acquire`: waits, with acquire, until no bit of `mask` is set in the word. Runs
    /// `check_timeout` while a bit of `mask` is set.
    Error wait_for_word(Timeout<P, O>& timeout, std::uint32_t mask, Site site,
                        std::uint32_t* last_value = nullptr) {
        while (true) {
            const std::uint32_t value = P::await(
                word_, [mask](std::uint32_t v) { return (v & mask) == 0; }, acquire, timeout.poll_time(),
                timeout.deadline(), site);
            if (last_value != nullptr) *last_value = value;
            if ((value & mask) == 0) return {};
            if (const Error error = timeout.check_timeout()) {
                announce(error);
                return error;
            }
        }
    }

    void announce(Error error) const { P::phase(Phase::failing, &word_, error.check); }

    /// Without `entry_first` the attempt grabs its entry here, and not before the fast path's cmpxchg.
    void grab_entry_late() {
        if (!O::has(Change::entry_first)) grab_held_lock_entry<P, O>(held_, &word_);
    }

    void count_node_use() const {
        if (index_ == 0) return;
        constexpr LockEvent events[] = {LockEvent::lock_use_node2, LockEvent::lock_use_node3,
                                        LockEvent::lock_use_node4};
        P::lock_event(events[index_ - 1]);
    }

    /// `__this_cpu_dec` of the node count: one instruction on x86, a load and a store in the generic form.
    void drop_node() {
        if (O::get().arch == Arch::x86) {
            cpu_.node_count.add(~0U, Site::queue_count_drop);
        } else {
            const std::uint32_t count = cpu_.node_count.load(Site::queue_count_drop_read);
            cpu_.node_count.store(count - 1, Site::queue_count_drop);
        }
        P::phase(Phase::node_dropped, &word_, PhaseDetail(index_));
    }

    typename P::LockWord& word_;
    PerCpu<P>& cpu_;
    HeldLocks<P>& held_;
    std::uint32_t index_ = 0;
};

}  // namespace rqspinlock
