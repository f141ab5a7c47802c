// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// The fixes of the queue, on one CPU of the hardware. The test plays the other CPUs, by the lock word and by
/// their held-locks tables. Nothing here depends on how the machine schedules.

#include "lock/hardware/site_recorder.hpp"
#include "lock/tests/hardware_fixture.hpp"

namespace rqspinlock::tests {
namespace {

using RecordedPlatform = hardware::BasicPlatform<hardware::SiteRecorder>;
using Lock = RqSpinLock<RecordedPlatform, RuntimeOptions>;

std::vector<Options> with_repair(Change repair) {
    std::vector<Options> all = all_options();
    std::erase_if(all, [&](const Options& options) { return !options.queued || !options.has(repair); });
    return all;
}

/// The step that another CPU takes just before our accesses.
class Interference {
  public:
    explicit Interference(void (*at_site)(Site)) { hardware::SiteRecorder::call_at_sites(at_site); }
    ~Interference() { hardware::SiteRecorder::call_at_sites(nullptr); }
    Interference(const Interference&) = delete;
    Interference& operator=(const Interference&) = delete;
};

Lock* contended = nullptr;

/// There are an owner and a pending waiter, so the next attempt is the head of a queue.
void own_with_a_pending_waiter(Lock& lock) {
    contended = &lock;
    lock.word().set_locked(relaxed, Site::fast_cmpxchg);
    lock.word().fetch_set_pending(relaxed, Site::pending_set);
}

TEST_CASE("a sole head that sees a deadlock leaves, and its queue ends", "[lock]") {
    hardware::declare_cpus(2);
    const hardware::CpuThread cpu(0);
    HeldLocks<RecordedPlatform>& other = per_cpu<RecordedPlatform>(1).held;
    for (const Options& options : with_repair(Change::tail_reset)) {
        INFO(describe(options));
        const WithOptions with(options);
        Lock ours;
        Lock theirs;
        REQUIRE(ours.lock() == Result::acquired);
        own_with_a_pending_waiter(theirs);
        // CPU 1 holds the lock `theirs` and attempts `ours`.
        other.locks[0].store(&theirs.word(), relaxed, Site::grab_entry);
        other.locks[1].store(&ours.word(), relaxed, Site::grab_entry);
        other.cnt.store(2, relaxed, Site::grab_count);

        Result result{};
        do {
            result = theirs.lock();
        } while (result == Result::timed_out);  // the machine may stop us for half a second
        REQUIRE(result == Result::deadlock);
        REQUIRE(theirs.word().peek() == (pending_value | locked_value));  // unchanged: no tail

        other.cnt.store(0, relaxed, Site::unlock_count);
        ours.unlock();
        require_at_rest<RecordedPlatform>(2);
    }
}

/// The owner and the pending waiter leave when the head begins to wait. Just before the head takes the word,
/// a CPU that will not queue sets pending.
void set_pending_before_the_head(Site site) {
    auto& word = contended->word();
    if (site == Site::head_wait) {
        word.clear_pending(relaxed, Site::pending_clear);
        word.clear_locked(release, Site::unlock_release);
    }
    if (site == Site::head_cmpxchg && !is_pending(word.peek())) {
        word.fetch_set_pending(acquire, Site::pending_set);
    }
}

TEST_CASE("a head that meets a pending bit ends its queue and leaves the bit alone", "[lock]") {
    hardware::declare_cpus(1);
    const hardware::CpuThread cpu(0);
    for (const Options& options : with_repair(Change::fix_undone_pending)) {
        INFO(describe(options));
        const WithOptions with(options);
        Lock lock;
        own_with_a_pending_waiter(lock);
        {
            const Interference interference(set_pending_before_the_head);
            REQUIRE(lock.lock() == Result::acquired);
        }
        REQUIRE(lock.word().peek() == (pending_value | locked_value));
        lock.word().clear_pending(relaxed, Site::pending_undo);
        lock.unlock();
        REQUIRE(lock.word().peek() == 0);
        require_at_rest<RecordedPlatform>(1);
    }
}

}  // namespace
}  // namespace rqspinlock::tests
