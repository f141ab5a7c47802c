// SPDX-License-Identifier: GPL-2.0-or-later
//
// The changes of a series that moves the lock's timeouts to smp_cond_load_acquire_timeout. A time is over at
// its last nanosecond, the first look at the clock comes after many polls and not at once (here after 1 ms),
// and the word is read once more after an error.

// Timeout
Nanoseconds poll_time() const {
    if (!O::get().resilient) return never;
    return armed() ? std::min(cur_ + deadlock_check_interval, timeout_end_) : P::now() + first_look_after;
}

Nanoseconds deadline() const {
    if (!O::get().resilient) return never;
    return armed() ? timeout_end_ : P::now() + first_look_after;
}

Error check_timeout() {
    if (!O::get().resilient) return {};
    if (!armed()) return arm();
    const Nanoseconds now = P::now();
    if (now >= timeout_end_) return {Result::timed_out, Check::timeout};
    if (now < cur_ + deadlock_check_interval) return {};
    cur_ = now;
    return check_deadlock_ABBA<P>(held_, word_, mask_);
}

static constexpr Nanoseconds first_look_after = 1'000'000;

// SlowPath
Error wait_for_word(Timeout<P, O>& timeout, std::uint32_t mask, Site site,
                    std::uint32_t* last_value = nullptr) {
    while (true) {
        std::uint32_t value = P::await(
            word_, [mask](std::uint32_t v) { return (v & mask) == 0; }, acquire, timeout.poll_time(),
            timeout.deadline(), site);
        if (last_value != nullptr) *last_value = value;
        if ((value & mask) == 0) return {};
        const Error error = timeout.check_timeout();
        if (!error) continue;
        value = word_.load(acquire, site);
        if (last_value != nullptr) *last_value = value;
        if ((value & mask) == 0) return {};
        announce(error);
        return error;
    }
}
