// SPDX-License-Identifier: GPL-2.0-or-later
//
// The fault of an early version of the series in timed-load.hpp. A queued waiter that is sent away goes on
// after the place where the head's wait sets the error. There is no error there, so it claims the lock as if
// it had found it free. `rqcheck try tools/variant/examples/timed-load-early.hpp timeout-head`

Result waitq_timeout(Node& node, std::uint32_t tail, Error error) {
    if (error.check == Check::sent_away) return claim(node, tail);
    if (!try_cmpxchg_tail(tail, 0)) {
        const Next next = await_next(node, Site::leave_await_next);
        next->locked.store(res_timeout_value, relaxed, Site::leave_timeout_next, through(next));
    }
    P::lock_event(LockEvent::rqspinlock_lock_timeout);
    P::phase(Phase::dequeued, &word_, {});
    return err_release_node(error);
}

// The steps of a head that has found the lock free.
Result claim(Node& node, std::uint32_t tail) {
    if (!end_queue(word_.load(relaxed, Site::head_wait), tail)) {
        word_.set_locked(relaxed, Site::head_set_locked);
        const Next next = await_next(node, Site::head_await_next);
        next->locked.store(1, release, Site::head_hand_over, through(next));
    }
    P::phase(Phase::owner, &word_, {});
    P::phase(Phase::dequeued, &word_, {});
    return release_node();
}
