// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `resilient_queued_spin_lock_slowpath`.
///
/// The states of the lock word, as (tail, pending, locked), and the steps that lead from one to the next:
///
///     uncontended   (0,0,0) --fast.cmpxchg-->   (0,0,1)
///     one waiter    (0,0,1) --pending.set-->    (0,1,1) --owner unlocks--> (0,1,0) --pending.take--> (0,0,1)
///     a queue       (0,1,1) --queue.xchg_tail-> (n,1,1) ..owner, pending go..> (n,0,0)
///     sole waiter   (n,p,0) --head.cmpxchg-->   (0,p,1)    p = 1 is about to be undone, or takes its place
///     more behind   (n,0,0) --head.set_locked-> (n,0,1) and 1 into next.locked
///
/// The first waiter spins on the word (pending). Later ones queue: each spins on its own node, and only the
/// head of the queue on the word. Waits with a timeout run `check_timeout`; the wait of a non-head does not,
/// it depends on the head to tell it when to leave.

#include "lock/test_and_set.hpp"

namespace rqspinlock {

/// One slow path. The steps are member functions in the order in which they are taken.
template <Platform P, class O>
class SlowPath {
  public:
    explicit SlowPath(typename P::LockWord& word) : word_(word), cpu_(this_cpu<P>()), held_(cpu_.held) {}

    /// @param value the lock word as the fast path read it
    Result take(std::uint32_t value) {
        if (O::get().paravirt) return take_as_guest();

        // Somebody is about to turn pending into locked: a short wait is cheaper than a queue.
        if (value == pending_value) {
            value = P::spin(
                word_, [](std::uint32_t v) { return v != pending_value; }, relaxed, O::get().pending_loops(),
                Site::pending_spin);
        }
        if ((value & ~locked_mask) != 0) return queue();

        // Acquire: should the owner be gone already, this is the access that takes over from its
        // unlock.release.
        const PendingAttempt attempt = set_pending();
        if ((attempt.old & ~locked_mask) != 0) {
            if (attempt.ours) {
                word_.store_pending(0, relaxed, Site::pending_undo);
                P::phase(Phase::pending_cleared, &word_, {});
            }
            return queue();
        }
        return wait_pending(attempt.old);
    }

  private:
    using Node = QueueNode<P>;

    /// From `entry-first` on the fast path has grabbed an entry already. Up to its repair it is grabbed
    /// again, as in the history: the attempt finds itself below its top, and one entry stays for good.
    Result take_as_guest() {
        const bool has_entry = O::has(Change::fix_paravirt_entry);
        return has_entry ? wait_test_and_set<P, O>(word_) : resilient_tas_spin_lock<P, O>(word_);
    }

    // ---- pending ----

    struct PendingAttempt {
        std::uint32_t old;  ///< the other bits, and pending if it was set before us
        bool ours;          ///< we set the bit
    };

    PendingAttempt set_pending() {
        std::uint32_t old = 0;
        bool was_pending = false;
        if (O::get().arch == Arch::x86) {
            was_pending = word_.test_and_set_pending(acquire, Site::pending_set);
            if (!was_pending) P::phase(Phase::pending, &word_, {});
            // May be newer than the bit operation: the owner can have gone, a queue can have come, or gone.
            // If it is this read that finds the owner gone, it is what takes over from its unlock.release: on
            // x86 by itself, in C++ by an acquire, which costs nothing there.
            const Order order = O::has(Change::fix_x86_acquire) ? acquire : relaxed;
            old = word_.load(order, Site::pending_set_read) & ~pending_mask;
            if (was_pending) old |= pending_value;
        } else {
            old = word_.set_pending(acquire, Site::pending_set);
            was_pending = is_pending(old);
            if (!was_pending) P::phase(Phase::pending, &word_, {});
        }
        return {old, !was_pending};
    }

    Result wait_pending(std::uint32_t old) {
        grab_entry_late();
        if (is_locked(old)) {
            Timeout<P, O> timeout(held_, word_, locked_mask, res_def_timeout);
            // Acquire pairs with unlock.release.
            const Failure failure = wait_for_word(timeout, locked_mask, Site::pending_wait);
            if (failure) {
                P::lock_event(LockEvent::rqspinlock_lock_timeout);
                word_.store_pending(0, relaxed, Site::pending_clear);
                P::phase(Phase::pending_cleared, &word_, {});
                return err_release_entry(failure);
            }
        }
        // Relaxed: the acquire was in pending.wait, or where we saw that there was no owner.
        word_.store_locked_pending(locked_value, relaxed, Site::pending_take);
        P::phase(Phase::owner, &word_, {});
        P::lock_event(LockEvent::lock_pending);
        return Result::acquired;
    }

    // ---- queue ----

    Result queue() {
        P::lock_event(LockEvent::lock_slowpath);
        if (O::get().resilient && O::has(Change::aa_before_queue)) {
            if (const Failure failure = check_deadlock_AA<P>(held_, &word_)) {
                announce(failure);
                return err_release_entry(failure);
            }
        }
        grab_entry_late();

        index_ = cpu_.node_count.load(Site::queue_count_read);
        cpu_.node_count.store(index_ + 1, Site::queue_count);
        P::trace_contention_begin(&word_, Site::contention_begin);
        if (!may_queue()) return without_node();

        count_node_use();
        P::phase(Phase::node_taken, &word_, PhaseDetail(index_));
        // The count before the node's contents, or an interrupt in between would use the same node.
        P::compiler_barrier();
        Node& node = cpu_.nodes[index_];
        // What an earlier use has left in it says nothing about this one.
        node.locked.poison();
        node.next.poison();
        node.locked.store(0, relaxed, Site::queue_init_locked);
        node.next.store(nullptr, relaxed, Site::queue_init_next);

        // The owner may have gone while we prepared; nobody knows of our node yet.
        if (trylock({Site::queue_trylock_read, Site::queue_trylock_cmpxchg})) return release_node();
        return wait_in_queue(node);
    }

    /// By revision: may this context wait in a node? An NMI that interrupted a queued waiter may not, or it
    /// could wait behind it. The limit of four nodes holds always.
    bool may_queue() const {
        if (index_ >= max_queue_nodes) return false;
        if (!O::get().resilient) return true;
        if (P::context() != Context::nmi) return true;
        if (O::has(Change::nmi_queue)) return index_ == 0;
        return !O::has(Change::nmi_trylock);
    }

    Result without_node() {
        P::lock_event(LockEvent::lock_no_node);
        P::phase(Phase::fallback, &word_, {});
        if (O::get().resilient && O::has(Change::trylock_once)) {
            if (trylock(fallback_sites)) return release_node();
            const Failure failure{Result::deadlock, Check::trylock};
            announce(failure);
            return err_release_node(failure);
        }

        Timeout<P, O> timeout(held_, word_, ~0U, res_def_timeout);
        while (true) {
            const std::uint32_t value = P::await(
                word_, [](std::uint32_t v) { return v == 0; }, relaxed, timeout.poll_time(),
                timeout.deadline(), Site::fallback_read);
            if (value == 0 && cmpxchg_locked(Site::fallback_cmpxchg)) return release_node();
            if (const Failure failure = timeout.check()) {
                P::lock_event(LockEvent::rqspinlock_lock_timeout);
                announce(failure);
                return err_release_node(failure);
            }
        }
    }

    Result wait_in_queue(Node& node) {
        const std::uint32_t tail = encode_tail(P::cpu(), index_);
        // The node's contents before its address: pairs with the acquire of the next queue.xchg_tail, whose
        // CPU stores to our node, and (the kernel's address dependency) with the reads of node.next.
        P::fence(release, Site::queue_barrier);
        const std::uint32_t old = word_.exchange_tail(tail, acquire, Site::queue_xchg_tail);
        P::phase(Phase::queued, &word_, {});

        Node* next = nullptr;
        if (has_tail(old)) {
            const Tail previous = decode_tail(old);
            // Pairs with the acquire reads of node.next; queue.barrier stands before it.
            per_cpu<P>(previous.cpu).nodes[previous.index].next.store(&node, relaxed, Site::queue_link);
            // Not even a deadline here: a non-head depends on the queue before it.
            const std::uint32_t signal = P::await(
                node.locked, [](std::uint32_t v) { return v != 0; }, acquire, never, never, Site::queue_wait);
            if (signal == res_timeout_value) return leave(node, tail, propagated_failure());
            next = node.next.load(acquire, Site::queue_read_next);
        }
        return wait_as_head(node, tail, next);
    }

    // ---- head of the queue ----

    Result wait_as_head(Node& node, std::uint32_t tail, Node* next) {
        P::phase(Phase::head, &word_, {});
        Timeout<P, O> timeout(held_, word_, locked_pending_mask, queue_head_timeout);
        std::uint32_t value = 0;
        // Acquire pairs with unlock.release.
        const Failure failure = wait_for_word(timeout, locked_pending_mask, Site::head_wait, &value);
        if (failure) {
            if (failure.result == Result::deadlock && O::has(Change::queue_kept)) {
                return pass_queue_on(node, tail, next, failure);
            }
            return leave(node, tail, failure);
        }

        if (end_queue(value, tail)) {
            P::phase(Phase::owner, &word_, {});
            P::phase(Phase::dequeued, &word_, {});
            return release_node();
        }

        // Somebody is behind us, or (see end_queue) set pending. Only the head sets locked while there is a
        // tail.
        word_.store_locked(locked_value, relaxed, Site::head_set_locked);
        P::phase(Phase::owner, &word_, {});
        if (next == nullptr) next = await_next(node, Site::head_await_next);
        // Release pairs with queue.wait.
        next->locked.store(1, release, Site::head_hand_over);
        P::phase(Phase::dequeued, &word_, {});
        return release_node();
    }

    /// Sole waiter: the queue ends with us, and we take the lock. False: somebody has queued behind us.
    ///
    /// Who sets pending while there is a tail only undoes it: it need not queue, if it is an NMI without a
    /// node or sees an AA deadlock. As in the history a pending bit that comes in between reads as somebody
    /// behind us, and the head waits for a next that may never come. The repair leaves the bit alone, to be
    /// undone, and goes on until the tail is somebody else's. On x86, where the other bits are read
    /// afterwards, the one who set it may also find the queue gone, and is the pending waiter then.
    bool end_queue(std::uint32_t value, std::uint32_t tail) {
        while ((value & tail_mask) == tail) {
            const std::uint32_t taken = (value & pending_mask) | locked_value;
            if (word_.compare_exchange(value, taken, relaxed, Site::head_cmpxchg)) return true;
            if (!O::has(Change::fix_undone_pending)) return false;
        }
        return false;
    }

    /// From `queue-kept` on a head that sees a deadlock leaves alone, and the next one becomes the head. As
    /// in the history it asks nobody whether there is a next one: a sole waiter waits here, untimed, for
    /// somebody to queue behind it. The repair ends the queue of a sole waiter; if that fails there is a next
    /// one, which is about to link itself.
    Result pass_queue_on(Node& node, std::uint32_t tail, Node* next, Failure failure) {
        const bool asks = next == nullptr && O::has(Change::fix_sole_head);
        if (!asks || !take_tail_back(tail)) {
            if (next == nullptr) next = await_next(node, Site::head_pass_await_next);
            // Release pairs with queue.wait.
            next->locked.store(1, release, Site::head_pass_on);
        }
        P::phase(Phase::dequeued, &word_, {});
        return err_release_node(failure);
    }

    // ---- leaving with an error ----

    /// From `queue-kept` on the head that timed out says so to those behind it; before, they heard of a
    /// deadlock whatever the reason was.
    Failure propagated_failure() const {
        const bool kept = O::has(Change::queue_kept);
        const Failure failure{kept ? Result::timed_out : Result::deadlock, Check::sent_away};
        announce(failure);
        return failure;
    }

    Result leave(Node& node, std::uint32_t tail, Failure failure) {
        P::lock_event(LockEvent::rqspinlock_lock_timeout);
        if (!take_tail_back(tail)) {
            Node* next = await_next(node, Site::leave_await_next);
            next->locked.store(res_timeout_value, relaxed, Site::leave_timeout_next);
        }
        P::phase(Phase::dequeued, &word_, {});
        return err_release_node(failure);
    }

    /// `try_cmpxchg_tail`: gives up only if the tail is not ours; retries when other bits changed.
    bool take_tail_back(std::uint32_t tail) {
        std::uint32_t value = word_.load(relaxed, Site::leave_read);
        do {
            if ((value & tail_mask) != tail) return false;
        } while (!word_.compare_exchange(value, value & locked_pending_mask, relaxed, Site::leave_cmpxchg));
        return true;
    }

    /// Whoever took the tail after us has yet to store its node into ours. Acquire: the kernel's address
    /// dependency; pairs with queue.link behind queue.barrier, so our store into its node comes after its
    /// own.
    Node* await_next(Node& node, Site site) {
        return P::await(
            node.next, [](Node* next) { return next != nullptr; }, acquire, never, never, site);
    }

    Result release_node() {
        P::trace_contention_end(&word_, Result::acquired, Site::contention_end);
        drop_node();
        return Result::acquired;
    }

    Result err_release_node(Failure failure) {
        P::trace_contention_end(&word_, failure.result, Site::contention_end);
        drop_node();
        return err_release_entry(failure);
    }

    Result err_release_entry(Failure failure) {
        release_held_lock_entry<P, O>(held_, &word_);
        P::phase(Phase::left, &word_, failure.check);
        return failure.result;
    }

    // ---- parts ----

    struct TrylockSites {
        Site read;
        Site cmpxchg;
    };
    static constexpr TrylockSites fallback_sites{Site::fallback_read, Site::fallback_cmpxchg};

    bool trylock(TrylockSites sites) {
        if (word_.load(relaxed, sites.read) != 0) return false;
        return cmpxchg_locked(sites.cmpxchg);
    }

    /// Acquire pairs with unlock.release.
    bool cmpxchg_locked(Site site) {
        std::uint32_t expected = 0;
        if (!word_.compare_exchange(expected, locked_value, acquire, site)) return false;
        P::phase(Phase::owner, &word_, {});
        return true;
    }

    /// Waits, acquire, until the word has none of the bits of `mask`; runs `check_timeout` while it has.
    Failure wait_for_word(Timeout<P, O>& timeout, std::uint32_t mask, Site site,
                          std::uint32_t* last_value = nullptr) {
        while (true) {
            const std::uint32_t value = P::await(
                word_, [mask](std::uint32_t v) { return (v & mask) == 0; }, acquire, timeout.poll_time(),
                timeout.deadline(), site);
            if (last_value != nullptr) *last_value = value;
            if ((value & mask) == 0) return {};
            if (const Failure failure = timeout.check()) {
                announce(failure);
                return failure;
            }
        }
    }

    void announce(Failure failure) const { P::phase(Phase::failing, &word_, failure.check); }

    /// Before `entry-first` the entry came only here, not before the fast path's cmpxchg.
    void grab_entry_late() {
        if (!O::has(Change::entry_first)) grab_held_lock_entry<P, O>(held_, &word_);
    }

    void count_node_use() const {
        if (index_ == 0) return;
        constexpr LockEvent events[] = {LockEvent::lock_use_node2, LockEvent::lock_use_node3,
                                        LockEvent::lock_use_node4};
        P::lock_event(events[index_ - 1]);
    }

    void drop_node() {
        const std::uint32_t count = cpu_.node_count.load(Site::queue_count_drop_read);
        cpu_.node_count.store(count - 1, Site::queue_count_drop);
        P::phase(Phase::node_dropped, &word_, PhaseDetail(index_));
    }

    typename P::LockWord& word_;
    PerCpu<P>& cpu_;
    HeldLocks<P>& held_;
    std::uint32_t index_ = 0;
};

}  // namespace rqspinlock
