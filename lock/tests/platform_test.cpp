// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// The hardware platform by itself: concept, accesses, waits, interrupts, trace points.

#include "lock/hardware/site_recorder.hpp"
#include "lock/tests/hardware_fixture.hpp"

namespace rqspinlock::tests {
namespace {

using RecordedPlatform = hardware::BasicPlatform<hardware::SiteRecorder>;

static_assert(Platform<HardwarePlatform>);
static_assert(Platform<RecordedPlatform>);
static_assert(sizeof(HardwarePlatform::LockWord) == 4, "as in the kernel");
static_assert(sizeof(RqSpinLock<HardwarePlatform, RuntimeOptions>) == 4);
static_assert(std::is_trivially_destructible_v<hardware::ThisCpu>, "else the first access registers one");

TEST_CASE("tails are encoded as CPU + 1 and nesting level", "[word]") {
    STATIC_REQUIRE(encode_tail(0, 0) == 1U << 18);
    STATIC_REQUIRE(encode_tail(2, 3) == (3U << 18 | 3U << 16));
    STATIC_REQUIRE((encode_tail(max_cpus - 1, 3) & locked_pending_mask) == 0);
    for (unsigned cpu : {0U, 1U, 63U, max_cpus - 1}) {
        for (unsigned index = 0; index < max_queue_nodes; ++index) {
            const Tail tail = decode_tail(encode_tail(cpu, index));
            REQUIRE(tail.cpu == cpu);
            REQUIRE(tail.index == index);
        }
    }
}

TEST_CASE("partial accesses leave the rest of the word alone", "[word]") {
    constexpr Site site = Site::fast_cmpxchg;
    HardwarePlatform::LockWord word;
    std::uint32_t expected = 0;
    REQUIRE(word.try_cmpxchg(expected, 0xfffc0101U, relaxed, site));

    word.clear_locked(release, site);
    REQUIRE(word.load(acquire, site) == 0xfffc0100U);
    word.clear_pending(relaxed, site);
    REQUIRE(word.peek() == 0xfffc0000U);
    REQUIRE(word.fetch_set_pending(acquire, site) == 0xfffc0000U);
    REQUIRE(word.test_and_set_pending(acquire, site));
    word.clear_pending_set_locked(relaxed, site);
    REQUIRE(word.peek() == 0xfffc0001U);
    REQUIRE_FALSE(word.test_and_set_pending(acquire, site));
    REQUIRE(word.peek() == 0xfffc0101U);
    REQUIRE(word.xchg_tail(encode_tail(1, 2), dependency, site) == 0xfffc0000U);
    REQUIRE(word.peek() == (encode_tail(1, 2) | 0x101U));
    word.clear_locked(release, site);
    word.set_locked(relaxed, site);
    REQUIRE(word.peek() == (encode_tail(1, 2) | 0x101U));

    expected = 7;
    REQUIRE_FALSE(word.try_cmpxchg(expected, 1, relaxed, site));
    REQUIRE(expected == word.peek());
}

TEST_CASE("counts go up and down in one step", "[atomic]") {
    HardwarePlatform::Atomic<std::uint32_t> count;
    REQUIRE(count.add_local(+1, Site::grab_count) == 1);
    REQUIRE(count.add_local(+1, Site::grab_count) == 2);
    REQUIRE(count.add_local(-1, Site::release_count) == 1);
    REQUIRE(count.load_local(Site::aa_count) == 1);
}

TEST_CASE("await reads once if its poll time is not in the future", "[wait]") {
    HardwarePlatform::Atomic<std::uint32_t> object;
    unsigned reads = 0;
    const auto never_true = [&](std::uint32_t) { return ++reads == 0; };
    HardwarePlatform::await(object, never_true, acquire, 0, 0, Site::head_wait);
    REQUIRE(reads == 1);
    HardwarePlatform::await(object, never_true, acquire, HardwarePlatform::now(), never, Site::head_wait);
    REQUIRE(reads == 2);

    const Nanoseconds poll = HardwarePlatform::now() + 2 * millisecond;
    HardwarePlatform::await(object, never_true, acquire, poll, never, Site::head_wait);
    REQUIRE(HardwarePlatform::now() >= poll);
    REQUIRE(reads > 3);
}

TEST_CASE("await ends by its condition", "[wait]") {
    HardwarePlatform::Atomic<std::uint32_t> object;
    std::thread writer([&] { object.store(3, release, Site::head_pass_on); });
    REQUIRE(HardwarePlatform::await(
                object, [](std::uint32_t v) { return v != 0; }, acquire, never, never, Site::queue_wait) ==
            3);
    writer.join();
}

TEST_CASE("spin reads loops + 1 times at most", "[wait]") {
    HardwarePlatform::LockWord word;
    unsigned reads = 0;
    const auto count = [&](std::uint32_t) { return ++reads == 0; };
    HardwarePlatform::spin(word, count, relaxed, 4, Site::pending_spin);
    REQUIRE(reads == 5);
}

/// The data that a test's handlers set. Static: handlers do not need their argument, and run in signals.
struct Seen {
    std::atomic<int> nmis{0};
    std::atomic<int> irqs{0};
    std::atomic<int> last_value{0};
    std::atomic<int> nested{0};
    std::atomic<ContextKind> context{ContextKind::task};
};

void on_nmi(void* argument, int value) {
    auto& seen = *static_cast<Seen*>(argument);
    seen.context = HardwarePlatform::context();
    seen.last_value = value;
    if (seen.nmis.fetch_add(1) == 0) hardware::raise_nmi(9);  // must wait until this NMI has returned
    if (seen.nested.fetch_add(1) != 0) seen.nested = 100;
    seen.nested.fetch_sub(1);
}

void on_irq(void* argument, int) {
    auto& seen = *static_cast<Seen*>(argument);
    seen.context = HardwarePlatform::context();
    ++seen.irqs;
}

/// Waits for the condition, generously, with atomic accesses at which ThreadSanitizer delivers signals.
template <class Condition>
bool comes_true(Condition condition) {
    const Nanoseconds end = HardwarePlatform::now() + 10'000 * millisecond;
    while (!condition()) {
        if (HardwarePlatform::now() > end) return false;
    }
    return true;
}

TEST_CASE("an NMI runs in its context, and not within itself", "[interrupt]") {
    Seen seen;
    hardware::declare_cpus(1);
    REQUIRE_FALSE(hardware::send_nmi(0));
    {
        const hardware::CpuThread cpu(0, {.nmi = {on_nmi, &seen}});
        REQUIRE(hardware::send_nmi(0, 7));
        REQUIRE(comes_true([&] { return seen.nmis.load() == 2; }));
        REQUIRE(seen.context == ContextKind::nmi);
        REQUIRE(seen.last_value == 9);
        REQUIRE(seen.nested == 0);
        REQUIRE(HardwarePlatform::context() == ContextKind::task);
    }
    REQUIRE_FALSE(hardware::send_nmi(0));
}

TEST_CASE("IRQs wait while they are masked, NMIs do not", "[interrupt]") {
    Seen seen;
    hardware::declare_cpus(1);
    const hardware::CpuThread cpu(0, {.nmi = {on_nmi, &seen}, .irq = {on_irq, &seen}});
    const auto outer = HardwarePlatform::irq_save();
    const auto inner = HardwarePlatform::irq_save();
    REQUIRE(hardware::send_irq(0));
    REQUIRE(hardware::send_nmi(0));
    REQUIRE(comes_true([&] { return seen.nmis.load() == 2; }));
    REQUIRE(seen.irqs == 0);
    HardwarePlatform::irq_restore(inner);
    REQUIRE(seen.irqs == 0);
    HardwarePlatform::irq_restore(outer);
    REQUIRE(seen.irqs == 1);
    REQUIRE(seen.context == ContextKind::hardirq);
    REQUIRE(hardware::send_irq(0));
    REQUIRE(comes_true([&] { return seen.irqs.load() == 2; }));
}

/// The trace programs that ran, one letter each.
std::string trace_runs;

void reach_begin() {
    HardwarePlatform::trace_contention_begin(nullptr, Site::contention_begin);
}
void reach_end() {
    HardwarePlatform::trace_contention_end(nullptr, Result::acquired, Site::contention_end);
}

/// Each program itself reaches both trace points.
void run_traced(const void* letter, const void*) {
    trace_runs += static_cast<const char*>(letter);
    reach_begin();
    reach_end();
}

std::string runs_of(hardware::TraceGuard begin, hardware::TraceGuard end) {
    auto& points = hardware::trace_points;
    points.detach_all();
    points.contention_begin.attach({&run_traced, "b"}, begin);
    points.contention_end.attach(
        {[](const void* letter, const void* lock, Result) { run_traced(letter, lock); }, "e"}, end);
    trace_runs.clear();
    reach_begin();
    points.detach_all();
    reach_begin();
    return trace_runs;
}

TEST_CASE("a trace program does not see its own events, and another one does by its own guard", "[trace]") {
    using hardware::TraceGuard;
    hardware::declare_cpus(1);
    const hardware::CpuThread cpu(0);
    CHECK(runs_of(TraceGuard::cpu, TraceGuard::cpu) == "b");
    CHECK(runs_of(TraceGuard::program, TraceGuard::program) == "be");
    CHECK(runs_of(TraceGuard::program, TraceGuard::cpu) == "be");
    CHECK(runs_of(TraceGuard::cpu, TraceGuard::program) == "be");
}

TEST_CASE("programs of one trace point run one after the other", "[trace]") {
    hardware::declare_cpus(1);
    const hardware::CpuThread cpu(0);
    auto& begin = hardware::trace_points.contention_begin;
    trace_runs.clear();
    unsigned attached = 0;
    while (begin.attach({&run_traced, attached == 0 ? "1" : "2"})) ++attached;
    CHECK(attached == hardware::TracePoints::Begin::most_programs);
    reach_begin();
    CHECK(trace_runs == "12222222");
    begin.detach_all();
}

}  // namespace
}  // namespace rqspinlock::tests
